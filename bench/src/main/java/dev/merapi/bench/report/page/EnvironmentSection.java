package dev.merapi.bench.report.page;

import dev.merapi.bench.report.Comparison;
import dev.merapi.bench.report.Run;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where the run was measured, and the previous one. */
record EnvironmentSection(Comparison comparison) implements Section {

  @Override
  public String id() {
    return "environment";
  }

  @Override
  public String title() {
    return "Environment";
  }

  @Override
  public boolean present() {
    return !comparison.current().environment().isEmpty();
  }

  @Override
  public void writeTo(Markup out) {
    Map<String, String> now = comparison.current().environment();
    Run previous = comparison.previous();
    Map<String, String> before = previous == null ? Map.of() : previous.environment();
    Set<String> names = new LinkedHashSet<>(now.keySet());
    names.addAll(before.keySet());
    Table table =
        Table.ofWords(
            out,
            "Machine and build",
            previous == null
                ? List.of("Fact", "This run")
                : List.of("Fact", "This run", "Previous run"));
    for (String name : names) {
      String value = value(name, now);
      table.row(name).cell(value);
      if (previous != null) {
        boolean same = value.equals(value(name, before));
        table.cell(same ? "the same" : value(name, before), same ? "same" : "differs");
      }
      table.end();
    }
    table.close();
  }

  private static String value(String name, Map<String, String> facts) {
    String value = facts.getOrDefault(name, "–");
    return name.endsWith("_bytes") && value.matches("\\d{1,18}")
        ? Units.bytes(Long.parseLong(value))
        : value;
  }
}
