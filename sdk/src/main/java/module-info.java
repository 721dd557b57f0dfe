/** The embedding API. */
module dev.merapi.sdk {
  requires dev.merapi.metrics;
  requires dev.merapi.stark;
  requires dev.merapi.vm;
  requires static org.jspecify;

  exports dev.merapi.sdk;
  exports dev.merapi.sdk.error;
  exports dev.merapi.sdk.profile;
  exports dev.merapi.sdk.store to
      dev.merapi.bench,
      dev.merapi.cli;
  exports dev.merapi.sdk.text to
      dev.merapi.bench,
      dev.merapi.cli;
  exports dev.merapi.sdk.verify;
}
