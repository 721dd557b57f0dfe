/** Metrics façade. */
module dev.merapi.metrics {
  requires static org.jspecify;
}
