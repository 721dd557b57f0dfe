package dev.merapi.bench.report.page;

import dev.merapi.bench.report.Change;
import dev.merapi.bench.report.Chip;
import dev.merapi.bench.report.Comparison;
import dev.merapi.bench.report.GroupMetrics;
import dev.merapi.bench.report.Statistics;
import dev.merapi.metrics.MetricNames;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Cells and rows by chip, the largest first. */
record ChipSection(Comparison comparison) implements Section {

  /** Of the largest: chips with less are not drawn. */
  private static final double SMALL = 0.003;

  private static final String[][] LEGEND = {
    {"main-cells", "Main cells"},
    {"bus-cells", "Bus cells"},
    {"committed-cells", "Cells committed ahead"},
    {"rows", "Rows (thin bar, on a scale of its own)"},
  };

  @Override
  public String id() {
    return "chips";
  }

  @Override
  public String title() {
    return "Cells and rows by chip";
  }

  @Override
  public boolean present() {
    return groups().findAny().isPresent();
  }

  private Stream<GroupMetrics> groups() {
    return comparison.current().groups().values().stream()
        .filter(metrics -> !metrics.group().keygen() && !metrics.chips().isEmpty());
  }

  @Override
  public void writeTo(Markup out) {
    out.open("ul", "class", "legend", "aria-label", "Kinds of cells");
    for (String[] kind : LEGEND) {
      out.open("li");
      out.leaf("span", "", "class", "swatch " + kind[0]);
      out.leaf("span", kind[1]);
      out.close();
    }
    out.closeLine();
    groups().forEach(metrics -> group(out, metrics));
  }

  private void group(Markup out, GroupMetrics metrics) {
    out.leaf("h3", metrics.group().name());
    double all = metrics.chips().stream().mapToDouble(Chip::cells).sum();
    out.leaf("p", sentence(metrics, all), "class", "note");
    double mostCells = metrics.chips().stream().mapToDouble(Chip::cells).max().orElse(0);
    double mostRows = metrics.chips().stream().mapToDouble(Chip::rows).max().orElse(0);
    Bars bars = new Bars("Cells and rows by chip of " + metrics.group());
    List<Chip> small = new ArrayList<>();
    for (Chip chip : metrics.chips()) {
      if (chip.cells() < SMALL * mostCells && chip.rows() < SMALL * mostRows) {
        small.add(chip);
      } else {
        bars.add(
            chip.name(),
            value(chip.cells(), chip.rows()),
            List.of(
                new Bars.Bar("now", mostCells, cells(chip)),
                new Bars.Bar("before", mostRows, rows(chip))));
      }
    }
    if (!small.isEmpty()) {
      double cells = small.stream().mapToDouble(Chip::cells).sum();
      double rows = small.stream().mapToDouble(Chip::rows).sum();
      bars.add(small.size() + " too small to draw", value(cells, rows), List.of());
    }
    bars.writeTo(out);
    numbers(out, metrics, all);
  }

  private static String value(double cells, double rows) {
    return Units.count(cells) + " cells, " + Units.count(rows) + " rows";
  }

  private static List<Bars.Part> cells(Chip chip) {
    if (chip.columns().all() == 0) {
      return List.of(part("main-cells", chip, chip.cells(), "cells"));
    }
    return List.of(
        part("main-cells", chip, chip.mainCells(), "main cells"),
        part("bus-cells", chip, chip.busCells(), "bus cells"),
        part("committed-cells", chip, chip.committedCells(), "cells committed ahead"));
  }

  private static List<Bars.Part> rows(Chip chip) {
    return List.of(part("rows", chip, chip.rows(), "rows"));
  }

  private static Bars.Part part(String style, Chip chip, double size, String unit) {
    return new Bars.Part(style, size, chip.name() + " · " + Units.exact(size) + " " + unit);
  }

  /** How much of the cells is in use, where that was recorded. */
  private static String sentence(GroupMetrics metrics, double all) {
    String cells = Units.count(all) + " cells with padding";
    Optional<Statistics> used =
        Optional.ofNullable(metrics.statistics().get(MetricNames.TOTAL_CELLS_USED));
    return used.isEmpty() || all == 0
        ? cells + "."
        : cells + ", of which " + Units.percent(used.get().sum() / all) + " are in use.";
  }

  private void numbers(Markup out, GroupMetrics metrics, double all) {
    boolean used = metrics.chips().stream().anyMatch(chip -> chip.rowsUsed() > 0);
    Map<String, Chip> before = new HashMap<>();
    comparison
        .before(metrics.group())
        .ifPresent(old -> old.chips().forEach(chip -> before.put(chip.name(), chip)));
    List<String> columns = new ArrayList<>(List.of("Chip", "Rows"));
    if (used) {
      columns.add("Rows in use");
    }
    columns.addAll(List.of("Main columns", "Bus columns", "Committed columns", "Cells", "Share"));
    if (!before.isEmpty()) {
      columns.add("Change");
    }
    String caption = "chips of " + metrics.group();
    out.open("details").leaf("summary", "The numbers: " + caption);
    Table table = new Table(out, "Rows, columns and cells: " + caption, columns);
    for (Chip chip : metrics.chips()) {
      table.row(chip.name()).cell(Units.exact(chip.rows()));
      if (used) {
        table.cell(Units.exact(chip.rowsUsed()));
      }
      table
          .cell(Units.exact(chip.columns().main()))
          .cell(Units.exact(chip.columns().bus()))
          .cell(Units.exact(chip.columns().committed()))
          .cell(Units.exact(chip.cells()))
          .cell(all == 0 ? "–" : Units.percent(chip.cells() / all));
      if (!before.isEmpty()) {
        Chip old = before.get(chip.name());
        table.change(new Change(chip.cells(), old == null ? null : old.cells()), Better.LESS);
      }
      table.end();
    }
    table.close();
    out.closeLine();
  }
}
