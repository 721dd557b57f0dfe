package dev.merapi.bench;

import java.util.ArrayList;
import java.util.List;

/** A Markdown table whose columns are also aligned for a reader of the bare text. */
final class Table {

  private final List<String[]> rows = new ArrayList<>();

  Table(String... head) {
    rows.add(head);
  }

  /** What comes from elsewhere as text of a cell or line: it makes no markup and no new ones. */
  static String text(String raw) {
    return raw.replaceAll("\\p{C}", "?").replaceAll("([\\\\`*\\[\\]<>&|~])", "\\\\$1");
  }

  /** Adds a row of as many cells as the head has; the cells are Markdown. */
  void row(String... cells) {
    if (cells.length != rows.getFirst().length) {
      throw new IllegalArgumentException(cells.length + " cells in " + rows.getFirst().length);
    }
    rows.add(cells);
  }

  boolean isEmpty() {
    return rows.size() == 1;
  }

  /** The text; the first column stands to the left, the others to the right. */
  String markdown() {
    int[] widths = new int[rows.getFirst().length];
    for (String[] row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], Math.max(3, row[i].length()));
      }
    }
    StringBuilder text = new StringBuilder();
    for (int r = 0; r < rows.size(); r++) {
      line(text, rows.get(r), widths);
      if (r == 0) {
        rule(text, widths);
      }
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String[] cells, int[] widths) {
    for (int i = 0; i < cells.length; i++) {
      String blanks = " ".repeat(widths[i] - cells[i].length());
      String cell = cells[i];
      text.append("| ").append(i == 0 ? cell + blanks : blanks + cell).append(' ');
    }
    text.append("|\n");
  }

  private static void rule(StringBuilder text, int[] widths) {
    for (int i = 0; i < widths.length; i++) {
      text.append("| ").append("-".repeat(widths[i] - 1)).append(i == 0 ? "- " : ": ");
    }
    text.append("|\n");
  }
}
