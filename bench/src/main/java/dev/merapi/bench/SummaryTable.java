package dev.merapi.bench;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A summary as Markdown: what each case is and took, then the phases. */
public final class SummaryTable {

  private static final String NOTHING = "–";
  private static final double MIB = 1 << 20;
  private static final double SECOND = 1000;

  private SummaryTable() {}

  /** The text, ending in a line feed. */
  public static String markdown(BenchSummary summary) {
    StringBuilder text = new StringBuilder("# Benchmarks\n\n");
    text.append(environment(summary.environment())).append("\n\n");
    if (!summary.complete()) {
      text.append("Not all cases asked for are here: the run did not reach its end.\n\n");
    }
    text.append(cases(summary));
    for (Mode mode : Mode.values()) {
      phases(summary, mode).ifPresent(table -> text.append('\n').append(table));
    }
    coresBusy(summary).ifPresent(table -> text.append('\n').append(table));
    return text.toString();
  }

  private static String environment(Map<String, String> facts) {
    List<String> told = new ArrayList<>();
    for (String fact : List.of("cpu", "os", "jvm", "jvm_flags")) {
      told.add(Objects.requireNonNullElse(facts.get(fact), ""));
    }
    told.add(facts.get("cores") + " cores");
    told.add(facts.get("threads") + " threads");
    told.add(facts.get("security") + ", " + facts.get("hash"));
    told.add("commit " + facts.get("commit"));
    told.add("load average " + facts.get("load_average"));
    told.add("started " + facts.get("started"));
    told.removeIf(String::isEmpty);
    return Table.text(String.join("; ", told)) + ".";
  }

  private static String cases(BenchSummary summary) {
    Table table =
        new Table(
            "case",
            "instructions",
            "segments",
            "cold s",
            "warm s",
            "kcycles/s cold",
            "kcycles/s warm",
            "cells",
            "cells/cycle",
            "proof bytes",
            "verify ms cold",
            "verify ms warm",
            "peak MiB cold",
            "warm-ups");
    for (CaseResult result : summary.cases()) {
      Optional<Measures> cold = result.measures(Mode.COLD);
      Optional<Measures> warm = result.measures(Mode.WARM);
      table.row(
          Table.text(result.name()),
          grouped(result.instructions()),
          Integer.toString(result.segments()),
          cold.map(m -> spread(m.of(Measures.TIME), SECOND)).orElse(NOTHING),
          warm.map(m -> spread(m.of(Measures.TIME), SECOND)).orElse(NOTHING),
          cold.map(m -> number(m.of(Measures.SPEED).median())).orElse(NOTHING),
          warm.map(m -> number(m.of(Measures.SPEED).median())).orElse(NOTHING),
          grouped(result.totalCells()),
          number(result.cellsPerCycle()),
          grouped(result.proofBytes()),
          cold.map(m -> number(m.of(Measures.VERIFY).median())).orElse(NOTHING),
          warm.map(m -> number(m.of(Measures.VERIFY).median())).orElse(NOTHING),
          cold.map(m -> number(m.of(Measures.MEMORY).median() / MIB)).orElse(NOTHING),
          warm.map(m -> m.warmUps() + (m.steady() ? "" : ", not steady")).orElse(NOTHING));
    }
    return table.markdown();
  }

  private static Optional<String> phases(BenchSummary summary, Mode mode) {
    Set<String> titles = new LinkedHashSet<>();
    summary
        .cases()
        .forEach(result ->
            result.measures(mode).ifPresent(measures -> titles.addAll(measures.phases().keySet())));
    if (titles.isEmpty()) {
      return Optional.empty();
    }
    List<String> head = new ArrayList<>(List.of("ms " + mode.label(), "execute", "traces"));
    titles.forEach(title -> head.add(Table.text(title)));
    Table table = new Table(head.toArray(String[]::new));
    for (CaseResult result : summary.cases()) {
      Optional<Measures> found = result.measures(mode);
      if (found.isPresent()) {
        Measures measures = found.get();
        List<String> row =
            new ArrayList<>(
                List.of(
                    Table.text(result.name()),
                    number(measures.of(Measures.EXECUTE).median()),
                    number(measures.of(Measures.TRACES).median())));
        for (String title : titles) {
          Spread spread = measures.phases().get(title);
          row.add(spread == null ? NOTHING : number(spread.median()));
        }
        table.row(row.toArray(String[]::new));
      }
    }
    return Optional.of(table.markdown());
  }

  /** How busy the phases of warm runs keep the machine, and what those runs allocate. */
  private static Optional<String> coresBusy(BenchSummary summary) {
    Set<String> titles = new LinkedHashSet<>();
    for (CaseResult result : summary.cases()) {
      result.measures(Mode.WARM).ifPresent(measures -> titles.addAll(busy(measures).keySet()));
    }
    if (titles.isEmpty()) {
      return Optional.empty();
    }
    List<String> head = new ArrayList<>(List.of("cores busy warm"));
    titles.forEach(title -> head.add(Table.text(title)));
    head.add("allocated MiB");
    Table table = new Table(head.toArray(String[]::new));
    for (CaseResult result : summary.cases()) {
      Optional<Measures> found = result.measures(Mode.WARM);
      if (found.isPresent()) {
        Map<String, Spread> busy = busy(found.get());
        List<String> row = new ArrayList<>(List.of(Table.text(result.name())));
        for (String title : titles) {
          row.add(busy.containsKey(title) ? number(busy.get(title).median()) : NOTHING);
        }
        row.add(
            found
                .get()
                .find(Measures.ALLOCATED)
                .map(spread -> number(spread.median() / MIB))
                .orElse(NOTHING));
        table.row(row.toArray(String[]::new));
      }
    }
    return Optional.of(table.markdown());
  }

  private static Map<String, Spread> busy(Measures measures) {
    return Objects.requireNonNullElse(measures.coresBusy(), Map.of());
  }

  /** The median, and of several values the least and the greatest. */
  static String spread(Spread spread, double unit) {
    String median = number(spread.median() / unit);
    return spread.samples().size() == 1
        ? median
        : "%s (%s–%s)".formatted(median, number(spread.min() / unit), number(spread.max() / unit));
  }

  /** Three digits or more. */
  static String number(double value) {
    String form = value >= 100 ? "%,.0f" : value >= 10 ? "%.1f" : value >= 1 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, form, value);
  }

  static String grouped(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
