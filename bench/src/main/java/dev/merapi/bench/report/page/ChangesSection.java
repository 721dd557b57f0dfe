package dev.merapi.bench.report.page;

import dev.merapi.bench.report.Comparison;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** What differs from the previous run, the largest difference first. */
record ChangesSection(Comparison comparison) implements Section {

  private static final int MOST = 15;

  @Override
  public String id() {
    return "changes";
  }

  @Override
  public String title() {
    return "Against the previous run";
  }

  @Override
  public boolean present() {
    return comparison.previous() != null;
  }

  @Override
  public void writeTo(Markup out) {
    List<Comparison.Entry> changed =
        comparison.entries().stream()
            .filter(entry -> entry.sum().noticeable())
            .sorted(Comparator.comparingDouble(ChangesSection::size).reversed())
            .toList();
    if (changed.isEmpty()) {
      out.leaf("p", "Nothing differs by a thousandth or more.");
    }
    table(out, "Times", changed, name -> name.endsWith("_ms"));
    table(out, "Sizes", changed, name -> name.endsWith("_bytes"));
    table(out, "Counts", changed, name -> !name.endsWith("_ms") && !name.endsWith("_bytes"));
    if (!comparison.gone().isEmpty()) {
      out.leaf(
          "p",
          "Only in the previous run: " + String.join(", ", comparison.gone()) + ".",
          "class",
          "note");
    }
  }

  private static void table(
      Markup out, String title, List<Comparison.Entry> changed, Predicate<String> which) {
    List<Comparison.Entry> all =
        changed.stream().filter(entry -> which.test(entry.metric())).toList();
    if (all.isEmpty()) {
      return;
    }
    List<Comparison.Entry> shown = all.subList(0, Math.min(MOST, all.size()));
    out.leaf("h3", title);
    String caption =
        shown.size() == all.size()
            ? "Sums that differ, the largest difference first"
            : "The " + MOST + " largest of " + all.size() + " differences of sums";
    Table table = new Table(out, caption, List.of("Metric", "Group", "Before", "Now", "Change"));
    for (Comparison.Entry entry : shown) {
      Double before = entry.sum().previous();
      table
          .row(entry.metric())
          .cell(entry.group().name(), "word")
          .cell(before == null ? "–" : Units.of(entry.metric(), before))
          .cell(Units.of(entry.metric(), entry.sum().value()))
          .change(entry.sum(), true)
          .end();
    }
    table.close();
  }

  private static double size(Comparison.Entry entry) {
    return Math.abs(entry.sum().difference().orElse(0));
  }
}
