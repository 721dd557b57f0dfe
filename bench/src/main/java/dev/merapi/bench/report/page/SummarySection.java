package dev.merapi.bench.report.page;

import dev.merapi.bench.report.Change;
import dev.merapi.bench.report.Comparison;
import dev.merapi.bench.report.GroupMetrics;
import java.util.ArrayList;
import java.util.List;

/** The summary: the time of each group, one proof after the other and all at once. */
record SummarySection(Comparison comparison) implements Section {

  private static final double MILLIS = 1000;

  @Override
  public String id() {
    return "summary";
  }

  @Override
  public String title() {
    return "Summary";
  }

  @Override
  public boolean present() {
    return !comparison.lines().isEmpty();
  }

  @Override
  public void writeTo(Markup out) {
    List<String> columns = new ArrayList<>(List.of("Group", "Proofs", "Proof time"));
    if (comparison.previous() != null) {
      columns.add("Change");
    }
    columns.add("In parallel");
    if (comparison.previous() != null) {
      columns.add("Change");
    }
    Table table = new Table(out, "Proof time by group", columns);
    int proofs = 0;
    for (Comparison.Line line : comparison.lines()) {
      row(table, line.group().name(), line.proofs(), line.proofSeconds(), line.parallelSeconds());
      proofs += line.proofs();
    }
    Comparison.Total total = comparison.total();
    row(table, "Total", proofs, total.proofSeconds(), total.parallelSeconds());
    table.close();
    out.leaf(
        "p",
        "Proof time is the sum over the proofs of a group, in parallel the longest of them; "
            + "the metering of a program counts in both. Key generation is in no total.",
        "class",
        "note");
    repeated(out);
  }

  /** Says where counters and times are of different runs. */
  private void repeated(Markup out) {
    List<String> names =
        comparison.current().groups().values().stream()
            .filter(GroupMetrics::repeated)
            .map(metrics -> metrics.group().name())
            .toList();
    if (!names.isEmpty()) {
      out.leaf(
          "p",
          "Proven several times under the same labels: "
              + String.join(", ", names)
              + ". Counts are of all these runs together, times and sizes of the last.",
          "class",
          "note");
    }
  }

  private void row(Table table, String name, int proofs, Change sum, Change parallel) {
    table.row(name).cell(Units.exact(proofs));
    for (Change change : List.of(sum, parallel)) {
      table.cell(Units.time(change.value() * MILLIS));
      if (comparison.previous() != null) {
        table.change(change, Better.LESS);
      }
    }
    table.end();
  }
}
