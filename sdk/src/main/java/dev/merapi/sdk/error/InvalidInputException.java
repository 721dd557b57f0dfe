package dev.merapi.sdk.error;

import org.jspecify.annotations.Nullable;

/** Bytes handed in are not what they should be: a guest input, a proof file or a key file. */
public final class InvalidInputException extends MerapiException {

  private static final long serialVersionUID = 1L;

  /** What was handed in. */
  public enum Subject {
    /** The input of the guest, including an input the guest asked for and did not get. */
    GUEST_INPUT,
    /** An encoded proof. */
    PROOF,
    /** An encoded proving or verifying key. */
    KEY,
    /** A commitment in text form. */
    COMMITMENT,
    /** A directory of work in progress: in use, of another run, or not to be written. */
    WORK_DIRECTORY,
    /** A directory of cached commitments that cannot be written. */
    CACHE,
    /** A value of a configuration. */
    CONFIGURATION
  }

  private final Subject subject;

  /** Creates the exception with a one-line message. */
  public InvalidInputException(Subject subject, String message) {
    this(subject, message, null);
  }

  /** Creates the exception with a one-line message and what led to it. */
  public InvalidInputException(Subject subject, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.subject = subject;
  }

  /** What was handed in. */
  public Subject subject() {
    return subject;
  }

  @Override
  public String kind() {
    return "invalid-input";
  }
}
