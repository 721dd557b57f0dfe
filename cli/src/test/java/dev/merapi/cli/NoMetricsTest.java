package dev.merapi.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.merapi.sdk.CollectedMetrics;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A build without the profile bench-metrics. */
final class NoMetricsTest {

  @TempDir Path directory;

  @BeforeEach
  void isTheBuildWithout() {
    assumeFalse(CollectedMetrics.available(), "built with the profile bench-metrics");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--metrics-json=m.json",
        "--metrics-port=0",
        "--metrics-push=http://localhost:9091"
      })
  void whoAsksForMetricsIsToldHowToBuildThem(String option) throws Exception {
    Path elf = TestElf.write(directory, "guest.elf", TestElf.reveals(7));
    CommandLineRun run =
        CommandLineRun.of(directory, "prove", "app", elf, "--out", directory.resolve("p"), option);
    run.failedWith(2, option.substring(0, option.indexOf('=')));
    assertThat(run.err())
        .contains("MERAPI_PROFILES=bench-metrics ./merapi")
        .doesNotContain("http://127");
    assertThat(directory.resolve("p")).doesNotExist();
  }

  /** Neither Micrometer nor Prometheus is there, nor anything else that would collect. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.micrometer.core.instrument.MeterRegistry",
        "io.prometheus.client.CollectorRegistry",
        "dev.merapi.metrics.micrometer.MicrometerSink"
      })
  void theBackEndIsNotThere(String name) {
    assertThatThrownBy(() -> Class.forName(name)).isInstanceOf(ClassNotFoundException.class);
  }

  @Test
  void nothingIsEmitted() throws Exception {
    Path elf = TestElf.write(directory, "guest.elf", TestElf.reveals(7));
    CommandLineRun.of(directory, "prove", "app", elf, "--out", directory.resolve("p")).succeeded();
    Path file = directory.resolve("m.json");
    CollectedMetrics.write(file, Map.of());
    assertThat(file).content().startsWith("{\"counter\":[],\"gauge\":[],\"environment\":{");
  }
}
