package dev.merapi.bench.report;

import dev.merapi.metrics.MetricEntry;
import dev.merapi.metrics.MetricNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One metrics file, aggregated by group.
 *
 * @param groups by group, in the order of {@link Group}
 * @param ungrouped what has no group, in the order of the file
 * @param environment facts on the machine and the build
 */
public record Run(
    SortedMap<Group, GroupMetrics> groups,
    List<MetricEntry> ungrouped,
    Map<String, String> environment) {

  /** Aggregates a metrics file. */
  public static Run of(MetricsDocument document) {
    return new Aggregation().add(document.entries()).run(document.environment());
  }

  /** The group of the program; the first group where there is no program; "" without groups. */
  public String name() {
    return groups.isEmpty() ? "" : groups.firstKey().name();
  }

  /** What has no group, but for the total times, which those of the groups repeat. */
  public List<MetricEntry> besideGroups() {
    return ungrouped.stream()
        .filter(entry -> !entry.name().equals(MetricNames.TOTAL_PROOF))
        .toList();
  }

  /** One group. */
  public Optional<GroupMetrics> group(Group group) {
    return Optional.ofNullable(groups.get(group));
  }

  /** The statistics of a metric of a group. */
  public Optional<Statistics> statistics(Group group, String metric) {
    return group(group).map(metrics -> metrics.statistics().get(metric));
  }
}
