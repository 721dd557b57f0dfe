/** Guests and benchmarks. */
module dev.merapi.benchmarks {
  requires dev.merapi.sdk;
  requires static org.jspecify;
}
