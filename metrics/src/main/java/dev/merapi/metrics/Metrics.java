package dev.merapi.metrics;

import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Gauges, counters and spans, under the {@link Labels} in force where they are set. The sink is
 * found once, when this class is first used; without one every method is a branch on a constant.
 */
public final class Metrics {

  private static final @Nullable MetricsSink SINK =
      ServiceLoader.load(MetricsSink.class, Metrics.class.getClassLoader())
          .findFirst()
          .orElse(null);
  private static final Span NO_SPAN = () -> {};

  private Metrics() {}

  /** Whether anything is collected. */
  public static boolean enabled() {
    return SINK != null;
  }

  /** Where metrics go, if anywhere. */
  public static Optional<MetricsSink> sink() {
    return Optional.ofNullable(SINK);
  }

  /** Sets a gauge. */
  public static void gauge(String name, double value) {
    if (SINK != null) {
      SINK.gauge(name, Labels.current(), value);
    }
  }

  /** Adds to a counter. */
  public static void counter(String name, long increment) {
    if (SINK != null) {
      SINK.counter(name, Labels.current(), increment);
    }
  }

  /**
   * Starts to measure time; closing the span sets the gauge, in milliseconds, under the labels in
   * force where it is closed.
   *
   * @param name the gauge, one of the names ending in {@code _time_ms}
   */
  public static Span span(String name) {
    if (SINK == null) {
      return NO_SPAN;
    }
    if (!name.endsWith(MetricNames.TIME_SUFFIX)) {
      throw new IllegalArgumentException("'" + name + "' is no name of a time");
    }
    long start = System.nanoTime();
    return () -> gauge(name, Math.rint((System.nanoTime() - start) / 1e6));
  }

  /** A measurement in progress. */
  public interface Span extends AutoCloseable {
    @Override
    void close();
  }
}
