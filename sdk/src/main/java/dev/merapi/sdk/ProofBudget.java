package dev.merapi.sdk;

import dev.merapi.sdk.error.LimitReachedException;
import dev.merapi.sdk.error.LimitReachedException.Limit;
import dev.merapi.vm.executor.SegmentBudget;
import dev.merapi.vm.executor.SegmentPlan;
import dev.merapi.vm.executor.SegmentShape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts segments so that proving each stays within the memory budget of the prover, if it has one,
 * and within the heap of this JVM.
 *
 * @param model foretells the memory of a segment
 * @param budget of the process, or null for none but the heap
 */
record ProofBudget(MemoryModel model, @Nullable MemoryBudget budget) implements SegmentBudget {

  /** A segment of more than a few instructions. */
  private static final long MARGIN = 8L << 20;

  @Override
  public boolean allows(SegmentShape shape) {
    return allows(model.heapBytes(shape));
  }

  /** Whether a segment may be proven in a workspace of so many words. */
  boolean allows(SegmentShape shape, long workspaceWords) {
    return allows(model.heapBytes(shape, workspaceWords));
  }

  /**
   * Sizes of workspaces for all of these segments, the best first. Who sets a budget offers that
   * memory to full extensions.
   */
  List<Long> workspaces(List<SegmentPlan> segments) {
    long largest = model.largestWorkspace(segments);
    return budget == null
        ? List.of(largest)
        : List.of(Math.max(largest, model.largestFullWorkspace(segments)), largest);
  }

  /**
   * Words of the workspace to make for a segment that needs so many: the first of some sizes that
   * is allowed, none of which is too small then, or just what is needed.
   */
  long workspaceWords(SegmentShape shape, long needed, List<Long> preferred) {
    return preferred.stream()
        .map(words -> Math.max(words, needed))
        .filter(words -> allows(shape, words))
        .findFirst()
        .orElse(needed);
  }

  /** As the other form, for what a segment of the heights foretold needs. */
  private long workspaceWords(SegmentShape shape, List<Long> preferred) {
    return workspaceWords(shape, model.workspaceWords(shape.logHeights()), preferred);
  }

  /**
   * Whether a segment is proven with compact extensions, for want of room for full ones.
   *
   * @param preferred {@link #workspaces} of the run
   */
  boolean compact(SegmentShape shape, List<Long> preferred) {
    return workspaceWords(shape, preferred) < model.fullWorkspaceWords(shape.logHeights());
  }

  private boolean allows(long heap) {
    return heap <= Runtime.getRuntime().maxMemory()
        && (budget == null || JvmMemory.processWith(heap) <= budget.bytes());
  }

  /** Resident bytes that a process as a rule has that proves these segments and nothing else. */
  long usualProcessBytes(List<SegmentPlan> segments) {
    List<Long> preferred = workspaces(segments);
    return segments.stream()
        .map(SegmentPlan::shape)
        .mapToLong(shape -> model.heapBytes(shape, workspaceWords(shape, preferred)))
        .map(JvmMemory::usualProcessWith)
        .max()
        .orElse(0);
  }

  /** Why nothing fits, when the smallest segment has this shape. */
  LimitReachedException tooSmall(SegmentShape least) {
    MemoryBudget needed = new MemoryBudget(MARGIN + model.processBytes(least));
    long heapMax = Runtime.getRuntime().maxMemory();
    if (budget != null && needed.bytes() > budget.bytes()) {
      return new LimitReachedException(
          "a budget of %d MiB is too small for this program: it needs at least %d MiB"
              .formatted(budget.bytes() >> 20, needed.inMib()),
          Limit.MEMORY,
          budget.bytes(),
          needed.bytes());
    }
    MemoryBudget heap = new MemoryBudget(MARGIN + model.heapBytes(least));
    return new LimitReachedException(
        "a heap of %d MiB is too small for this program: it needs at least %d MiB"
            .formatted(heapMax >> 20, heap.inMib()),
        Limit.MEMORY,
        heapMax,
        heap.bytes());
  }
}
