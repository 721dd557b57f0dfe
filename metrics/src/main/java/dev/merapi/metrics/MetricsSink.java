package dev.merapi.metrics;

import java.util.List;

/**
 * Where metrics go: a service found on the class or module path when the process starts. Without
 * one nothing is collected. Implementations are thread-safe; a {@link RuntimeException} while
 * something is measured is dropped.
 */
public interface MetricsSink {

  /**
   * Sets the gauge of a name and labels; the last value counts. One that is no finite number is
   * left out: no measurement shall spoil the work, nor a file whose readers know no such number.
   */
  void gauge(String name, Labels labels, double value);

  /** Adds to the counter of a name and labels. */
  void counter(String name, Labels labels, long increment);

  /** Raises the counter of a name and labels to a value, if it is below it. */
  void absolute(String name, Labels labels, long value);

  /** Marks the beginning of something that takes time; the mark of its end is to close. */
  default Metrics.Span trace(String name, Labels labels) {
    return () -> {};
  }

  /** Everything collected so far, in the order of first sight. */
  List<MetricEntry> entries();

  /** Forgets what was collected. */
  void reset();
}
