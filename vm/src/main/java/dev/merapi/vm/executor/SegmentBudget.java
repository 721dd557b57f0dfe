package dev.merapi.vm.executor;

/** Decides how large segments may grow. */
@FunctionalInterface
public interface SegmentBudget {
  /** Allows everything. */
  SegmentBudget UNLIMITED = shape -> true;

  /**
   * Whether a segment may have a shape. Asked at a segment's start, whenever a table would outgrow
   * its height, and every 2^16 timestamps, 2^14 rows of the memory tree's tables and 16 pages.
   *
   * <p>A shape allowed allows every smaller one: until the next question the segment stays within
   * it, number by number.
   */
  boolean allows(SegmentShape shape);
}
