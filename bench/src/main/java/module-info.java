/** Runs guests, and turns what was measured into tables, pages and flame graphs. */
module dev.merapi.bench {
  requires com.fasterxml.jackson.databind;
  requires dev.merapi.metrics;
  requires dev.merapi.sdk;
  requires java.management;
  requires jdk.management;
  requires static org.jspecify;

  exports dev.merapi.bench;
  exports dev.merapi.bench.profile;
  exports dev.merapi.bench.report;
  exports dev.merapi.bench.report.page;

  opens dev.merapi.bench to
      com.fasterxml.jackson.databind;
}
