package dev.merapi.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The report as objects for a JSON writer. */
public final class JsonReport {

  private JsonReport() {}

  /**
   * The keys {@code total}, {@code summary} and {@code groups}. A difference to the previous run
   * stands beside its value, under the value's key and {@code Difference}, where there is one.
   */
  public static Map<String, Object> of(Comparison comparison) {
    Map<String, Object> report = new LinkedHashMap<>();
    Comparison.Total total = comparison.total();
    report.put("total", times(total.proofSeconds(), total.parallelSeconds()));
    List<Map<String, Object>> summary = new ArrayList<>();
    for (Comparison.Line line : comparison.lines()) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("group", line.group().name());
      entry.put("proofs", line.proofs());
      entry.putAll(times(line.proofSeconds(), line.parallelSeconds()));
      summary.add(entry);
    }
    report.put("summary", summary);
    Map<String, Map<String, Object>> groups = new LinkedHashMap<>();
    for (Comparison.Entry entry : comparison.entries()) {
      groups
          .computeIfAbsent(entry.group().name(), unused -> new LinkedHashMap<>())
          .put(entry.metric(), statistics(entry));
    }
    report.put("groups", groups);
    return report;
  }

  private static Map<String, Object> times(Change proof, Change parallel) {
    Map<String, Object> times = new LinkedHashMap<>();
    put(times, "proofSeconds", proof);
    put(times, "parallelSeconds", parallel);
    return times;
  }

  private static Map<String, Object> statistics(Comparison.Entry entry) {
    Map<String, Object> values = new LinkedHashMap<>();
    put(values, "sum", entry.sum());
    values.put("max", entry.statistics().max());
    values.put("min", entry.statistics().min());
    values.put("avg", entry.statistics().avg());
    values.put("count", entry.statistics().count());
    return values;
  }

  private static void put(Map<String, Object> map, String key, Change change) {
    map.put(key, change.value());
    change.difference().ifPresent(difference -> map.put(key + "Difference", difference));
  }
}
