package dev.merapi.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What changed from one summary to another.
 *
 * @param warnings one line for each thing that makes them hard to compare
 * @param contradictions one line for each case that does not reveal the same
 * @param differences one line for each other thing that should be the same in every run of a case
 * @param changes one for each measure of each case and mode that both have
 * @param missing what only the first has measured
 * @param added what only the second has measured
 */
public record Comparison(
    List<String> warnings,
    List<String> contradictions,
    List<String> differences,
    List<Change> changes,
    List<Measured> missing,
    List<Measured> added) {

  /** Fewer runs than these say nothing of how much they vary. */
  public static final int FEWEST_RUNS = 3;

  private static final List<String> MEASURES =
      List.of(Measures.TIME, Measures.VERIFY, Measures.MEMORY);

  /** How a change is to be taken. */
  public enum Verdict {
    /** All runs of the second are below all of the first. */
    LOWER,
    /** All runs of the second are above all of the first. */
    HIGHER,
    /** The runs of the two overlap. */
    NOISE,
    /** Too few runs to tell. */
    TOO_FEW_RUNS
  }

  /**
   * Runs of a case in one mode.
   *
   * @param name the case
   * @param mode how it was run
   */
  public record Measured(String name, Mode mode) {
    @Override
    public String toString() {
      return name + ", " + mode.label();
    }
  }

  /**
   * One measure of one case.
   *
   * @param name the case
   * @param mode how it was run
   * @param measure by its name in {@link Measures}
   * @param before its values in the first summary
   * @param after those in the second
   * @param ratio the second's median by the first's
   * @param verdict whether that is more than noise
   */
  public record Change(
      String name,
      Mode mode,
      String measure,
      Spread before,
      Spread after,
      double ratio,
      Verdict verdict) {

    /** Whether this is a time of a ratio beyond another. */
    private boolean above(double most) {
      return measure.equals(Measures.TIME) && ratio > most;
    }
  }

  /** Compares two summaries. */
  public static Comparison of(BenchSummary before, BenchSummary after) {
    List<String> warnings =
        new ArrayList<>(BenchEnvironment.differences(before.environment(), after.environment()));
    incomplete("first", before).ifPresent(warnings::add);
    incomplete("second", after).ifPresent(warnings::add);
    List<String> contradictions = new ArrayList<>();
    List<String> differences = new ArrayList<>();
    List<Change> changes = new ArrayList<>();
    for (CaseResult old : before.cases()) {
      Optional<CaseResult> found = after.find(old.name());
      if (found.isPresent()) {
        CaseResult now = found.get();
        fact(old.name(), "public values", old.publicValues(), now.publicValues(), contradictions);
        facts(old, now, differences);
        for (Mode mode : Mode.values()) {
          Optional<Measures> then = old.measures(mode);
          Optional<Measures> again = now.measures(mode);
          if (then.isPresent() && again.isPresent()) {
            changes.addAll(changes(old.name(), mode, then.get(), again.get()));
          }
        }
      }
    }
    return new Comparison(
        warnings,
        contradictions,
        differences,
        changes,
        onlyIn(before, after),
        onlyIn(after, before));
  }

  private static Optional<String> incomplete(String which, BenchSummary summary) {
    return summary.complete()
        ? Optional.empty()
        : Optional.of("the %s is not complete: its run did not reach its end".formatted(which));
  }

  private static List<Measured> onlyIn(BenchSummary one, BenchSummary other) {
    List<Measured> only = new ArrayList<>();
    for (CaseResult result : one.cases()) {
      Optional<CaseResult> found = other.find(result.name());
      for (Mode mode : Mode.values()) {
        if (result.measures(mode).isPresent()
            && found.flatMap(there -> there.measures(mode)).isEmpty()) {
          only.add(new Measured(result.name(), mode));
        }
      }
    }
    return only;
  }

  /** The same as JSON; its keys are the names here. */
  public JsonNode tree() {
    return BenchSummary.MAPPER.valueToTree(this);
  }

  /** The times that grew beyond a ratio, and not by noise; the worst is the first. */
  public List<Change> above(double most) {
    return beyond(most, Verdict.HIGHER);
  }

  /** The times beyond a ratio of which too few runs tell nothing; the worst is the first. */
  public List<Change> untold(double most) {
    return beyond(most, Verdict.TOO_FEW_RUNS);
  }

  private List<Change> beyond(double most, Verdict verdict) {
    return changes.stream()
        .filter(change -> change.verdict() == verdict && change.above(most))
        .sorted(Comparator.comparingDouble(Change::ratio).reversed())
        .toList();
  }

  /** What is no measure but differs: the run itself, its trace, its proof. */
  private static void facts(CaseResult old, CaseResult now, List<String> lines) {
    fact(old.name(), "instructions", old.instructions(), now.instructions(), lines);
    fact(old.name(), "segments", old.segments(), now.segments(), lines);
    fact(old.name(), "total cells", old.totalCells(), now.totalCells(), lines);
    fact(old.name(), "proof bytes", old.proofBytes(), now.proofBytes(), lines);
  }

  private static void fact(String name, String what, Object old, Object now, List<String> lines) {
    if (!old.equals(now)) {
      String form = old instanceof Number ? "%s: %s %,d, now %,d" : "%s: %s %s, now %s";
      lines.add(String.format(Locale.ROOT, form, name, what, old, now));
    }
  }

  private static List<Change> changes(String name, Mode mode, Measures then, Measures now) {
    List<Change> changes = new ArrayList<>();
    for (String measure : MEASURES) {
      if (measure.equals(Measures.MEMORY) && mode == Mode.WARM) {
        continue; // The process of warm runs has had other cases in it.
      }
      Spread before = then.of(measure);
      Spread after = now.of(measure);
      if (before.median() > 0) {
        changes.add(
            new Change(
                name,
                mode,
                measure,
                before,
                after,
                Math.rint(after.median() / before.median() * 1e4) / 1e4,
                verdict(before, after)));
      }
    }
    return changes;
  }

  private static Verdict verdict(Spread before, Spread after) {
    if (Math.min(before.samples().size(), after.samples().size()) < FEWEST_RUNS) {
      return Verdict.TOO_FEW_RUNS;
    }
    if (!before.apartFrom(after)) {
      return Verdict.NOISE;
    }
    return after.max() < before.min() ? Verdict.LOWER : Verdict.HIGHER;
  }
}
