package dev.merapi.bench.report;

import dev.merapi.metrics.MetricEntry;
import java.util.List;
import java.util.Map;

/**
 * What a metrics file holds.
 *
 * @param entries every counter, then every gauge, in the order of the file
 * @param environment facts on the machine and the build, by name; empty where the file has none
 */
public record MetricsDocument(List<MetricEntry> entries, Map<String, String> environment) {

  /** Copies the entries; the environment keeps its order. */
  public MetricsDocument {
    entries = List.copyOf(entries);
  }

  /**
   * Reads a metrics file.
   *
   * @param name what to call the file in messages
   * @param json its bytes
   * @throws MetricsFormatException if it is no metrics file; the message names the place
   */
  public static MetricsDocument parse(String name, byte[] json) {
    return new MetricsReader(name).read(json);
  }
}
