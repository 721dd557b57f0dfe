package dev.merapi.metrics;

import dev.merapi.metrics.MetricEntry.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;

/**
 * The file of collected metrics: one JSON object with the keys {@code counter} and {@code gauge},
 * each a list of {@code {"labels":[["group","leaf"]],"metric":"rows","value":"1024"}}, and {@code
 * environment}, an object of strings. Values are strings, labels stand in the order of their
 * scopes.
 */
public final class MetricsFile {

  private MetricsFile() {}

  /** Writes the file whole or not at all. */
  public static void write(Path file, List<MetricEntry> entries, Map<String, String> environment)
      throws IOException {
    Path absolute = file.toAbsolutePath();
    Path temporary =
        absolute.resolveSibling(
            "merapi-metrics.%08x.part".formatted(ThreadLocalRandom.current().nextInt()));
    try {
      Files.writeString(temporary, json(entries, environment), StandardOpenOption.CREATE_NEW);
      Files.move(temporary, absolute, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** The content of the file. */
  public static String json(List<MetricEntry> entries, Map<String, String> environment) {
    return "{\"counter\":["
        + list(entries, Kind.COUNTER)
        + "],\"gauge\":["
        + list(entries, Kind.GAUGE)
        + "],\"environment\":{"
        + environment.entrySet().stream()
            .map(e -> quote(e.getKey()) + ":" + quote(e.getValue()))
            .collect(Collectors.joining(","))
        + "}}\n";
  }

  private static String list(List<MetricEntry> entries, Kind kind) {
    return entries.stream()
        .filter(entry -> entry.kind() == kind)
        .map(MetricsFile::entry)
        .collect(Collectors.joining(","));
  }

  private static String entry(MetricEntry entry) {
    String labels =
        entry.labels().list().stream()
            .map(label -> "[" + quote(label.key()) + "," + quote(label.value()) + "]")
            .collect(Collectors.joining(","));
    return "\n{\"labels\":["
        + labels
        + "],\"metric\":"
        + quote(entry.name())
        + ",\"value\":"
        + quote(entry.text())
        + "}";
  }

  private static String quote(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < 0x20) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
