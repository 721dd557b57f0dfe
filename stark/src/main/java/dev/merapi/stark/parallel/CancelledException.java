package dev.merapi.stark.parallel;

/** Thrown out of a computation whose {@link Cancellation} was triggered. */
public final class CancelledException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A cancellation noticed. */
  public CancelledException() {
    super("cancelled");
  }
}
