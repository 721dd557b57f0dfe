package dev.merapi.sdk.error;

import org.jspecify.annotations.Nullable;

/**
 * The ELF file is not a program this machine runs; the message names the offending header or
 * address.
 */
public final class InvalidProgramException extends MerapiException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception with a one-line message. */
  public InvalidProgramException(String message) {
    this(message, null);
  }

  /** Creates the exception with a one-line message and what led to it. */
  public InvalidProgramException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public String kind() {
    return "invalid-program";
  }
}
