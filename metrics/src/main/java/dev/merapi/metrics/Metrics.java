package dev.merapi.metrics;

import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Gauges, counters and spans, under the {@link Labels} in force where they are set. The sink is
 * found once, when this class is first used; without one every method is a branch on a constant.
 */
public final class Metrics {

  private static final @Nullable GuardedSink SINK =
      ServiceLoader.load(MetricsSink.class, Metrics.class.getClassLoader())
          .findFirst()
          .map(GuardedSink::new)
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
    return Optional.ofNullable(SINK).map(GuardedSink::unguarded);
  }

  /** Sets a gauge; a value that is no finite number is left out. */
  public static void gauge(String name, double value) {
    if (SINK != null && !Labels.current().isSilent()) {
      SINK.gauge(name, Labels.current(), value);
    }
  }

  /** Adds to a counter. */
  public static void counter(String name, long increment) {
    if (SINK != null && !Labels.current().isSilent()) {
      SINK.counter(name, Labels.current(), increment);
    }
  }

  /**
   * Raises a counter to a value it has not reached: for parameters and sizes, which are the same
   * each time they are told and must not add up.
   */
  public static void absolute(String name, long value) {
    if (SINK != null && !Labels.current().isSilent()) {
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
      gauge(requireTime(name), Math.rint(nanos / NANOS_A_MICRO) / NANOS_A_MICRO);
    }
  }

  /**
   * Starts to measure time; closing the span sets the gauge, in milliseconds, under the labels in
   * force where it is closed. A {@link #trace} of the span's name goes with it.
   *
   * @param name the name of the span, or that of the gauge, which is the same and {@code _time_ms}
   */
  public static Span span(String name) {
    if (SINK == null) {
      return NO_SPAN;
    }
    String title =
        name.endsWith(MetricNames.TIME_SUFFIX)
            ? name.substring(0, name.length() - MetricNames.TIME_SUFFIX.length())
            : name;
    Span traced = trace(title);
    long start = System.nanoTime();
    return () -> {
      time(title + MetricNames.TIME_SUFFIX, System.nanoTime() - start);
      traced.close();
    };
  }

  /**
   * Tells whoever records what a process does that something begins; closing tells that it ends, on
   * the same thread. It sets no gauge.
   */
  public static Span trace(String name) {
    return SINK == null || Labels.current().isSilent()
        ? NO_SPAN
        : SINK.trace(name, Labels.current());
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
