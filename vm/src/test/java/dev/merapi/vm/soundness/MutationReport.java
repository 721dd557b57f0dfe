package dev.merapi.vm.soundness;

import dev.merapi.vm.soundness.Judgement.Meaning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What objected to the changes of one table, column by column. */
final class MutationReport implements Mutations.Visitor {

  /**
   * Columns that may change together without changing what a row says, with the reason. No column
   * may change alone, but where a row says nothing.
   */
  static final Map<String, Map<String, String>> FREE =
      Map.of(
          "mul",
          Map.of("over.byte+over.quads", "only over.byte + 4·over.quads is used: one carry"),
          "mul_high",
          Map.of("c1.byte+c1.quads", "only c1.byte + 4·c1.quads is used: one carry"),
          "div_rem",
          Map.of("c1.byte+c1.quads", "only c1.byte + 4·c1.quads is used: one carry"),
          "hint",
          Map.of(
              "pointer.hi+pointer.lo",
              "in rows of a run after its first, only low + 2^16·high is used",
              "count.hi+count.lo",
              "in rows without a count register, only low + 2^16·high is used"));

  /**
   * Columns whose rows stand whatever they hold, as it is the prover's choice: whoever reads what
   * they write objects. A hint may be any word.
   */
  private static final Map<String, Set<String>> INPUTS =
      Map.of("hint", Set.of("data.lo", "data.hi"));

  /** How many changes met which objection. */
  static final class Tally {
    private int constraint;
    private int bus;
    private int both;
    private int silent;
    private int excused;

    /** All changes. */
    int all() {
      return constraint + bus + both + silent + excused;
    }

    /** Those that a row which says something did not survive. */
    int objected() {
      return constraint + bus + both;
    }

    private void add(Tally o) {
      constraint += o.constraint;
      bus += o.bus;
      both += o.both;
      silent += o.silent;
      excused += o.excused;
    }

    private String cells() {
      return all() + " | " + constraint + " | " + bus + " | " + both + " | " + silent;
    }
  }

  /** The head of the table that {@link #line} fills. */
  static final String HEAD =
      "| table | one column | constraint | bus | both | silent"
          + " | several | constraint | bus | both | silent | excused |\n"
          + "| --- |"
          + " ---: |".repeat(11)
          + "\n";

  /** The head of the table that {@link #columnLines} fills. */
  static final String COLUMNS_HEAD =
      "| table | column | changes | constraint | bus | both | silent |\n"
          + "| --- | --- |"
          + " ---: |".repeat(5)
          + "\n";

  private final Judge judge;
  private final Subject subject;
  private final Map<Integer, Tally> columns = new TreeMap<>();
  private final Tally combined = new Tally();
  private final Map<String, Integer> excuses = new TreeMap<>();
  private final List<String> holes = new ArrayList<>();

  /** A report on {@code subject}. */
  MutationReport(Subject subject) {
    this.subject = subject;
    this.judge = new Judge(subject);
  }

  /** Makes and judges all changes. */
  static MutationReport of(Subject subject, Mutations.Effort effort) {
    MutationReport report = new MutationReport(subject);
    new Mutations(subject, effort).forEach(report);
    return report;
  }

  @Override
  public void single(int column, Change change) {
    count(change, columns.computeIfAbsent(column, c -> new Tally()));
  }

  @Override
  public void combined(Change change) {
    count(change, combined);
  }

  private void count(Change change, Tally tally) {
    Judgement judgement = judge.judge(change);
    if (judgement.byConstraint() && judgement.byBus()) {
      tally.both++;
    } else if (judgement.byConstraint()) {
      tally.constraint++;
    } else if (judgement.byBus()) {
      tally.bus++;
    } else if (judgement.meaning() == Meaning.SILENT) {
      tally.silent++;
    } else if (judgement.meaning() == Meaning.SAME && isExcused(change)) {
      tally.excused++;
    } else if (isInput(change)) {
      tally.bus++;
    } else {
      holes.add(
          subject.air().name()
              + " "
              + judgement.meaning()
              + ", row "
              + change.rows()
              + ": "
              + change.describe(subject.air()));
    }
  }

  /** Whether cells changed that are the prover's choice, so that only a reader can object. */
  private boolean isInput(Change change) {
    Set<String> names = names(change);
    boolean input = names.removeAll(INPUTS.getOrDefault(subject.air().name(), Set.of()));
    return input && (names.isEmpty() || isFree(names));
  }

  private boolean isExcused(Change change) {
    Set<String> names = names(change);
    if (isFree(names)) {
      excuses.merge(String.join("+", names), 1, Integer::sum);
      return true;
    }
    return false;
  }

  private boolean isFree(Set<String> names) {
    return FREE.getOrDefault(subject.air().name(), Map.of()).containsKey(String.join("+", names));
  }

  private Set<String> names(Change change) {
    Set<String> names = new TreeSet<>();
    change.cells().keySet().forEach(cell -> names.add(subject.air().mainName(cell.column())));
    return names;
  }

  /** Changes that nothing objected to though a row that speaks changed. */
  List<String> holes() {
    return holes;
  }

  /** The tallies of changes of one column. */
  Map<Integer, Tally> columns() {
    return columns;
  }

  /** The tally of changes of several columns. */
  Tally combined() {
    return combined;
  }

  /** Column sets that may change together, as often as they did. */
  Map<String, Integer> excuses() {
    return excuses;
  }

  /** All tallies of single changes together. */
  Tally singles() {
    Tally sum = new Tally();
    columns.values().forEach(sum::add);
    return sum;
  }

  /** A line for the table: singles, then combined. */
  String line() {
    return "| "
        + subject.air().name()
        + " | "
        + singles().cells()
        + " | "
        + combined.cells()
        + " | "
        + combined.excused
        + " |\n";
  }

  /** Lines for the table of columns, those of an array together. */
  String columnLines() {
    Map<String, Tally> families = new LinkedHashMap<>();
    Map<String, Integer> members = new LinkedHashMap<>();
    columns.forEach((column, tally) -> {
      String family = family(subject.air().mainName(column));
      families.computeIfAbsent(family, f -> new Tally()).add(tally);
      members.merge(family, 1, Integer::sum);
    });
    StringBuilder lines = new StringBuilder();
    families.forEach((family, tally) -> {
      int count = members.getOrDefault(family, 1);
      String name = count == 1 ? family : family + "[0.." + (count - 1) + "]";
      lines.append("| ").append(subject.air().name()).append(" | ").append(name);
      lines.append(" | ").append(tally.cells()).append(" |\n");
    });
    return lines.toString();
  }

  /** The name of the array a column is in. */
  static String family(String column) {
    int bracket = column.indexOf('[');
    return bracket < 0 ? column : column.substring(0, bracket);
  }
}
