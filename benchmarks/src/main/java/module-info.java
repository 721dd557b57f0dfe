/** Guests and benchmarks. */
module dev.merapi.benchmarks {
  requires dev.merapi.metrics;
  requires dev.merapi.sdk;
  requires dev.merapi.stark;
  requires dev.merapi.vm;
  requires jmh.core;
  requires static org.jspecify;
}
