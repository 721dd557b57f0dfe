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
  private static final double NANOS_A_MICRO = 1e3;

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
   * Raises a counter to a value it has not reached: for parameters and sizes, which are the same
   * each time they are told and must not add up.
   */
  public static void absolute(String name, long value) {
    if (SINK != null) {
      SINK.absolute(name, Labels.current(), value);
    }
  }

  /**
   * Sets a gauge of time.
   *
   * @param name one of the names ending in {@code _time_ms}
   * @param nanos the time in nanoseconds; kept in milliseconds to three decimals, so that parts of
   *     a short proof still sum to the whole
   */
  public static void time(String name, long nanos) {
    if (SINK != null) {
      SINK.gauge(
          requireTime(name), Labels.current(), Math.rint(nanos / NANOS_A_MICRO) / NANOS_A_MICRO);
    }
  }

  /**
   * Starts to measure time; closing the span sets the gauge, in milliseconds, under the labels in
   * force where it is closed. A {@link #trace} of the same name without its ending goes with it.
   *
   * @param name the gauge, one of the names ending in {@code _time_ms}
   */
  public static Span span(String name) {
    if (SINK == null) {
      return NO_SPAN;
    }
    String title = requireTime(name).substring(0, name.length() - MetricNames.TIME_SUFFIX.length());
    Span traced = SINK.trace(title, Labels.current());
    long start = System.nanoTime();
    return () -> {
      time(name, System.nanoTime() - start);
      traced.close();
    };
  }

  /**
   * Tells whoever records what a process does that something begins; closing tells that it ends, on
   * the same thread. It sets no gauge.
   */
  public static Span trace(String name) {
    return SINK == null ? NO_SPAN : SINK.trace(name, Labels.current());
  }

  private static String requireTime(String name) {
    if (!name.endsWith(MetricNames.TIME_SUFFIX)) {
      throw new IllegalArgumentException("'" + name + "' is no name of a time");
    }
    return name;
  }

  /** A measurement in progress. */
  public interface Span extends AutoCloseable {
    @Override
    void close();
  }
}
