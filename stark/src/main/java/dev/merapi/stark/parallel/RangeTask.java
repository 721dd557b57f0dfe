package dev.merapi.stark.parallel;

/** Work on a range of indices; ranges of one call are disjoint and may run on several threads. */
@FunctionalInterface
public interface RangeTask {
  /** Does the work of the indices from (inclusive) to (exclusive). */
  void run(int from, int to);
}
