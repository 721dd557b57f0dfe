package dev.merapi.bench.report;

import dev.merapi.sdk.text.OneLine;

/** A metrics file is not what it should be; the message is one line with the file and the place. */
public final class MetricsFormatException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int MAX_LENGTH = 400;

  MetricsFormatException(String file, String problem) {
    super(oneLine(file + ": " + problem));
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  /** Messages may quote the file, and its name. */
  private static String oneLine(String message) {
    String line = OneLine.of(message);
    return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
  }
}
