package dev.merapi.bench;

import java.util.Arrays;
import java.util.List;

/**
 * The values of one measure over several runs.
 *
 * @param min the least
 * @param median the middle one, or the mean of the two in the middle
 * @param max the greatest
 * @param samples all, in the order they were taken; at least one
 */
public record Spread(double min, double median, double max, List<Double> samples) {

  /** Checks that the values are finite and the three are those of the samples. */
  public Spread {
    if (samples == null || samples.isEmpty()) {
      throw new IllegalArgumentException("no samples");
    }
    double[] sorted = samples.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (!Arrays.stream(sorted).allMatch(Double::isFinite)
        || min != sorted[0]
        || max != sorted[sorted.length - 1]
        || median != middle(sorted)) {
      throw new IllegalArgumentException("a spread that is not that of its samples " + samples);
    }
    samples = List.copyOf(samples);
  }

  /** The spread of some samples. */
  public static Spread of(List<Double> samples) {
    double[] sorted = samples.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("no samples");
    }
    return new Spread(sorted[0], middle(sorted), sorted[sorted.length - 1], samples);
  }

  private static double middle(double[] sorted) {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** Whether no value of the one lies between two of the other: all are below, or all above. */
  public boolean apartFrom(Spread other) {
    return max < other.min || other.max < min;
  }
}
