package dev.merapi.sdk.error;

/** The work was cancelled by whoever started it, or its prover was closed. */
public final class CancelledException extends MerapiException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception with a one-line message. */
  public CancelledException(String message) {
    super(message, null);
  }

  @Override
  public String kind() {
    return "cancelled";
  }
}
