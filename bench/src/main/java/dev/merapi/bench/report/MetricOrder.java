package dev.merapi.bench.report;

import dev.merapi.metrics.MetricNames;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The order in which metrics are shown: those of a proof as it goes on, then all others by name.
 */
public final class MetricOrder {

  private static final List<String> KNOWN =
      List.of(
          MetricNames.TOTAL_PROOF,
          MetricNames.TOTAL_CYCLES,
          MetricNames.CYCLES_PER_SECOND,
          MetricNames.MAIN_CELLS_USED,
          MetricNames.TOTAL_CELLS_USED,
          MetricNames.TOTAL_CELLS,
          MetricNames.EXECUTE_METERED,
          MetricNames.EXECUTE,
          MetricNames.EXECUTE_PREFLIGHT,
          MetricNames.TRACE_GEN,
          MetricNames.STARK_PROVE,
          MetricNames.MAIN_TRACE_COMMIT,
          MetricNames.GENERATE_PERM_TRACE,
          MetricNames.PERM_TRACE_COMMIT,
          MetricNames.QUOTIENT_POLY_COMPUTE,
          MetricNames.QUOTIENT_POLY_COMMIT,
          MetricNames.PCS_OPENING,
          MetricNames.GRIND,
          MetricNames.VERIFY,
          MetricNames.PEAK_MEMORY_SO_FAR,
          MetricNames.PEAK_MEMORY,
          MetricNames.PROOF_SIZE,
          MetricNames.NUM_SEGMENTS,
          MetricNames.FRI_LOG_BLOWUP);

  private static final Map<String, Integer> RANKS = ranks();

  /** Compares names of metrics. */
  public static final Comparator<String> BY_NAME =
      Comparator.comparingInt((String name) -> RANKS.getOrDefault(name, KNOWN.size()))
          .thenComparing(Comparator.naturalOrder());

  private MetricOrder() {}

  private static Map<String, Integer> ranks() {
    Map<String, Integer> ranks = new HashMap<>();
    for (String name : KNOWN) {
      ranks.put(name, ranks.size());
    }
    return ranks;
  }
}
