package dev.merapi.stark.verifier;

/** A proof that does not prove its claim. */
public final class ProofRejectedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Rejection reason;

  /** With the failed check and one line on it. */
  public ProofRejectedException(Rejection reason, String message) {
    super(message);
    this.reason = reason;
  }

  /** The failed check. */
  public Rejection reason() {
    return reason;
  }
}
