package dev.merapi.bench.report;

import dev.merapi.metrics.MetricNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A run and, if there is one, the previous run it is held against: what every report is made of.
 *
 * @param previous null without a previous run
 */
public record Comparison(Run current, @Nullable Run previous) {

  /** A line of the summary: times in seconds. */
  public record Line(Group group, int proofs, Change proofSeconds, Change parallelSeconds) {}

  /** The summary's last line; key generation is not in it. */
  public record Total(Change proofSeconds, Change parallelSeconds) {}

  /** A metric of a group, now and before. */
  public record Entry(Group group, String metric, Statistics statistics, Change sum) {}

  private static final double MILLIS = 1000;

  /** The groups whose time was recorded, but not key generation. */
  public List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    for (GroupMetrics metrics : current.groups().values()) {
      Group group = metrics.group();
      OptionalDouble time = metrics.proofMillis();
      if (group.keygen() || time.isEmpty()) {
        continue;
      }
      lines.add(
          new Line(
              group,
              current.statistics(group, MetricNames.TOTAL_PROOF).map(Statistics::count).orElse(0),
              seconds(group, time.getAsDouble(), GroupMetrics::proofMillis),
              seconds(group, metrics.parallelMillis().orElse(0), GroupMetrics::parallelMillis)));
    }
    return lines;
  }

  /** The sum over the groups, each run held against the whole of the other. */
  public Total total() {
    return new Total(total(GroupMetrics::proofMillis), total(GroupMetrics::parallelMillis));
  }

  private Change total(Function<GroupMetrics, OptionalDouble> millis) {
    return new Change(sum(current, millis), previous == null ? null : sum(previous, millis))
        .dividedBy(MILLIS);
  }

  private static double sum(Run run, Function<GroupMetrics, OptionalDouble> millis) {
    return run.groups().values().stream()
        .filter(metrics -> !metrics.group().keygen())
        .mapToDouble(metrics -> millis.apply(metrics).orElse(0))
        .sum();
  }

  private Change seconds(Group group, double now, Function<GroupMetrics, OptionalDouble> millis) {
    Optional<GroupMetrics> before = before(group);
    OptionalDouble old = before.isEmpty() ? OptionalDouble.empty() : millis.apply(before.get());
    return new Change(now, old.isPresent() ? old.getAsDouble() : null).dividedBy(MILLIS);
  }

  /** One of the statistics of a metric, now and before. */
  public Change change(
      Group group, String metric, Statistics now, ToDoubleFunction<Statistics> which) {
    Statistics old = before(group).map(metrics -> metrics.statistics().get(metric)).orElse(null);
    return new Change(which.applyAsDouble(now), old == null ? null : which.applyAsDouble(old));
  }

  /** The sums of all metrics of all groups, in order. */
  public List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (GroupMetrics metrics : current.groups().values()) {
      metrics
          .statistics()
          .forEach((name, statistics) ->
              entries.add(
                  new Entry(
                      metrics.group(),
                      name,
                      statistics,
                      change(metrics.group(), name, statistics, Statistics::sum))));
    }
    return entries;
  }

  /** What the previous run measured and this one did not, as {@code group/metric}. */
  public SortedSet<String> gone() {
    SortedSet<String> gone = new TreeSet<>();
    if (previous != null) {
      previous
          .groups()
          .forEach((group, metrics) ->
              metrics.statistics().keySet().stream()
                  .filter(name -> current.statistics(group, name).isEmpty())
                  .forEach(name -> gone.add(group + "/" + name)));
    }
    return gone;
  }

  /** The same group of the previous run. */
  public Optional<GroupMetrics> before(Group group) {
    return previous == null ? Optional.empty() : previous.group(group);
  }
}
