package dev.merapi.stark.prover;

/** A witness that does not satisfy the machine: a proof of it would be rejected. */
public final class UnsatisfiedWitnessException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what does not hold. */
  public UnsatisfiedWitnessException(String message) {
    super(message);
  }
}
