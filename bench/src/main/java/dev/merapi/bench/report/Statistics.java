package dev.merapi.bench.report;

import java.util.List;

/**
 * The values of one metric in one group, summed up.
 *
 * @param count how many there are, at least one
 */
public record Statistics(double sum, double max, double min, int count) {

  /** Sums values up, of which there must be one. */
  static Statistics of(List<Double> values) {
    double sum = 0;
    double max = Double.NEGATIVE_INFINITY;
    double min = Double.POSITIVE_INFINITY;
    for (double value : values) {
      sum += value;
      max = Math.max(max, value);
      min = Math.min(min, value);
    }
    if (values.isEmpty()) {
      throw new IllegalArgumentException("statistics of no values");
    }
    return new Statistics(sum, max, min, values.size());
  }

  /** The mean. */
  public double avg() {
    return sum / count;
  }
}
