package dev.merapi.stark.air.trace;

/**
 * A LogUp denominator is zero under the sampled challenges. For honest traces this has the
 * probability of guessing an element of F^4; proving again with other randomness (another grinding
 * nonce) is the remedy.
 */
public final class ZeroDenominatorException extends ArithmeticException {
  private static final long serialVersionUID = 1L;

  /** With the AIR where it happened. */
  public ZeroDenominatorException(String air) {
    super("a LogUp denominator of AIR " + air + " is zero");
  }
}
