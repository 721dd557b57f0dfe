package dev.merapi.metrics;

import java.util.List;

/** The sink of this module's tests: a store, that fails at one name. */
public final class TestSink implements MetricsSink {

  /** What it fails at. */
  static final String UNWANTED = "unwanted";

  private final MetricStore store = new MetricStore();

  private static void check(String name) {
    if (name.equals(UNWANTED)) {
      throw new IllegalStateException("cannot take " + name);
    }
  }

  @Override
  public void gauge(String name, Labels labels, double value) {
    check(name);
    store.gauge(name, labels, value);
  }

  @Override
  public void counter(String name, Labels labels, long increment) {
    check(name);
    store.counter(name, labels, increment);
  }

  @Override
  public void absolute(String name, Labels labels, long value) {
    check(name);
    store.absolute(name, labels, value);
  }

  @Override
  public Metrics.Span trace(String name, Labels labels) {
    check(name);
    return store.trace(name, labels);
  }

  @Override
  public List<MetricEntry> entries() {
    return store.entries();
  }

  @Override
  public void reset() {
    store.reset();
  }
}
