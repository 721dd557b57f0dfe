package dev.merapi.sdk;

import dev.merapi.metrics.MetricEntry;
import dev.merapi.metrics.Metrics;
import dev.merapi.metrics.MetricsExporter;
import dev.merapi.metrics.MetricsFile;
import dev.merapi.metrics.MetricsSink;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The metrics this process has collected. They are collected only where the metrics back end is on
 * the class path, which is what the build profile {@code bench-metrics} is for.
 */
public final class CollectedMetrics {

  private CollectedMetrics() {}

  /** Whether metrics are collected at all. */
  public static boolean available() {
    return Metrics.enabled();
  }

  /** What is known of the JVM and the machine, by the names it has in the file. */
  public static Map<String, String> environment() {
    return Environment.facts();
  }

  /** Forgets what was collected so far. */
  public static void reset() {
    Metrics.sink().ifPresent(MetricsSink::reset);
  }

  /**
   * Writes what was collected so far, whole or not at all; nothing but the environment where
   * nothing is collected.
   *
   * @param file the JSON file
   * @param facts what to tell of the environment beside the JVM and the machine, such as the commit
   *     of the build
   */
  public static void write(Path file, Map<String, String> facts) throws IOException {
    List<MetricEntry> entries = Metrics.sink().map(MetricsSink::entries).orElse(List.of());
    Map<String, String> environment = new LinkedHashMap<>(environment());
    environment.putAll(facts);
    MetricsFile.write(file, entries, environment);
  }

  /**
   * Serves what is collected, in the text format of Prometheus under {@code /metrics}, until the
   * server is closed.
   *
   * @param address where to listen; port 0 takes any that is free
   * @throws IOException if nothing can listen there
   * @throws IllegalStateException if nothing is {@link #available}
   */
  public static MetricsServer serve(InetSocketAddress address) throws IOException {
    return new MetricsServer(exporter().serve(address));
  }

  /**
   * Pushes what was collected so far to a push gateway of Prometheus.
   *
   * @param gateway its address, such as {@code http://host:9091}; without a path {@code
   *     /metrics/job/…} of its own the job is {@code merapi}
   * @throws IOException if it does not take it
   * @throws IllegalStateException if nothing is {@link #available}
   */
  public static void push(URI gateway) throws IOException {
    exporter().push(gateway);
  }

  private static MetricsExporter exporter() {
    return MetricsExporter.find()
        .orElseThrow(() -> new IllegalStateException("no back end of the metrics is there"));
  }
}
