package dev.merapi.stark.proof;

/** Bytes that are not the canonical encoding of what they should be. The message is one line. */
public final class ProofFormatException extends Exception {
  private static final long serialVersionUID = 1L;

  /** With a one-line message. */
  public ProofFormatException(String message) {
    super(message);
  }
}
