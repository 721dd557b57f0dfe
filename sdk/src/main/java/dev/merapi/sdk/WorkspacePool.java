package dev.merapi.sdk;

import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.proof.VerifyingKey;
import dev.merapi.stark.prover.ProverMemory;
import java.lang.ref.SoftReference;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the workspace of a finished proof for the next one, as long as the JVM has no better use
 * for its memory. Thread-safe.
 */
final class WorkspacePool {

  private @Nullable SoftReference<Workspace> idle;

  /** Lends a workspace of at least so many words. */
  Lease lend(VerifyingKey key, long words) {
    return new Lease(key, take(words));
  }

  private synchronized Workspace take(long words) {
    Workspace found = idle == null ? null : idle.get();
    idle = null;
    return found != null && found.capacity() >= words ? found : Workspace.slabs(words);
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
    private @Nullable Workspace workspace;

    private Lease(VerifyingKey key, Workspace workspace) {
      this.key = key;
      this.workspace = workspace;
    }

    /**
     * The workspace, large enough for a proof of tables of these heights. Shorter tables may need a
     * few words more than taller ones, as free places lie elsewhere; then it is another one.
     */
    Workspace holding(int[] logHeights) {
      long words = ProverMemory.words(key, logHeights);
      Workspace current = workspace;
      if (current == null || current.capacity() < words) {
        workspace = null; // so that there are never two
        current = Workspace.slabs(words);
        workspace = current;
      }
      return current;
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
