package dev.merapi.bench.report.page;

import dev.merapi.bench.report.Comparison;
import dev.merapi.bench.report.GroupMetrics;
import dev.merapi.bench.report.Statistics;
import dev.merapi.metrics.MetricEntry;
import java.util.ArrayList;
import java.util.List;

/** Every metric of every group, and what has no group. */
record GroupsSection(Comparison comparison) implements Section {

  @Override
  public String id() {
    return "metrics";
  }

  @Override
  public String title() {
    return "All metrics";
  }

  @Override
  public boolean present() {
    return true;
  }

  @Override
  public void writeTo(Markup out) {
    comparison.current().groups().values().forEach(metrics -> group(out, metrics));
    List<MetricEntry> ungrouped = comparison.current().besideGroups();
    if (!ungrouped.isEmpty()) {
      out.open("details").leaf("summary", "Outside of groups");
      Table table =
          new Table(out, "Metrics outside of groups", List.of("Metric", "Labels", "Value"));
      for (MetricEntry entry : ungrouped) {
        List<String> labels =
            entry.labels().list().stream().map(label -> label.key() + "=" + label.value()).toList();
        table
            .row(entry.name())
            .cell(String.join(" ", labels), "word")
            .cell(Units.of(entry.name(), entry.value()))
            .end();
      }
      table.close();
      out.closeLine();
    }
    if (ungrouped.isEmpty() && comparison.current().groups().isEmpty()) {
      out.leaf("p", "The file holds no metrics.");
    }
  }

  private void group(Markup out, GroupMetrics metrics) {
    out.open("details").leaf("summary", metrics.group().name());
    List<String> columns = new ArrayList<>(List.of("Metric", "Average", "Sum"));
    if (comparison.previous() != null) {
      columns.add("Change");
    }
    columns.addAll(List.of("Greatest", "Least", "Count"));
    Table table = new Table(out, "Metrics of " + metrics.group(), columns);
    metrics
        .statistics()
        .forEach((name, now) -> {
          table.row(name).cell(Units.of(name, now.avg())).cell(Units.of(name, now.sum()));
          if (comparison.previous() != null) {
            table.change(
                comparison.change(metrics.group(), name, now, Statistics::sum), Better.of(name));
          }
          table
              .cell(Units.of(name, now.max()))
              .cell(Units.of(name, now.min()))
              .cell(Units.exact(now.count()))
              .end();
        });
    table.close();
    out.closeLine();
  }
}
