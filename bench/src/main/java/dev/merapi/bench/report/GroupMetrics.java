package dev.merapi.bench.report;

import dev.merapi.metrics.MetricNames;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;

/**
 * All that was measured in one group.
 *
 * @param statistics of every metric, whatever other labels it has, in the order of {@link
 *     MetricOrder}
 * @param proofs in the order of their indices
 * @param chips by falling number of cells
 */
public record GroupMetrics(
    Group group, SortedMap<String, Statistics> statistics, List<Proof> proofs, List<Chip> chips) {

  /**
   * The time all proofs of the group take one after the other, in milliseconds, with what comes
   * before the first of each run: Σ of their total times. Empty where none was recorded.
   */
  public OptionalDouble proofMillis() {
    Statistics total = statistics.get(MetricNames.TOTAL_PROOF);
    return total == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(total.sum() + meteringMillis());
  }

  /**
   * As {@link #proofMillis}, if every proof had a machine of its own: their greatest time, after
   * the longest metering, as no proof begins before its run is cut.
   */
  public OptionalDouble parallelMillis() {
    Statistics total = statistics.get(MetricNames.TOTAL_PROOF);
    return total == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(total.max() + metering().map(Statistics::max).orElse(0.0));
  }

  /** The runs that find where a program is cut, one for each run of the group, together. */
  public double meteringMillis() {
    return metering().map(Statistics::sum).orElse(0.0);
  }

  /**
   * Whether it holds several runs under the same labels: counters are of all of them together then,
   * times and sizes of the last.
   */
  public boolean repeated() {
    Statistics all = statistics.get(MetricNames.NUM_SEGMENTS);
    Statistics last = statistics.get(MetricNames.SEGMENTS_PLANNED);
    return all != null && last != null && all.sum() > last.sum();
  }

  private Optional<Statistics> metering() {
    return group.app()
        ? Optional.ofNullable(statistics.get(MetricNames.EXECUTE_METERED))
        : Optional.empty();
  }
}
