package dev.merapi.bench.report.page;

import dev.merapi.bench.report.Change;
import dev.merapi.bench.report.Comparison;
import dev.merapi.bench.report.Group;
import dev.merapi.bench.report.GroupMetrics;
import dev.merapi.bench.report.Run;
import dev.merapi.bench.report.Statistics;
import dev.merapi.metrics.MetricEntry;
import dev.merapi.metrics.MetricNames;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** The figures at the head of the page. */
final class KeyFigures {

  private static final double MILLIS = 1000;

  /** Stands before a unit that is set smaller. */
  private static final String UNIT = "\n";

  private final Comparison comparison;
  private final Markup out;

  KeyFigures(Comparison comparison, Markup out) {
    this.comparison = comparison;
    this.out = out;
  }

  void write() {
    out.open("dl", "class", "figures");
    Comparison.Total total = comparison.total();
    if (!comparison.lines().isEmpty()) {
      figure("Proof time", millis(total.proofSeconds()), Units::time, Better.LESS);
      figure("All proofs in parallel", millis(total.parallelSeconds()), Units::time, Better.LESS);
    }
    figure("Instructions", KeyFigures::cycles, Units::count, Better.LESS);
    figure(
        "Speed", KeyFigures::speed, value -> Units.count(value) + UNIT + "cycles/s", Better.MORE);
    figure("Cells in use", run -> sum(run, MetricNames.MAIN_CELLS_USED), Units::count, Better.LESS);
    figure("Peak memory", run -> max(run, MetricNames.PEAK_MEMORY), Units::bytes, Better.LESS);
    figure("Proof size", run -> max(run, MetricNames.PROOF_SIZE), Units::bytes, Better.LESS);
    figure("Verification", KeyFigures::verification, Units::time, Better.LESS);
    out.closeLine();
  }

  private void figure(
      String name,
      Function<Run, OptionalDouble> value,
      Function<Double, String> format,
      Better better) {
    OptionalDouble now = value.apply(comparison.current());
    if (now.isEmpty()) {
      return;
    }
    Run run = comparison.previous();
    OptionalDouble before = run == null ? OptionalDouble.empty() : value.apply(run);
    Double old = before.isPresent() ? before.getAsDouble() : null;
    figure(name, new Change(now.getAsDouble(), old), format, better);
  }

  private void figure(String name, Change change, Function<Double, String> format, Better better) {
    out.open("div");
    out.leaf("dt", name);
    String[] value = format.apply(change.value()).split(UNIT, 2);
    out.open("dd", "class", "figure").text(value[0]);
    if (value.length > 1) {
      out.leaf("span", " " + value[1], "class", "unit");
    }
    out.close();
    if (change.previous() != null) {
      Delta delta = Delta.of(change, better);
      String text = change.noticeable() ? delta.text() + " vs previous" : "as before";
      out.leaf("dd", text, "class", "delta " + delta.style());
    }
    out.closeLine();
  }

  private static Change millis(Change seconds) {
    Double previous = seconds.previous();
    return new Change(
        seconds.value() * MILLIS, previous == null ? null : Double.valueOf(previous * MILLIS));
  }

  /** Instructions of all programs. */
  private static OptionalDouble cycles(Run run) {
    return reduce(run, MetricNames.TOTAL_CYCLES, Group::app, Statistics::sum, Double::sum);
  }

  /**
   * Instructions of all programs a second of their proofs; where a group holds several runs, the
   * speed of the last as it was recorded, or none.
   */
  private static OptionalDouble speed(Run run) {
    List<GroupMetrics> programs =
        run.groups().values().stream().filter(metrics -> metrics.group().app()).toList();
    if (programs.stream().anyMatch(GroupMetrics::repeated)) {
      Statistics last = programs.getFirst().statistics().get(MetricNames.CYCLES_PER_SECOND);
      return programs.size() > 1 || last == null || last.count() > 1
          ? OptionalDouble.empty()
          : OptionalDouble.of(last.max());
    }
    OptionalDouble cycles = cycles(run);
    double millis =
        programs.stream().map(GroupMetrics::proofMillis).mapToDouble(time -> time.orElse(0)).sum();
    return cycles.isEmpty() || millis <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(cycles.getAsDouble() / (millis / MILLIS));
  }

  private static OptionalDouble verification(Run run) {
    return run.ungrouped().stream()
        .filter(entry -> entry.name().equals(MetricNames.VERIFY))
        .mapToDouble(MetricEntry::value)
        .max();
  }

  private static OptionalDouble sum(Run run, String metric) {
    return reduce(run, metric, group -> !group.keygen(), Statistics::sum, Double::sum);
  }

  private static OptionalDouble max(Run run, String metric) {
    return reduce(run, metric, group -> !group.keygen(), Statistics::max, Math::max);
  }

  private static OptionalDouble reduce(
      Run run,
      String metric,
      Predicate<Group> which,
      ToDoubleFunction<Statistics> value,
      DoubleBinaryOperator operator) {
    return run.groups().keySet().stream()
        .filter(which)
        .flatMap(group -> run.statistics(group, metric).stream())
        .mapToDouble(value)
        .reduce(operator);
  }
}
