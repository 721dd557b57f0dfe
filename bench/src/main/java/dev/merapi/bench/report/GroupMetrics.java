package dev.merapi.bench.report;

import dev.merapi.metrics.MetricNames;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;

/**
 * All that was measured in one group.
 *
 * @param statistics of every metric, whatever other labels it has, in the order of {@link
 *     MetricOrder}
 * @param proofs in the order of their indices
 * @param chips by falling number of cells
 * @param once what was measured once for the whole group, by metric
 */
public record GroupMetrics(
    Group group,
    SortedMap<String, Statistics> statistics,
    List<Proof> proofs,
    List<Chip> chips,
    SortedMap<String, Double> once) {

  /**
   * The time all proofs of the group take one after the other, in milliseconds, with what comes
   * before the first: Σ of their total times. Empty where none was recorded.
   */
  public OptionalDouble proofMillis() {
    Statistics total = statistics.get(MetricNames.TOTAL_PROOF);
    return total == null ? OptionalDouble.empty() : OptionalDouble.of(total.sum() + serialMillis());
  }

  /** As {@link #proofMillis}, if every proof had a machine of its own: their greatest time. */
  public OptionalDouble parallelMillis() {
    Statistics total = statistics.get(MetricNames.TOTAL_PROOF);
    return total == null ? OptionalDouble.empty() : OptionalDouble.of(total.max() + serialMillis());
  }

  /** What no number of machines shortens: the run that finds where a program is cut. */
  public double serialMillis() {
    Statistics metered = group.app() ? statistics.get(MetricNames.EXECUTE_METERED) : null;
    return metered == null ? 0 : metered.avg();
  }
}
