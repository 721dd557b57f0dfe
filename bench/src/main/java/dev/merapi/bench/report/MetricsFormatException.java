package dev.merapi.bench.report;

import dev.merapi.sdk.text.OneLine;

/** A metrics file is not what it should be; the message is one line with the file and the place. */
public final class MetricsFormatException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Messages may quote the file, and its name. */
  MetricsFormatException(String file, String problem) {
    super(OneLine.message(file + ": " + problem));
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
