package dev.merapi.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
    Labels labels = Labels.with("group", "leaf").with("idx", 0).labels();
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
    store.gauge("x_time_ms", Labels.with("group", odd).labels(), 1.25);
    JsonNode entry = parse(MetricsFile.json(store.entries(), Map.of())).get("gauge").get(0);
    assertThat(entry.get("labels").get(0).get(1).asText()).isEqualTo(odd);
    assertThat(entry.get("value").isTextual()).isTrue();
    assertThat(entry.get("value").asText()).isEqualTo("1.25");
  }

  /** The schema to the letter: what the readers of other houses parse. */
  @Test
  void everyEntryHasTheThreeKeysAndNothingElse() throws IOException {
    Labels labels = Labels.with("group", "app_proof").with("segment", 0).labels();
    store.counter(MetricNames.ROWS, labels.and("air_name", "Map<A, B>"), 1L << 52);
    store.gauge(MetricNames.EXECUTE, labels, 123_456_789.125);
    store.gauge(MetricNames.TRACE_GEN, labels, 0.0004);
    JsonNode root = parse(MetricsFile.json(store.entries(), Map.of("commit", "abc")));
    assertThat(root.fieldNames()).toIterable().containsExactly("counter", "gauge", "environment");
    assertThat(root.get("counter")).hasSize(1);
    assertThat(root.get("gauge")).hasSize(2);
    for (JsonNode entry : List.of(root.at("/counter/0"), root.at("/gauge/0"))) {
      assertThat(entry.fieldNames()).toIterable().containsExactly("labels", "metric", "value");
      assertThat(entry.get("value").isTextual()).isTrue();
      assertThat(entry.get("labels")).allMatch(label -> label.isArray() && label.size() == 2);
    }
    assertThat(root.at("/counter/0/labels").toString())
        .isEqualTo("[[\"group\",\"app_proof\"],[\"segment\",\"0\"],[\"air_name\",\"Map<A; B>\"]]");
    assertThat(root.at("/counter/0/value").asText()).isEqualTo("4503599627370496");
    assertThat(root.at("/gauge/0/value").asText()).isEqualTo("123456789.125");
    assertThat(root.at("/gauge/1/value").asText()).isEqualTo("0.00040");
  }

  @Test
  void aFileThatCannotBeWrittenLeavesNothing(@TempDir Path directory) throws IOException {
    Path file = Files.createDirectories(directory.resolve("taken/inside")).getParent();
    assertThatThrownBy(() -> MetricsFile.write(file, store.entries(), Map.of()))
        .isInstanceOf(IOException.class);
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
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
