/** The merapi command. */
module dev.merapi.cli {
  requires com.fasterxml.jackson.databind;
  requires dev.merapi.bench;
  requires dev.merapi.sdk;
  requires info.picocli;
  requires static org.jspecify;

  opens dev.merapi.cli to
      info.picocli;
}
