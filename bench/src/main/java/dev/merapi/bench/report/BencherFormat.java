package dev.merapi.bench.report;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The report in Bencher Metric Format: benchmark to measure to value. As openvm-prof names them, a
 * group's benchmark is {@code program::group}; a metric there is the mean with the least and the
 * greatest as bounds, beside it {@code metric::sum}. The benchmark {@code program} has the two
 * totals, in seconds.
 */
public final class BencherFormat {

  private BencherFormat() {}

  /** The objects of the format, for a JSON writer. */
  public static Map<String, Map<String, Map<String, Double>>> of(Run run) {
    Map<String, Map<String, Map<String, Double>>> benchmarks = new LinkedHashMap<>();
    Comparison.Total total = new Comparison(run, null).total();
    Map<String, Map<String, Double>> totals = new LinkedHashMap<>();
    totals.put("total_proof_time", Map.of("value", total.proofSeconds().value()));
    totals.put("total_par_proof_time", Map.of("value", total.parallelSeconds().value()));
    benchmarks.put(run.name(), totals);
    run.groups()
        .forEach((group, metrics) -> benchmarks.put(run.name() + "::" + group, measures(metrics)));
    return benchmarks;
  }

  private static Map<String, Map<String, Double>> measures(GroupMetrics metrics) {
    Map<String, Map<String, Double>> measures = new LinkedHashMap<>();
    metrics
        .statistics()
        .forEach((name, statistics) -> {
          Map<String, Double> mean = new LinkedHashMap<>();
          mean.put("value", statistics.avg());
          mean.put("lower_value", statistics.min());
          mean.put("upper_value", statistics.max());
          measures.put(name, mean);
          measures.put(name + "::sum", Map.of("value", statistics.sum()));
        });
    return measures;
  }
}
