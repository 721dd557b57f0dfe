package dev.merapi.metrics;

import java.math.BigDecimal;

/**
 * One collected value.
 *
 * @param kind gauge or counter
 * @param name the metric
 * @param labels its labels, outermost scope first
 * @param value its value; a counter's is a whole number
 */
public record MetricEntry(Kind kind, String name, Labels labels, double value) {

  /** The two kinds of metric. */
  public enum Kind {
    /** A sum of increments. */
    COUNTER,
    /** A last value. */
    GAUGE
  }

  /** The value in decimal without an exponent, and without a fraction when it has none. */
  public String text() {
    return value == Math.rint(value) && Math.abs(value) < 0x1p53
        ? Long.toString((long) value)
        : BigDecimal.valueOf(value).toPlainString();
  }
}
