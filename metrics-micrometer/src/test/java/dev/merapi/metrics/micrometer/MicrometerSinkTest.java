package dev.merapi.metrics.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.metrics.Labels;
import dev.merapi.metrics.MetricNames;
import dev.merapi.metrics.Metrics;
import dev.merapi.metrics.MetricsFile;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MicrometerSinkTest {

  @BeforeEach
  void reset() {
    Metrics.sink().orElseThrow().reset();
  }

  @Test
  void itIsTheSinkOfTheProcess() {
    assertThat(Metrics.sink()).containsInstanceOf(MicrometerSink.class);
  }

  @Test
  void prometheusShowsEveryLabelSetOfAName() {
    Labels.with("group", "app_proof")
        .with("segment", 0)
        .run(() -> {
          Metrics.counter(MetricNames.FRI_LOG_BLOWUP, 1);
          Metrics.gauge(MetricNames.EXECUTE, 12);
          Labels.with("air_name", "AddSub").run(() -> Metrics.counter(MetricNames.ROWS, 1024));
        });
    Labels.with("group", "leaf").with("idx", 4).run(() -> Metrics.gauge(MetricNames.EXECUTE, 7));
    String text = MicrometerSink.scrape();
    assertThat(text)
        .contains("# HELP rows_total rows of an AIR, with padding\n# TYPE rows_total counter\n")
        .contains(
            "fri_log_blowup_total{group=\"app_proof\",idx=\"\",program=\"\",scope=\"\",segment=\"0\",}"
                + " 1.0")
        .contains(
            "rows_total{air_name=\"AddSub\",group=\"app_proof\",idx=\"\",program=\"\",scope=\"\",segment=\"0\",}"
                + " 1024")
        .contains(
            "execute_time_seconds{group=\"app_proof\",idx=\"\",program=\"\",scope=\"\",segment=\"0\",}"
                + " 0.012")
        .contains(
            "execute_time_seconds{group=\"leaf\",idx=\"4\",program=\"\",scope=\"\",segment=\"\",}"
                + " 0.007");
  }

  /** A service's own labels, some on a name that was seen without them: no value is lost. */
  @Test
  void labelsOfASurroundingServiceStandInOne() {
    Labels.with("group", "g").run(() -> Metrics.gauge(MetricNames.PROOF_SIZE, 1));
    Labels.with("customer", 7)
        .with("group", "g")
        .with("region", "eu")
        .run(() -> Metrics.gauge(MetricNames.PROOF_SIZE, 2));
    assertThat(MicrometerSink.scrape())
        .contains(
            "proof_size_bytes{group=\"g\",idx=\"\",program=\"\",scope=\"\",segment=\"\",} 1.0",
            "proof_size_bytes{group=\"g\",idx=\"\",program=\"\",scope=\"customer=7;region=eu\",segment=\"\",}"
                + " 2.0");
  }

  @Test
  void anAbsoluteCounterDoesNotAddThereEither() {
    Metrics.absolute(MetricNames.MAIN_COLS, 30);
    Metrics.absolute(MetricNames.MAIN_COLS, 30);
    assertThat(MicrometerSink.scrape()).containsPattern("main_cols_total\\{.*} 30\\.0");
  }

  @Test
  void theFileKeepsNamesAndOrder() {
    Labels.with("group", "app_proof")
        .with("air_name", "X")
        .run(() -> Metrics.counter(MetricNames.FRI_LOG_BLOWUP, 1));
    assertThat(MetricsFile.json(Metrics.sink().orElseThrow().entries(), Map.of()))
        .contains(
            "{\"labels\":[[\"group\",\"app_proof\"],[\"air_name\",\"X\"]],"
                + "\"metric\":\"fri.log_blowup\",\"value\":\"1\"}");
  }

  @Test
  void aGaugeThatIsNoFiniteNumberIsLeftOut() {
    Metrics.gauge(MetricNames.PROOF_SIZE, 3);
    Metrics.gauge(MetricNames.PROOF_SIZE, Double.NaN);
    Metrics.gauge(MetricNames.PEAK_MEMORY, Double.POSITIVE_INFINITY);
    assertThat(MetricsFile.json(Metrics.sink().orElseThrow().entries(), Map.of()))
        .contains("\"value\":\"3\"")
        .doesNotContain("peak_memory");
    assertThat(MicrometerSink.scrape())
        .containsPattern("proof_size_bytes\\{.*} 3\\.0")
        .doesNotContain("peak_memory");
  }

  @Test
  void anotherRegistryHearsAllOfIt() {
    SimpleMeterRegistry mine = new SimpleMeterRegistry();
    MicrometerSink.addRegistry(mine);
    Metrics.counter(MetricNames.NUM_SEGMENTS, 3);
    assertThat(mine.get("num_segments").counter().count()).isEqualTo(3);
  }
}
