package dev.merapi.metrics.micrometer;

import dev.merapi.metrics.Labels;
import dev.merapi.metrics.MetricCatalog;
import dev.merapi.metrics.MetricDescriptor;
import dev.merapi.metrics.MetricEntry;
import dev.merapi.metrics.MetricStore;
import dev.merapi.metrics.Metrics;
import dev.merapi.metrics.MetricsSink;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Sends every value to Micrometer, whose registry is exposed in the text format of Prometheus, and
 * keeps it besides with its exact name and the order of its labels, which Micrometer does not. What
 * takes time is told to the flight recorder as well. Thread-safe.
 */
public final class MicrometerSink implements MetricsSink {

  /** Ending of a name whose unit each registry has its own of; to Prometheus it is seconds. */
  private static final String MILLISECONDS = "_ms";

  private static final PrometheusMeterRegistry PROMETHEUS =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private static final AtomicBoolean PROCESS_SHOWN = new AtomicBoolean();
  private static final CompositeMeterRegistry REGISTRY = new CompositeMeterRegistry();

  static {
    REGISTRY.add(PROMETHEUS);
  }

  private final MetricStore store = new MetricStore();
  private final Map<GaugeKey, AtomicReference<Double>> gauges = new HashMap<>();

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

  /** Shows memory and processors of the process too, from now on. */
  static void showProcess() {
    if (PROCESS_SHOWN.compareAndSet(false, true)) {
      ProcessGauges.bindTo(PROMETHEUS);
    }
  }

  @Override
  public synchronized void gauge(String name, Labels labels, double value) {
    if (!Double.isFinite(value)) {
      return;
    }
    store.gauge(name, labels, value);
    gauges.computeIfAbsent(new GaugeKey(name, labels), MicrometerSink::register).set(value);
  }

  private static AtomicReference<Double> register(GaugeKey key) {
    AtomicReference<Double> value = new AtomicReference<>(0.0);
    String name = key.name();
    if (name.endsWith(MILLISECONDS)) {
      TimeGauge.builder(
              name.substring(0, name.length() - MILLISECONDS.length()),
              value::get,
              TimeUnit.MILLISECONDS)
          .description(help(name))
          .tags(Tags.of(name, key.labels()))
          .strongReference(true)
          .register(REGISTRY);
    } else {
      Gauge.builder(name, value::get)
          .description(help(name))
          .tags(Tags.of(name, key.labels()))
          .strongReference(true)
          .register(REGISTRY);
    }
    return value;
  }

  @Override
  public synchronized void counter(String name, Labels labels, long increment) {
    store.counter(name, labels, increment);
    count(name, labels, increment);
  }

  @Override
  public synchronized void absolute(String name, Labels labels, long value) {
    count(name, labels, store.raise(name, labels, value));
  }

  private static void count(String name, Labels labels, double increment) {
    Counter.builder(name)
        .description(help(name))
        .tags(Tags.of(name, labels))
        .register(REGISTRY)
        .increment(increment);
  }

  private static String help(String name) {
    return MetricCatalog.of(name).map(MetricDescriptor::meaning).orElse(name);
  }

  @Override
  public Metrics.Span trace(String name, Labels labels) {
    return SpanEvent.begin(name, labels);
  }

  @Override
  public List<MetricEntry> entries() {
    return store.entries();
  }

  @Override
  public synchronized void reset() {
    store.reset();
    gauges.clear();
    REGISTRY.clear();
  }

  private record GaugeKey(String name, Labels labels) {}
}
