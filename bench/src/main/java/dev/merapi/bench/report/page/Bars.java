package dev.merapi.bench.report.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A chart of horizontal bars, each of parts that stand end to end. Names and values are text of the
 * page and wrap with it; only the bars are drawings, of any width. One part of a chart can be
 * tabbed to; the script lets the arrow keys go on from there.
 */
final class Bars {

  /** Charts with more bars than this scroll by themselves. */
  private static final int LONG = 40;

  /**
   * A part of a bar.
   *
   * @param style class that colours it
   * @param size in the unit of the chart
   * @param label what it is, in words
   */
  record Part(String style, double size, String label) {}

  /**
   * One drawing: its parts, and the length that is the full width.
   *
   * @param style class that shapes it
   */
  record Bar(String style, double full, List<Part> parts) {}

  private record Row(String name, String value, List<Bar> bars) {}

  private final String label;
  private final List<Row> rows = new ArrayList<>();

  /** A chart of the given name. */
  Bars(String label) {
    this.label = label;
  }

  /** Adds a row: its name, its value in words, and its bars from top to bottom. */
  void add(String name, String value, List<Bar> bars) {
    rows.add(new Row(name, value, bars));
  }

  void writeTo(Markup out) {
    boolean scrolls = rows.size() > LONG;
    out.open(
        "div", "class", scrolls ? "chart long" : "chart", "role", "group", "aria-label", label);
    boolean first = true;
    for (Row row : rows) {
      out.open("div", "class", "row");
      out.leaf("span", row.name(), "class", "name");
      out.leaf("span", row.value(), "class", "value");
      out.open("div", "class", "bars");
      for (Bar bar : row.bars()) {
        first = !draw(out, bar, first) && first;
      }
      out.close().closeLine();
    }
    out.leaf("p", "", "class", "readout", "aria-hidden", "true");
    out.closeLine();
  }

  /** Draws a bar; whether anything was drawn. */
  private static boolean draw(Markup out, Bar bar, boolean first) {
    out.open("svg", "class", "bar " + bar.style(), "focusable", "false");
    double at = 0;
    boolean drawn = false;
    for (Part part : bar.parts()) {
      if (part.size() > 0 && bar.full() > 0) {
        out.shape(
            "rect",
            "class",
            "part " + part.style(),
            "x",
            percent(at / bar.full()),
            "width",
            percent(part.size() / bar.full()),
            "height",
            "100%",
            "tabindex",
            first && !drawn ? "0" : "-1",
            "role",
            "img",
            "aria-label",
            part.label());
        at += part.size();
        drawn = true;
      }
    }
    out.close();
    return drawn;
  }

  /** A fraction as a length in SVG. */
  static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.3f%%", 100 * fraction);
  }
}
