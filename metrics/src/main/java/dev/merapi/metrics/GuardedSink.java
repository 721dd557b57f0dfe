package dev.merapi.metrics;

import java.util.List;

/** A sink whose failures stay its own: what is being measured goes on without the measurement. */
final class GuardedSink implements MetricsSink {
  private static final Metrics.Span NOTHING = () -> {};

  private final MetricsSink sink;

  GuardedSink(MetricsSink sink) {
    this.sink = sink;
  }

  /** The sink without the guard. */
  MetricsSink unguarded() {
    return sink;
  }

  @Override
  public void gauge(String name, Labels labels, double value) {
    guard(() -> sink.gauge(name, labels, value));
  }

  @Override
  public void counter(String name, Labels labels, long increment) {
    guard(() -> sink.counter(name, labels, increment));
  }

  @Override
  public void absolute(String name, Labels labels, long value) {
    guard(() -> sink.absolute(name, labels, value));
  }

  @Override
  public Metrics.Span trace(String name, Labels labels) {
    try {
      Metrics.Span span = sink.trace(name, labels);
      return () -> guard(span::close);
    } catch (RuntimeException e) {
      return NOTHING;
    }
  }

  @Override
  public List<MetricEntry> entries() {
    return sink.entries();
  }

  @Override
  public void reset() {
    sink.reset();
  }

  private static void guard(Runnable told) {
    try {
      told.run();
    } catch (RuntimeException e) {
      // Dropped: there is nobody to tell who waits for metrics, and somebody waits for a proof.
    }
  }
}
