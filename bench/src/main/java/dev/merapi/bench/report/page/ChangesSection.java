package dev.merapi.bench.report.page;

import dev.merapi.bench.report.Change;
import dev.merapi.bench.report.Comparison;
import dev.merapi.bench.report.Group;
import dev.merapi.bench.report.Statistics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What differs from the previous run, the largest difference first. */
record ChangesSection(Comparison comparison) implements Section {

  private static final int MOST = 15;

  @Override
  public String id() {
    return "changes";
  }

  @Override
  public String title() {
    return "Against the previous run";
  }

  @Override
  public boolean present() {
    return comparison.previous() != null;
  }

  @Override
  public void writeTo(Markup out) {
    boolean same = true;
    for (Kind kind : Kind.values()) {
      List<Row> rows = rows(kind);
      if (!rows.isEmpty()) {
        table(out, kind, rows);
        same = false;
      }
    }
    if (same) {
      out.leaf("p", "Nothing differs by a thousandth or more.");
    }
    if (!comparison.gone().isEmpty()) {
      out.leaf(
          "p",
          "Only in the previous run: " + String.join(", ", comparison.gone()) + ".",
          "class",
          "note");
    }
  }

  /** Kinds of metrics, by what can be compared with what; sizes of several proofs do not add up. */
  private enum Kind {
    TIMES("Times", "sums", Statistics::sum),
    SIZES("Sizes", "greatest values", Statistics::max),
    COUNTS("Counts", "sums", Statistics::sum);

    private final String title;
    private final String values;
    private final ToDoubleFunction<Statistics> value;

    Kind(String title, String values, ToDoubleFunction<Statistics> value) {
      this.title = title;
      this.values = values;
      this.value = value;
    }

    static Kind of(String metric) {
      return metric.endsWith("_ms") ? TIMES : metric.endsWith("_bytes") ? SIZES : COUNTS;
    }
  }

  private record Row(Group group, String metric, Change change) {
    double size() {
      return Math.abs(change.difference().orElse(0));
    }
  }

  private List<Row> rows(Kind kind) {
    List<Row> rows = new ArrayList<>();
    for (Comparison.Entry entry : comparison.entries()) {
      if (Kind.of(entry.metric()) == kind) {
        Change change =
            comparison.change(entry.group(), entry.metric(), entry.statistics(), kind.value);
        if (change.noticeable()) {
          rows.add(new Row(entry.group(), entry.metric(), change));
        }
      }
    }
    rows.sort(Comparator.comparingDouble(Row::size).reversed());
    return rows;
  }

  private static void table(Markup out, Kind kind, List<Row> rows) {
    String caption =
        rows.size() <= MOST
            ? "Differences of " + kind.values + ", the largest first"
            : "The " + MOST + " largest of " + rows.size() + " differences of " + kind.values;
    out.leaf("h3", kind.title);
    Table table = new Table(out, caption, List.of("Metric", "Before", "Now", "Change", "Group"));
    for (Row row : rows.subList(0, Math.min(MOST, rows.size()))) {
      Double before = row.change().previous();
      table
          .row(row.metric())
          .cell(before == null ? "–" : Units.of(row.metric(), before))
          .cell(Units.of(row.metric(), row.change().value()))
          .change(row.change(), Better.of(row.metric()))
          .cell(row.group().name())
          .end();
    }
    table.close();
  }
}
