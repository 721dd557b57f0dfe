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
 * @param labels its other labels, as {@code customer=7 region=eu}, where the index does not tell it
 *     apart from another of its group; else ""
 * @param values by metric, the derived {@code total_proof_time_ms} included
 */
public record Proof(String index, String labels, SortedMap<String, Double> values) {

  /** What tells it apart within its group. */
  public String name() {
    return labels.isEmpty() ? index : (index + " (" + labels + ")").strip();
  }

  /** One metric. */
  public OptionalDouble value(String metric) {
    Double value = values.get(metric);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** One metric, 0 where it was not recorded. */
  public double valueOrZero(String metric) {
    return values.getOrDefault(metric, 0.0);
  }

  /** The largest resident size of the process by the end of the proof, if it was recorded. */
  public OptionalDouble memoryBytes() {
    OptionalDouble soFar = value(MetricNames.PEAK_MEMORY_SO_FAR);
    return soFar.isPresent() ? soFar : value(MetricNames.PEAK_MEMORY);
  }

  /** Running the segment, in milliseconds. */
  public double executeMillis() {
    return values.getOrDefault(MetricNames.EXECUTE, valueOrZero(MetricNames.EXECUTE_PREFLIGHT));
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
    Double execute =
        values.getOrDefault(MetricNames.EXECUTE, values.get(MetricNames.EXECUTE_PREFLIGHT));
    Double traces = values.get(MetricNames.TRACE_GEN);
    Double prove = values.get(MetricNames.STARK_PROVE);
    if (execute == null || traces == null || prove == null) {
      return false;
    }
    return values.putIfAbsent(MetricNames.TOTAL_PROOF, execute + traces + prove) == null;
  }
}
