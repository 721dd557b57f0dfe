package dev.merapi.sdk;

import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.proof.VerifyingKey;
import dev.merapi.stark.prover.ProverMemory;
import java.lang.ref.SoftReference;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the workspace of a finished proof for the next one, as long as the JVM has no better use
 * for its memory. Thread-safe.
 */
final class WorkspacePool {

  /** A workspace may be larger than what it is used for by one part in so many. */
  private static final int SPARE = 32;

  private @Nullable SoftReference<Workspace> idle;

  /** Lends workspaces for one run, of which there is never more than one. */
  Lease lend(VerifyingKey key) {
    return new Lease(key);
  }

  private synchronized @Nullable Workspace takeIdle() {
    Workspace found = idle == null ? null : idle.get();
    idle = null;
    return found;
  }

  private synchronized void give(Workspace workspace) {
    workspace.reset();
    Workspace found = idle == null ? null : idle.get();
    if (found == null || found.capacity() < workspace.capacity()) {
      idle = new SoftReference<>(workspace);
    }
  }

  /** A workspace for one run, given back when closed. */
  final class Lease implements AutoCloseable {

    private final VerifyingKey key;
    private @Nullable Workspace workspace = takeIdle();

    private Lease(VerifyingKey key) {
      this.key = key;
    }

    /**
     * A workspace for a proof of tables of these heights: the last one if it is of about the size,
     * for a budget counts what the proof needs and nothing more, else another in its place.
     */
    Workspace holding(int[] logHeights) {
      long words = ProverMemory.words(key, logHeights);
      if (!fits(workspace, words)) {
        workspace = null; // nor may a local variable hold it: there are never two
        workspace = Workspace.slabs(words);
      }
      return Objects.requireNonNull(workspace);
    }

    private static boolean fits(@Nullable Workspace workspace, long words) {
      return workspace != null
          && workspace.capacity() >= words
          && workspace.capacity() <= words + words / SPARE;
    }

    @Override
    public void close() {
      if (workspace != null) {
        give(workspace);
        workspace = null;
      }
    }
  }
}
