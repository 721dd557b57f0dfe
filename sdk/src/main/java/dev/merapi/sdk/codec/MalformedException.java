package dev.merapi.sdk.codec;

/** Bytes that are not the canonical encoding of what they should be; the message is one line. */
public final class MalformedException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Creates the exception with a one-line message. */
  public MalformedException(String message) {
    super(message);
  }
}
