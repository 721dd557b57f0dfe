package dev.merapi.bench.report;

import dev.merapi.metrics.MetricEntry;
import dev.merapi.metrics.MetricNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The report as Markdown tables in the manner of openvm-prof: a summary in seconds, then for each
 * group the statistics of its metrics, its proofs one by one, and its AIRs.
 */
public final class MarkdownReport {

  private static final List<String> PROOF_COLUMNS =
      List.of(
          MetricNames.TOTAL_PROOF,
          MetricNames.EXECUTE,
          MetricNames.TRACE_GEN,
          MetricNames.STARK_PROVE,
          MetricNames.TOTAL_CYCLES,
          MetricNames.MAIN_CELLS_USED,
          MetricNames.TOTAL_CELLS,
          MetricNames.PEAK_MEMORY_SO_FAR);

  private final Comparison comparison;
  private final StringBuilder out = new StringBuilder();

  private MarkdownReport(Comparison comparison) {
    this.comparison = comparison;
  }

  /** Writes the report, with differences where there is a previous run. */
  public static String of(Comparison comparison) {
    return new MarkdownReport(comparison).write();
  }

  private String write() {
    summary();
    for (GroupMetrics metrics : comparison.current().groups().values()) {
      statistics(metrics);
      proofs(metrics);
      chips(metrics);
    }
    ungrouped();
    gone();
    environment();
    return out.toString().stripTrailing() + "\n";
  }

  private void summary() {
    row("Summary", "Proof Time (s)", "Parallel Proof Time (s)");
    align(3);
    Comparison.Total total = comparison.total();
    row("Total", Numbers.cell(total.proofSeconds()), Numbers.cell(total.parallelSeconds()));
    for (Comparison.Line line : comparison.lines()) {
      row(
          text(line.group().name()),
          Numbers.cell(line.proofSeconds()),
          Numbers.cell(line.parallelSeconds()));
    }
    out.append('\n');
  }

  private void statistics(GroupMetrics metrics) {
    Group group = metrics.group();
    row(text(group.name()), "", "", "", "", "");
    align(6);
    row("metric", "avg", "sum", "max", "min", "count");
    metrics
        .statistics()
        .forEach((name, now) ->
            row(
                code(name),
                Numbers.cell(comparison.change(group, name, now, Statistics::avg)),
                Numbers.cell(comparison.change(group, name, now, Statistics::sum)),
                Numbers.cell(comparison.change(group, name, now, Statistics::max)),
                Numbers.cell(comparison.change(group, name, now, Statistics::min)),
                Numbers.plain(now.count())));
    out.append('\n');
  }

  private void proofs(GroupMetrics metrics) {
    List<Proof> proofs = metrics.proofs();
    List<String> names =
        PROOF_COLUMNS.stream()
            .filter(name -> proofs.stream().anyMatch(proof -> proof.value(name).isPresent()))
            .toList();
    if (proofs.size() < 2 || names.isEmpty()) {
      return;
    }
    List<String> head =
        new ArrayList<>(List.of(text(metrics.group() + " by " + metrics.group().index())));
    head.addAll(names);
    row(head);
    align(head.size());
    for (Proof proof : proofs) {
      List<String> cells = new ArrayList<>(List.of(text(proof.name())));
      for (String name : names) {
        OptionalDouble value = proof.value(name);
        cells.add(value.isPresent() ? Numbers.plain(value.getAsDouble()) : "-");
      }
      row(cells);
    }
    out.append('\n');
  }

  private void chips(GroupMetrics metrics) {
    if (metrics.chips().isEmpty()) {
      return;
    }
    double all = metrics.chips().stream().mapToDouble(Chip::cells).sum();
    row(text(metrics.group() + " by air_name"), "rows", "cells", "% of cells");
    align(4);
    for (Chip chip : metrics.chips()) {
      row(
          text(chip.name()),
          Numbers.plain(chip.rows()),
          Numbers.plain(chip.cells()),
          all == 0 ? "-" : Numbers.plain(100 * chip.cells() / all));
    }
    out.append('\n');
  }

  private void ungrouped() {
    List<MetricEntry> entries = comparison.current().besideGroups();
    if (entries.isEmpty()) {
      return;
    }
    row("outside of groups", "labels", "value");
    align(3);
    for (MetricEntry entry : entries) {
      List<String> labels =
          entry.labels().list().stream().map(label -> label.key() + "=" + label.value()).toList();
      row(code(entry.name()), text(String.join(" ", labels)), Numbers.plain(entry.value()));
    }
    out.append('\n');
  }

  private void gone() {
    SortedSet<String> gone = comparison.gone();
    if (!gone.isEmpty()) {
      out.append("Only in the previous run: ");
      out.append(String.join(", ", gone.stream().map(MarkdownReport::code).toList()));
      out.append("\n\n");
    }
  }

  private void environment() {
    Map<String, String> now = comparison.current().environment();
    Run previous = comparison.previous();
    Map<String, String> before = previous == null ? Map.of() : previous.environment();
    SortedSet<String> names = new TreeSet<>(now.keySet());
    names.addAll(before.keySet());
    if (names.isEmpty()) {
      return;
    }
    List<String> order = new ArrayList<>(now.keySet());
    names.stream().filter(name -> !now.containsKey(name)).forEach(order::add);
    if (previous == null) {
      row("environment", "");
      out.append("|:---|:---|\n");
    } else {
      row("environment", "", "previous run");
      out.append("|:---|:---|:---|\n");
    }
    for (String name : order) {
      List<String> cells = new ArrayList<>(List.of(text(name), text(now.getOrDefault(name, "-"))));
      if (previous != null) {
        cells.add(text(before.getOrDefault(name, "-")));
      }
      row(cells);
    }
    out.append('\n');
  }

  private void row(String... cells) {
    row(List.of(cells));
  }

  private void row(List<String> cells) {
    out.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }

  private void align(int columns) {
    out.append("|:---|").append("---:|".repeat(columns - 1)).append('\n');
  }

  /** A name as code, or as text where it holds what a code span in a cell cannot. */
  private static String code(String name) {
    return name.matches("[^`|\\\\]*") ? "`" + line(name) + "`" : text(name);
  }

  /** What comes from a file is text in a cell: it makes no markup and no new cell or line. */
  private static String text(String raw) {
    return line(raw).replaceAll("([\\\\`*\\[\\]<>&|~])", "\\\\$1");
  }

  private static String line(String raw) {
    return raw.replaceAll("\\p{C}", "?");
  }
}
