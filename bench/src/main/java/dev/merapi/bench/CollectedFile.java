package dev.merapi.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.merapi.bench.BenchException.Kind;
import dev.merapi.metrics.MetricNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * One metrics file of many cases: the metrics of each stand under its name in place of {@code
 * app_proof}. A case that comes again, in another mode, replaces what it had.
 */
final class CollectedFile {

  /** The labels whose values name a program. */
  private static final Set<String> NAMING = Set.of(MetricNames.GROUP, MetricNames.PROGRAM);

  private static final String KEYGEN = MetricNames.APP_PROOF + MetricNames.KEYGEN_SUFFIX;

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private final Path target;
  private final Map<String, JsonNode> files = new LinkedHashMap<>();

  CollectedFile(Path target) {
    this.target = target;
  }

  /** Takes in the metrics file of a case and writes the file anew. */
  void add(Path metrics, String name) {
    try {
      JsonNode file = MAPPER.readTree(Files.readString(metrics));
      for (String kind : new String[] {"counter", "gauge"}) {
        file.path(kind)
            .forEach(entry -> entry.path("labels").forEach(label -> rename(label, name)));
      }
      files.put(name, file);
      BenchDirectory.write(json(), target);
    } catch (IOException e) {
      throw new BenchException(Kind.FILE, "cannot read " + metrics + ": " + BenchDirectory.why(e));
    }
  }

  private static void rename(JsonNode label, String name) {
    String value = label.path(1).asText();
    if (NAMING.contains(label.path(0).asText())
        && (value.equals(MetricNames.APP_PROOF) || value.equals(KEYGEN))
        && label instanceof ArrayNode pair) {
      pair.set(1, name + value.substring(MetricNames.APP_PROOF.length()));
    }
  }

  private String json() throws JsonProcessingException {
    ObjectNode all = MAPPER.createObjectNode();
    ArrayNode counters = all.putArray("counter");
    ArrayNode gauges = all.putArray("gauge");
    for (JsonNode file : files.values()) {
      file.path("counter").forEach(counters::add);
      file.path("gauge").forEach(gauges::add);
      all.set("environment", file.path("environment"));
    }
    return MAPPER.writeValueAsString(all) + "\n";
  }
}
