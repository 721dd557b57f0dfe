/** The metrics back end on Micrometer. */
module dev.merapi.metrics.micrometer {
  requires transitive dev.merapi.metrics;
  requires transitive micrometer.core;
  requires java.net.http;
  requires jdk.httpserver;
  requires jdk.jfr;
  requires micrometer.registry.prometheus.simpleclient;
  requires static org.jspecify;

  exports dev.merapi.metrics.micrometer;

  provides dev.merapi.metrics.MetricsExporter with
      dev.merapi.metrics.micrometer.PrometheusExporter;
  provides dev.merapi.metrics.MetricsSink with
      dev.merapi.metrics.micrometer.MicrometerSink;
}
