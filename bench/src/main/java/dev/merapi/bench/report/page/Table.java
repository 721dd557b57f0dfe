package dev.merapi.bench.report.page;

import dev.merapi.bench.report.Change;
import java.util.List;

/**
 * A table. It scrolls sideways by itself where the page is narrow, and can be reached by keyboard
 * for that.
 */
final class Table {

  private final Markup out;

  /** Begins a table; the first column names the rows, all others are numbers. */
  Table(Markup out, String caption, List<String> columns) {
    this(out, caption, columns, "numbers");
  }

  private Table(Markup out, String caption, List<String> columns, String style) {
    this.out = out;
    out.open("div", "class", "scroll", "role", "region", "aria-label", caption, "tabindex", "0");
    out.open("table", "class", style);
    out.leaf("caption", caption);
    out.open("thead").open("tr");
    columns.forEach(column -> out.leaf("th", column, "scope", "col"));
    out.close().closeLine();
    out.open("tbody");
  }

  /** Begins a table of words. */
  static Table ofWords(Markup out, String caption, List<String> columns) {
    return new Table(out, caption, columns, "words");
  }

  /** Begins a row. */
  Table row(String name) {
    out.open("tr");
    out.breakable("th", name, "scope", "row");
    return this;
  }

  /** A cell. */
  Table cell(String text) {
    out.leaf("td", text);
    return this;
  }

  /** A cell with a mark of its own. */
  Table cell(String text, String style) {
    out.leaf("td", text, "class", style);
    return this;
  }

  /** A cell with the change to the previous run; a dash where there is none to tell. */
  Table change(Change change, Better better) {
    Delta delta = Delta.of(change, better);
    return cell(delta.text(), delta.style());
  }

  /** Ends the row. */
  Table end() {
    out.closeLine();
    return this;
  }

  /** Ends the table. */
  void close() {
    out.close().close().closeLine();
  }
}
