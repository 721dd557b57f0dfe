package dev.merapi.metrics;

import dev.merapi.metrics.MetricEntry.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A sink that keeps everything in memory, in the order of first sight. Thread-safe. */
public final class MetricStore implements MetricsSink {

  private final Map<Key, Double> values = new LinkedHashMap<>();

  @Override
  public synchronized void gauge(String name, Labels labels, double value) {
    if (Double.isFinite(value)) {
      values.put(new Key(Kind.GAUGE, name, labels), value);
    }
  }

  @Override
  public synchronized void counter(String name, Labels labels, long increment) {
    values.merge(new Key(Kind.COUNTER, name, labels), (double) increment, Double::sum);
  }

  @Override
  public void absolute(String name, Labels labels, long value) {
    raise(name, labels, value);
  }

  /**
   * Does what {@link #absolute} does.
   *
   * @return by how much the counter grew
   */
  public synchronized double raise(String name, Labels labels, long value) {
    Key key = new Key(Kind.COUNTER, name, labels);
    double before = values.getOrDefault(key, 0.0);
    double after = Math.max(before, value);
    values.put(key, after);
    return after - before;
  }

  @Override
  public synchronized List<MetricEntry> entries() {
    return values.entrySet().stream()
        .map(e ->
            new MetricEntry(
                e.getKey().kind(), e.getKey().name(), e.getKey().labels(), e.getValue()))
        .toList();
  }

  @Override
  public synchronized void reset() {
    values.clear();
  }

  private record Key(Kind kind, String name, Labels labels) {}
}
