package dev.merapi.metrics.micrometer;

import dev.merapi.metrics.Label;
import dev.merapi.metrics.Labels;
import dev.merapi.metrics.MetricEntry;
import dev.merapi.metrics.MetricNames;
import dev.merapi.metrics.MetricStore;
import dev.merapi.metrics.MetricsSink;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sends every value to Micrometer, whose registry is exposed in the text format of Prometheus, and
 * keeps it besides with its exact name and the order of its labels, which Micrometer does not.
 * Prometheus wants the same label keys on every value of a name, so a label that does not apply is
 * the empty string there. Thread-safe.
 */
public final class MicrometerSink implements MetricsSink {

  private static final List<String> KEYS =
      List.of(
          MetricNames.GROUP,
          MetricNames.SEGMENT,
          MetricNames.IDX,
          MetricNames.AIR_NAME,
          MetricNames.PROGRAM);
  private static final PrometheusMeterRegistry PROMETHEUS =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private static final CompositeMeterRegistry REGISTRY = new CompositeMeterRegistry();

  static {
    REGISTRY.add(PROMETHEUS);
  }

  private final MetricStore store = new MetricStore();
  private final Map<GaugeKey, AtomicReference<Double>> gauges = new ConcurrentHashMap<>();

  /** Creates the sink; called by the service loader. */
  public MicrometerSink() {}

  /** Sends everything to one more registry as well, such as that of the service around us. */
  public static void addRegistry(MeterRegistry registry) {
    REGISTRY.add(registry);
  }

  /** Everything collected, in the text format of Prometheus. */
  public static String scrape() {
    return PROMETHEUS.scrape();
  }

  @Override
  public void gauge(String name, Labels labels, double value) {
    store.gauge(name, labels, value);
    gauges.computeIfAbsent(new GaugeKey(name, labels), MicrometerSink::register).set(value);
  }

  private static AtomicReference<Double> register(GaugeKey key) {
    AtomicReference<Double> value = new AtomicReference<>(0.0);
    Gauge.builder(key.name(), value, AtomicReference::get)
        .tags(tags(key.labels()))
        .strongReference(true)
        .register(REGISTRY);
    return value;
  }

  @Override
  public void counter(String name, Labels labels, long increment) {
    store.counter(name, labels, increment);
    Counter.builder(name).tags(tags(labels)).register(REGISTRY).increment(increment);
  }

  @Override
  public List<MetricEntry> entries() {
    return store.entries();
  }

  @Override
  public void reset() {
    store.reset();
    gauges.clear();
    REGISTRY.clear();
  }

  private static List<Tag> tags(Labels labels) {
    Map<String, String> all = new LinkedHashMap<>();
    KEYS.forEach(key -> all.put(key, ""));
    for (Label label : labels.list()) {
      all.put(label.key(), label.value());
    }
    List<Tag> tags = new ArrayList<>();
    all.forEach((key, value) -> tags.add(Tag.of(key, value)));
    return tags;
  }

  private record GaugeKey(String name, Labels labels) {}
}
