package dev.merapi.sdk.error;

/** A limit was reached: which one, what it was, and how much was needed when that is known. */
public final class LimitReachedException extends MerapiException {

  private static final long serialVersionUID = 1L;

  /** {@link #needed()} of a limit whose need is not known when it is reached. */
  public static final long UNKNOWN = -1;

  /** The limits there are. */
  public enum Limit {
    /** Instructions executed. */
    INSTRUCTIONS,
    /** Rows of one chip, timestamps or touched memory of a segment. */
    SEGMENT,
    /** Segments of a run, or bytes of its proof. */
    PROOF,
    /** Time allowed for a proof, in milliseconds. */
    DEADLINE,
    /** Memory of the process, in bytes. */
    MEMORY
  }

  private final Limit limit;
  private final long allowed;
  private final long needed;

  /**
   * Creates the exception.
   *
   * @param message one line
   * @param limit which limit
   * @param allowed its value
   * @param needed how much was needed, or {@link #UNKNOWN}
   */
  public LimitReachedException(String message, Limit limit, long allowed, long needed) {
    super(message, null);
    this.limit = limit;
    this.allowed = allowed;
    this.needed = needed;
  }

  /** Which limit was reached. */
  public Limit limit() {
    return limit;
  }

  /** The value of the limit. */
  public long allowed() {
    return allowed;
  }

  /** How much was needed, or {@link #UNKNOWN}. */
  public long needed() {
    return needed;
  }

  @Override
  public String kind() {
    return "limit-reached";
  }
}
