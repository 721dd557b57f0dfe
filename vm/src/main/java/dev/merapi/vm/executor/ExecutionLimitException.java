package dev.merapi.vm.executor;

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
    SEGMENTS
  }

  private final Limit limit;
  private final long allowed;

  /** With the limit, its value, and one line on what was needed. */
  public ExecutionLimitException(Limit limit, long allowed, String message) {
    super(message);
    this.limit = limit;
    this.allowed = allowed;
  }

  /** Which bound was met. */
  public Limit limit() {
    return limit;
  }

  /** Its value. */
  public long allowed() {
    return allowed;
  }

  /** Whether a proof of several segments would not meet it. */
  public boolean needsMoreSegments() {
    return limit == Limit.TIMESTAMPS || limit == Limit.ROWS;
  }
}
