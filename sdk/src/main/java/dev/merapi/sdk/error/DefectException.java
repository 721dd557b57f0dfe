package dev.merapi.sdk.error;

import org.jspecify.annotations.Nullable;

/** A mistake of Merapi itself; the cause holds what a report needs. */
public final class DefectException extends MerapiException {

  private static final long serialVersionUID = 1L;

  /** Creates the exception with a one-line message and what led to it. */
  public DefectException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public String kind() {
    return "defect";
  }
}
