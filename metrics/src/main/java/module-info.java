/** Metrics façade. */
module dev.merapi.metrics {
  requires static org.jspecify;

  exports dev.merapi.metrics;

  uses dev.merapi.metrics.MetricsExporter;
  uses dev.merapi.metrics.MetricsSink;
}
