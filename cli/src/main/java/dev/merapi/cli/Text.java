package dev.merapi.cli;

/** Text of many lines from outside made safe to print. */
final class Text {

  private Text() {}

  /** The text with control characters other than line feed and tab replaced. */
  static String printable(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> Character.isISOControl(c) && c != '\n' && c != '\t' ? '\ufffd' : c)
        .forEach(safe::appendCodePoint);
    return safe.toString();
  }
}
