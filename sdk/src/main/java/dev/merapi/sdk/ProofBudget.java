package dev.merapi.sdk;

import dev.merapi.sdk.error.LimitReachedException;
import dev.merapi.sdk.error.LimitReachedException.Limit;
import dev.merapi.vm.executor.SegmentBudget;
import dev.merapi.vm.executor.SegmentShape;
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
    long heap = model.heapBytes(shape);
    return heap <= Runtime.getRuntime().maxMemory()
        && (budget == null || JvmMemory.processWith(heap) <= budget.bytes());
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
