package dev.merapi.vm.executor;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An execution needed more than it was allowed: which limit, and how much it was. */
public final class ExecutionLimitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The bounds there are. */
  public enum Limit {
    /** Instructions of a run. */
    INSTRUCTIONS,
    /** Timestamps of one segment. */
    TIMESTAMPS,
    /** Rows of one chip in one segment. */
    ROWS,
    /** Segments of a run. */
    SEGMENTS,
    /** The {@link SegmentBudget} of one segment. */
    BUDGET
  }

  private final Limit limit;
  private final long allowed;
  private final transient @Nullable SegmentShape needed;

  /** With the limit, its value, and one line on what was needed. */
  public ExecutionLimitException(Limit limit, long allowed, String message) {
    super(message);
    this.limit = limit;
    this.allowed = allowed;
    this.needed = null;
  }

  /** A budget that refuses a shape which one segment needs, with one line on what needs it. */
  public ExecutionLimitException(SegmentShape needed, String message) {
    super(message);
    this.limit = Limit.BUDGET;
    this.allowed = 0;
    this.needed = needed;
  }

  /** Which bound was met. */
  public Limit limit() {
    return limit;
  }

  /** The shape that the budget would have to allow; only of {@link Limit#BUDGET}. */
  public Optional<SegmentShape> needed() {
    return Optional.ofNullable(needed);
  }

  /** Its value; 0 of {@link Limit#BUDGET}. */
  public long allowed() {
    return allowed;
  }

  /** Whether a proof of several segments would not meet it. */
  public boolean needsMoreSegments() {
    return limit == Limit.TIMESTAMPS || limit == Limit.ROWS;
  }
}
