package dev.merapi.bench.report.page;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML. Whatever is text or the value of an attribute is escaped here, so nothing that comes
 * from a file can become markup; the names of tags and attributes are the code's own.
 */
final class Markup {

  private final StringBuilder out = new StringBuilder();
  private final Deque<String> opened = new ArrayDeque<>();

  /** Opens an element; the attributes are names and values in turn. */
  Markup open(String tag, String... attributes) {
    start(tag, attributes);
    out.append('>');
    opened.push(tag);
    return this;
  }

  /** Closes the element opened last. */
  Markup close() {
    out.append("</").append(opened.pop()).append('>');
    return this;
  }

  /** Closes the element opened last and begins a line. */
  Markup closeLine() {
    close();
    out.append('\n');
    return this;
  }

  /** An element that holds text only. */
  Markup leaf(String tag, String text, String... attributes) {
    return open(tag, attributes).text(text).close();
  }

  /** An element of SVG that holds nothing. */
  Markup shape(String tag, String... attributes) {
    start(tag, attributes);
    out.append("/>");
    return this;
  }

  /** Text. */
  Markup text(String text) {
    escape(text);
    return this;
  }

  /** A name in code's manner, which may break after an underscore. */
  Markup breakable(String tag, String name, String... attributes) {
    open(tag, attributes);
    int from = 0;
    for (int at = name.indexOf('_'); at >= 0; at = name.indexOf('_', from)) {
      escape(name.substring(from, at + 1));
      out.append("<wbr>");
      from = at + 1;
    }
    escape(name.substring(from));
    return close();
  }

  private void start(String tag, String... attributes) {
    out.append('<').append(name(tag));
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(name(attributes[i])).append("=\"");
      escape(attributes[i + 1]);
      out.append('"');
    }
  }

  private static String name(String name) {
    if (!name.matches("[a-zA-Z][a-zA-Z0-9-]*")) {
      throw new IllegalArgumentException("no name of a tag or an attribute: " + name);
    }
    return name;
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(printable(c) ? c : '\uFFFD');
      }
    }
  }

  /** Control characters and those that turn the direction of text around are not shown. */
  private static boolean printable(char c) {
    return (c >= 0x20 || c == '\n' || c == '\t')
        && !(c >= 0x7f && c <= 0x9f)
        && !(c >= 0x202a && c <= 0x202e)
        && !(c >= 0x2066 && c <= 0x2069);
  }

  /** All that was written; every element must be closed. */
  @Override
  public String toString() {
    if (!opened.isEmpty()) {
      throw new IllegalStateException("not closed: " + opened);
    }
    return out.toString();
  }
}
