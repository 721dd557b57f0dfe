package dev.merapi.sdk;

import dev.merapi.sdk.error.LimitReachedException;
import dev.merapi.stark.memory.Workspace;
import dev.merapi.vm.executor.SegmentPlan;
import dev.merapi.vm.executor.SegmentShape;
import java.lang.ref.SoftReference;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the workspace of a finished proof for the next one, as long as the JVM has no better use
 * for its memory. Thread-safe.
 */
final class WorkspacePool {

  private @Nullable SoftReference<Workspace> idle;

  /**
   * Lends workspaces for one run, of which there is never more than one.
   *
   * @param budget what a segment may be proven in
   * @param segments all that the run may prove
   */
  Lease lend(ProofBudget budget, List<SegmentPlan> segments) {
    return new Lease(budget, segments);
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

    private final ProofBudget budget;
    private final List<SegmentPlan> segments;
    private final List<Long> preferred;
    private @Nullable Workspace workspace;

    private Lease(ProofBudget budget, List<SegmentPlan> segments) {
      this.budget = budget;
      this.segments = segments;
      this.preferred = budget.workspaces(segments);
    }

    /**
     * Prepares for a segment and gives a workspace for its proof, from log2 of the height of each
     * of its tables: the last one if it is large enough and the budget allows the segment to be
     * proven in it, else another in its place, large enough for the whole run if the budget allows
     * that. One that the budget does not allow is gone before this returns, so that the segment's
     * records are never beside it.
     */
    Function<int[], Workspace> of(int segment) {
      SegmentShape shape = segments.get(segment).shape();
      if (workspace == null) {
        workspace = takeIdle();
      }
      if (workspace != null && !budget.allows(shape, workspace.capacity())) {
        workspace = null;
      }
      return logHeights -> holding(shape, budget.model().workspaceWords(logHeights));
    }

    /**
     * A workspace of so many words or more.
     *
     * @throws LimitReachedException if the budget has no room for it
     */
    private Workspace holding(SegmentShape shape, long words) {
      if (workspace == null || workspace.capacity() < words) {
        workspace = null; // nor may a local variable hold it: there are never two
        // Heights below those foretold may need more words: places fall otherwise.
        if (!budget.allows(shape, words)) {
          throw budget.tooSmall(shape);
        }
        workspace = Workspace.slabs(budget.workspaceWords(shape, words, preferred));
      }
      return Objects.requireNonNull(workspace);
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
