package dev.merapi.bench.report.page;

import dev.merapi.bench.report.Change;
import dev.merapi.bench.report.Comparison;
import dev.merapi.bench.report.GroupMetrics;
import dev.merapi.bench.report.Proof;
import dev.merapi.bench.report.Run;
import dev.merapi.metrics.MetricNames;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * The peak resident size so far, as it was by the end of each proof, where it was recorded by
 * proof, and otherwise the peak of each group. It never falls within a process.
 */
record MemorySection(Comparison comparison) implements Section {

  @Override
  public String id() {
    return "memory";
  }

  @Override
  public String title() {
    return "Peak memory";
  }

  @Override
  public boolean present() {
    return comparison.current().groups().values().stream()
        .anyMatch(metrics ->
            metrics.statistics().containsKey(MetricNames.PEAK_MEMORY)
                || metrics.statistics().containsKey(MetricNames.PEAK_MEMORY_SO_FAR));
  }

  @Override
  public void writeTo(Markup out) {
    List<Curve.Point> now = points(comparison.current(), "");
    if (now.size() < 2) {
      groups(out);
      return;
    }
    List<Curve.Point> before = points(comparison.previous(), ", previous run");
    out.leaf(
        "p",
        "The largest resident size the process has had by the end of each proof; it never falls"
            + (before.isEmpty() ? "." : "; the dashed line is the previous run."),
        "class",
        "note");
    new Curve("Peak memory so far, by the end of each proof", now, before).writeTo(out);
    List<Curve.Point> all = new ArrayList<>(now);
    all.addAll(before);
    out.open("details").leaf("summary", "The numbers: peak memory by proof");
    Table table =
        new Table(
            out, "Peak memory so far, by proof", List.of("Proof", "By the time", "Bytes", "Size"));
    for (Curve.Point point : all) {
      table
          .row(point.name())
          .cell(Units.time(point.millis()))
          .cell(Units.exact(point.bytes()))
          .cell(Units.bytes(point.bytes()))
          .end();
    }
    table.close();
    out.closeLine();
  }

  /** The proofs that tell their memory, one after the other. */
  private static List<Curve.Point> points(@Nullable Run run, String suffix) {
    List<Curve.Point> points = new ArrayList<>();
    double millis = 0;
    for (GroupMetrics metrics : run == null ? List.<GroupMetrics>of() : run.groups().values()) {
      if (metrics.group().keygen()) {
        continue;
      }
      millis += metrics.meteringMillis();
      for (Proof proof : metrics.proofs()) {
        millis += proof.totalMillis();
        OptionalDouble bytes = proof.memoryBytes();
        if (bytes.isPresent()) {
          String name = (metrics.group() + " " + proof.name()).strip() + suffix;
          points.add(new Curve.Point(name, millis, bytes.getAsDouble()));
        }
      }
    }
    return points;
  }

  private void groups(Markup out) {
    out.leaf(
        "p",
        "Largest resident size of the process by the end of each group"
            + (comparison.previous() == null ? "." : "; the thin bar is the previous run."),
        "class",
        "note");
    double full = Math.max(greatest(comparison.current()), greatest(comparison.previous()));
    Bars bars = new Bars("Peak memory by group");
    for (GroupMetrics metrics : comparison.current().groups().values()) {
      if (!metrics.statistics().containsKey(MetricNames.PEAK_MEMORY)) {
        continue;
      }
      String name = metrics.group().name();
      List<Bars.Bar> drawn = new ArrayList<>();
      drawn.add(bar("now", full, name, peak(metrics)));
      comparison
          .before(metrics.group())
          .map(MemorySection::peak)
          .filter(peak -> peak > 0)
          .ifPresent(peak -> drawn.add(bar("before", full, name + ", previous run", peak)));
      bars.add(name, Units.bytes(peak(metrics)), drawn);
    }
    bars.writeTo(out);
    numbers(out);
  }

  private void numbers(Markup out) {
    boolean compared = comparison.previous() != null;
    List<String> columns = new ArrayList<>(List.of("Group", "Bytes", "Size"));
    if (compared) {
      columns.addAll(List.of("Bytes before", "Change"));
    }
    out.open("details").leaf("summary", "The numbers: peak memory by group");
    Table table = new Table(out, "Peak memory by group, in bytes", columns);
    for (GroupMetrics metrics : comparison.current().groups().values()) {
      double peak = peak(metrics);
      if (peak == 0) {
        continue;
      }
      table.row(metrics.group().name()).cell(Units.exact(peak)).cell(Units.bytes(peak));
      if (compared) {
        Double before =
            comparison
                .before(metrics.group())
                .map(MemorySection::peak)
                .filter(p -> p > 0)
                .orElse(null);
        table
            .cell(before == null ? "–" : Units.exact(before))
            .change(new Change(peak, before), Better.LESS);
      }
      table.end();
    }
    table.close();
    out.closeLine();
  }

  private static Bars.Bar bar(String style, double full, String name, double bytes) {
    String label = name + " · " + Units.bytes(bytes) + " · " + Units.exact(bytes) + " bytes";
    return new Bars.Bar(style, full, List.of(new Bars.Part("memory", bytes, label)));
  }

  private static double greatest(@Nullable Run run) {
    return run == null
        ? 0
        : run.groups().values().stream().mapToDouble(MemorySection::peak).max().orElse(0);
  }

  private static double peak(GroupMetrics metrics) {
    var peak = metrics.statistics().get(MetricNames.PEAK_MEMORY);
    return peak == null ? 0 : peak.max();
  }
}
