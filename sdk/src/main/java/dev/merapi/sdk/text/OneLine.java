package dev.merapi.sdk.text;

/** Text from outside, such as the name of a file, on one line of a terminal or a log. */
public final class OneLine {

  /** Characters of the message of an exception, whatever it quotes. */
  private static final int MESSAGE = 400;

  private OneLine() {}

  /** The text as the message of an exception: on one line, and its end cut off where it is long. */
  public static String message(String text) {
    String line = of(text);
    return line.length() <= MESSAGE ? line : line.substring(0, MESSAGE) + "…";
  }

  /**
   * The text with whatever would break the line, act on a terminal or not be seen written as in
   * source code: {@code \n}, {@code \u005cu001b}. All else stays, a backslash too.
   */
  public static String of(String text) {
    StringBuilder line = new StringBuilder(text.length());
    text.codePoints().forEach(c -> append(line, c));
    return line.toString();
  }

  private static void append(StringBuilder line, int c) {
    switch (c) {
      case '\n' -> line.append("\\n");
      case '\r' -> line.append("\\r");
      case '\t' -> line.append("\\t");
      default -> {
        if (isShown(c)) {
          line.appendCodePoint(c);
        } else {
          for (char unit : Character.toChars(c)) {
            line.append(String.format("\\u%04x", (int) unit));
          }
        }
      }
    }
  }

  private static boolean isShown(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
