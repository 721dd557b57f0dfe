package dev.merapi.bench.report;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.merapi.metrics.Label;
import dev.merapi.metrics.Labels;
import dev.merapi.metrics.MetricEntry;
import dev.merapi.metrics.MetricEntry.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads a metrics file strictly: both lists must be there and every value must be a string that
 * holds a decimal number. Metrics and top-level keys it does not know are no error.
 */
final class MetricsReader {

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,400}(\\.\\d{0,400})?|\\.\\d{1,400})([eE][+-]?\\d{1,3})?");
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String file;

  /** Most label sets recur with every metric of a proof: each is kept once. */
  private final Map<Labels, Labels> seen = new HashMap<>();

  MetricsReader(String file) {
    this.file = file;
  }

  MetricsDocument read(byte[] bytes) {
    JsonNode root = parse(bytes);
    if (!root.isObject()) {
      throw wrong("the file", "an object with the keys counter and gauge", root);
    }
    List<MetricEntry> entries = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      String key = kind.name().toLowerCase(Locale.ROOT);
      int index = 0;
      for (JsonNode entry : list(root, "", key)) {
        entries.add(entry(kind, entry, key + "[" + index++ + "]"));
      }
    }
    return new MetricsDocument(entries, environment(root.path("environment")));
  }

  private JsonNode parse(byte[] bytes) {
    try {
      JsonNode root = JSON.readTree(bytes);
      if (root.isMissingNode()) {
        throw new MetricsFormatException(file, "is empty");
      }
      return root;
    } catch (JsonProcessingException e) {
      JsonLocation at = e.getLocation();
      String place =
          at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
      String why = e.getOriginalMessage().lines().findFirst().orElse("");
      throw new MetricsFormatException(file, "no JSON" + place + ": " + why);
    } catch (IOException e) {
      throw new MetricsFormatException(file, "no JSON: " + e.getMessage());
    }
  }

  private MetricEntry entry(Kind kind, JsonNode entry, String place) {
    if (!entry.isObject()) {
      throw wrong(place, "an object", entry);
    }
    String name = text(entry, place, "metric");
    if (name.isEmpty()) {
      throw new MetricsFormatException(file, place + ".metric is empty");
    }
    Labels labels = labels(list(entry, place + ".", "labels"), place + ".labels");
    String value = text(entry, place, "value");
    double number = NUMBER.matcher(value).matches() ? Double.parseDouble(value) : Double.NaN;
    if (!Double.isFinite(number)) {
      throw new MetricsFormatException(
          file, place + ".value of " + name + " is no number: \"" + value + "\"");
    }
    return new MetricEntry(kind, name, labels, number);
  }

  private Labels labels(JsonNode pairs, String place) {
    Labels labels = Labels.none();
    int index = 0;
    for (JsonNode pair : pairs) {
      String here = place + "[" + index++ + "]";
      if (!pair.isArray()
          || pair.size() != 2
          || !pair.get(0).isTextual()
          || !pair.get(1).isTextual()) {
        throw wrong(here, "a pair of strings", pair);
      }
      String key = pair.get(0).textValue();
      for (Label earlier : labels.list()) {
        if (earlier.key().equals(key)) {
          throw new MetricsFormatException(file, here + " sets \"" + key + "\" again");
        }
      }
      labels = labels.and(key, pair.get(1).textValue());
    }
    Labels known = seen.putIfAbsent(labels, labels);
    return known == null ? labels : known;
  }

  private Map<String, String> environment(JsonNode node) {
    Map<String, String> facts = new LinkedHashMap<>();
    if (node.isMissingNode() || node.isNull()) {
      return facts;
    }
    if (!node.isObject()) {
      throw wrong("environment", "an object", node);
    }
    for (Map.Entry<String, JsonNode> fact : node.properties()) {
      if (!fact.getValue().isValueNode()) {
        throw wrong("environment." + fact.getKey(), "a string", fact.getValue());
      }
      facts.put(fact.getKey(), fact.getValue().asText());
    }
    return facts;
  }

  private JsonNode list(JsonNode object, String prefix, String key) {
    JsonNode list = object.get(key);
    if (list == null) {
      throw missing(prefix + key);
    }
    if (!list.isArray()) {
      throw wrong(prefix + key, "a list", list);
    }
    return list;
  }

  private String text(JsonNode object, String place, String key) {
    JsonNode value = object.get(key);
    if (value == null) {
      throw missing(place + "." + key);
    }
    if (!value.isTextual()) {
      throw wrong(place + "." + key, "a string", value);
    }
    return value.textValue();
  }

  private MetricsFormatException missing(String place) {
    return new MetricsFormatException(file, place + " is missing");
  }

  private MetricsFormatException wrong(String place, String wanted, JsonNode found) {
    String shown = found.toString();
    return new MetricsFormatException(
        file,
        place
            + " must be "
            + wanted
            + ", not "
            + (shown.length() <= 60 ? shown : shown.substring(0, 60) + "…"));
  }
}
