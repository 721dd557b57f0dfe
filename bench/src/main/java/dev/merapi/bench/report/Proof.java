package dev.merapi.bench.report;

import dev.merapi.metrics.MetricNames;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;

/**
 * The metrics of one proof that are of the whole proof, not of one AIR in it.
 *
 * @param index its segment, or its place among the proofs of its layer; "" where the group is a
 *     single proof without one
 * @param values by metric, the derived {@code total_proof_time_ms} included
 */
public record Proof(String index, SortedMap<String, Double> values) {

  /** What OpenVM has called the execution of a segment since its version 2. */
  static final String PREFLIGHT = "execute_preflight_time_ms";

  /** One metric. */
  public OptionalDouble value(String metric) {
    Double value = values.get(metric);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** One metric, 0 where it was not recorded. */
  public double valueOrZero(String metric) {
    return values.getOrDefault(metric, 0.0);
  }

  /** Running the segment, in milliseconds. */
  public double executeMillis() {
    return values.getOrDefault(MetricNames.EXECUTE, valueOrZero(PREFLIGHT));
  }

  /** Execution, traces and proving together, in milliseconds; 0 where no times were recorded. */
  public double totalMillis() {
    return valueOrZero(MetricNames.TOTAL_PROOF);
  }

  /**
   * Adds the total to the values of one label set if the three times are there and it is not.
   *
   * @return whether it was added
   */
  static boolean deriveTotal(Map<String, Double> values) {
    Double execute = values.getOrDefault(MetricNames.EXECUTE, values.get(PREFLIGHT));
    Double traces = values.get(MetricNames.TRACE_GEN);
    Double prove = values.get(MetricNames.STARK_PROVE);
    if (execute == null || traces == null || prove == null) {
      return false;
    }
    return values.putIfAbsent(MetricNames.TOTAL_PROOF, execute + traces + prove) == null;
  }
}
