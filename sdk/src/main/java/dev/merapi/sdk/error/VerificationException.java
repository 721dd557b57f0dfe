package dev.merapi.sdk.error;

/** The proof was read and does not hold; {@link #rejection()} says which check refused it. */
public final class VerificationException extends MerapiException {

  private static final long serialVersionUID = 1L;

  private final Rejection rejection;

  /** Creates the exception; its message is that of the rejection. */
  public VerificationException(Rejection rejection) {
    super(rejection.message(), null);
    this.rejection = rejection;
  }

  /** Which check refused the proof. */
  public Rejection rejection() {
    return rejection;
  }

  @Override
  public String kind() {
    return "proof-rejected";
  }
}
