package dev.merapi.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricsFileTest {

  private final MetricStore store = new MetricStore();

  @Test
  void theEntryOfTheFormat() {
    Labels labels = Labels.with("group", "leaf").and("idx", 0);
    store.counter(MetricNames.MAIN_CELLS_USED, labels, 128827576);
    assertThat(MetricsFile.json(store.entries(), Map.of()))
        .contains(
            "{\"labels\":[[\"group\",\"leaf\"],[\"idx\",\"0\"]],\"metric\":\"main_cells_used\","
                + "\"value\":\"128827576\"}");
  }

  @Test
  void bothKeysAreThereWhenNothingWasCollected() throws IOException {
    JsonNode root = parse(MetricsFile.json(List.of(), Map.of("jvm", "25")));
    assertThat(root.get("counter")).isEmpty();
    assertThat(root.get("gauge")).isEmpty();
    assertThat(root.get("environment").get("jvm").asText()).isEqualTo("25");
  }

  @Test
  void anyTextSurvives() throws IOException {
    String odd = "a\"b\\c\nd\te\u0001é";
    store.gauge("x_time_ms", Labels.with("group", odd), 1.25);
    JsonNode entry = parse(MetricsFile.json(store.entries(), Map.of())).get("gauge").get(0);
    assertThat(entry.get("labels").get(0).get(1).asText()).isEqualTo(odd);
    assertThat(entry.get("value").isTextual()).isTrue();
    assertThat(entry.get("value").asText()).isEqualTo("1.25");
  }

  @Test
  void theFileAppearsWholeAndReplacesAnOldOne(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("metrics.json");
    Files.writeString(file, "old");
    MetricsFile.write(file, store.entries(), Map.of());
    assertThat(parse(Files.readString(file)).has("counter")).isTrue();
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  private static JsonNode parse(String json) throws IOException {
    return new ObjectMapper().readTree(json);
  }
}
