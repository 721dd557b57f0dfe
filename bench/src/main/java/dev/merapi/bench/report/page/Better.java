package dev.merapi.bench.report.page;

import dev.merapi.metrics.MetricNames;
import java.util.Set;

/** Which way a metric changes to the better. */
enum Better {
  LESS,
  MORE,
  /** It is what it is: parameters, numbers of segments, heights. */
  NEITHER;

  private static final Set<String> COSTS =
      Set.of(
          MetricNames.TOTAL_CYCLES,
          MetricNames.MAIN_CELLS_USED,
          MetricNames.TOTAL_CELLS_USED,
          MetricNames.TOTAL_CELLS,
          MetricNames.CELLS,
          MetricNames.CELLS_USED);

  /** By the name of the metric; times, sizes and what a proof is made of had better be less. */
  static Better of(String metric) {
    if (metric.equals(MetricNames.CYCLES_PER_SECOND)) {
      return MORE;
    }
    return metric.endsWith("_ms") || metric.endsWith("_bytes") || COSTS.contains(metric)
        ? LESS
        : NEITHER;
  }
}
