package dev.merapi.sdk.error;

import dev.merapi.sdk.text.OneLine;
import org.jspecify.annotations.Nullable;

/**
 * Everything the SDK throws on purpose. The family is closed, so a {@code switch} over it is
 * complete; every message is one line and carries the offending value.
 */
public abstract sealed class MerapiException extends RuntimeException
    permits InvalidProgramException,
        InvalidInputException,
        GuestFailedException,
        LimitReachedException,
        CancelledException,
        VerificationException,
        DefectException {

  private static final long serialVersionUID = 1L;

  /** Messages may quote bytes from a file, and its name. */
  MerapiException(String message, @Nullable Throwable cause) {
    super(OneLine.message(message), cause);
  }

  /** A stable lower-case name of the kind of failure, for logs and machine-readable output. */
  public abstract String kind();
}
