package dev.merapi.bench;

import java.util.Locale;

/** A comparison as Markdown. */
public final class ComparisonTable {

  private static final double MIB = 1 << 20;

  private ComparisonTable() {}

  /** The text, ending in a line feed. */
  public static String markdown(Comparison comparison) {
    Table table = new Table("case", "mode", "measure", "before", "after", "ratio", "verdict");
    for (Comparison.Change change : comparison.changes()) {
      boolean memory = change.measure().equals(Measures.MEMORY);
      double unit = memory ? MIB : change.measure().equals(Measures.TIME) ? 1000 : 1;
      table.row(
          Table.text(change.name()),
          change.mode().label(),
          memory ? "peak MiB" : change.measure().equals(Measures.TIME) ? "time s" : "verify ms",
          SummaryTable.spread(change.before(), unit),
          SummaryTable.spread(change.after(), unit),
          String.format(Locale.ROOT, "%.3f", change.ratio()),
          verdict(change));
    }
    StringBuilder text = new StringBuilder();
    if (!table.isEmpty()) {
      text.append(table.markdown());
    }
    if (comparison.changes().isEmpty()) {
      text.append("Nothing to compare: no case was measured in the same mode in both.\n");
    }
    comparison.contradictions().forEach(line -> item(text, line));
    comparison.differences().forEach(line -> item(text, line));
    comparison.missing().forEach(runs -> item(text, "only in the first: " + runs));
    comparison.added().forEach(runs -> item(text, "only in the second: " + runs));
    return text.append('\n').toString();
  }

  private static void item(StringBuilder text, String line) {
    text.append("\n- ").append(Table.text(line));
  }

  private static String verdict(Comparison.Change change) {
    return switch (change.verdict()) {
      case LOWER -> "**lower**";
      case HIGHER -> "**higher**";
      case NOISE -> "within noise";
      case TOO_FEW_RUNS -> "too few runs";
    };
  }
}
