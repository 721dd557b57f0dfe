package dev.merapi.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.merapi.sdk.text.OneLine;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command has to tell, collected once and shown either as lines for a reader or as one JSON
 * object for a program.
 */
final class Report {

  private static final int LABEL_WIDTH = 22;

  private final Map<String, Object> json = new LinkedHashMap<>();
  private final List<String> lines = new ArrayList<>();

  /** Adds a JSON key only. */
  Report put(String key, @Nullable Object value) {
    if (value != null) {
      json.put(key, value);
    }
    return this;
  }

  /** Adds a line only. */
  Report line(String label, String text) {
    return text(
        String.format(Locale.ROOT, "%-" + LABEL_WIDTH + "s %s", label, text).stripTrailing());
  }

  /** Adds a line of free text; it stays one whatever names are in it. */
  Report text(String text) {
    lines.add(OneLine.of(text));
    return this;
  }

  /** Adds a text value under both forms. */
  Report add(String key, String label, String value) {
    return put(key, value).line(label, value);
  }

  /** Adds a count. */
  Report count(String key, String label, long value) {
    return put(key, value).line(label, grouped(value));
  }

  /** Adds a time, in milliseconds in JSON. */
  Report time(String key, String label, Duration value) {
    return put(key, millis(value)).line(label, readable(value));
  }

  /** Adds a size in bytes. */
  Report bytes(String key, String label, long value) {
    return put(key, value).line(label, readableBytes(value));
  }

  /** The lines for a reader. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  /** The object of a command that did what it was asked. */
  String success() {
    return write(Map.of("ok", true), json);
  }

  /** The object of a command that failed, with what was known by then. */
  String failure(String kind, String message) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("kind", kind);
    error.put("message", message);
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("ok", false);
    head.put("error", error);
    return write(head, json);
  }

  private static String write(Map<String, Object> head, Map<String, Object> rest) {
    Map<String, Object> all = new LinkedHashMap<>(head);
    all.putAll(rest);
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = new JsonFactory().createGenerator(text)) {
      write(all, generator);
    } catch (IOException e) {
      throw new IllegalStateException("a report that is no JSON", e);
    }
    return text.toString();
  }

  /** Value by value: the first use of a mapper in a process takes a tenth of a second. */
  private static void write(Object value, JsonGenerator generator) throws IOException {
    if (value instanceof Map<?, ?> object) {
      generator.writeStartObject();
      for (Map.Entry<?, ?> entry : object.entrySet()) {
        generator.writeFieldName(String.valueOf(entry.getKey()));
        write(entry.getValue(), generator);
      }
      generator.writeEndObject();
    } else if (value instanceof List<?> array) {
      generator.writeStartArray();
      for (Object element : array) {
        write(element, generator);
      }
      generator.writeEndArray();
    } else if (value instanceof JsonNode tree) {
      JsonMapper.builder().build().writeTree(generator, tree);
    } else {
      generator.writePOJO(value); // a text, a number or a truth value
    }
  }

  /** A duration in milliseconds, to the microsecond. */
  static double millis(Duration value) {
    return Math.round(value.toNanos() / 1e3) / 1e3;
  }

  static String grouped(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  static String readable(Duration value) {
    double seconds = value.toNanos() / 1e9;
    return seconds < 1
        ? String.format(Locale.ROOT, "%.1f ms", seconds * 1e3)
        : String.format(Locale.ROOT, "%.2f s", seconds);
  }

  static String readableBytes(long value) {
    if (value < 1 << 20) {
      return grouped(value) + " bytes";
    }
    boolean large = value >= 1L << 30;
    return String.format(
        Locale.ROOT,
        "%.2f %s (%,d bytes)",
        value / (double) (large ? 1L << 30 : 1L << 20),
        large ? "GiB" : "MiB",
        value);
  }
}
