package dev.merapi.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What changed from one summary to another.
 *
 * @param warnings one line for each thing that makes them hard to compare
 * @param differences one line for each thing that should be the same in every run of a case
 * @param changes one for each measure of each case and mode that both have
 * @param missing the cases that only the first has
 * @param added the cases that only the second has
 */
public record Comparison(
    List<String> warnings,
    List<String> differences,
    List<Change> changes,
    List<String> missing,
    List<String> added) {

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

    /** Whether this is a time that grew beyond a ratio, and not by noise as far as can be told. */
    public boolean above(double most) {
      return measure.equals(Measures.TIME) && ratio > most && verdict != Verdict.NOISE;
    }
  }

  /** Compares two summaries. */
  public static Comparison of(BenchSummary before, BenchSummary after) {
    List<String> warnings = BenchEnvironment.differences(before.environment(), after.environment());
    List<String> differences = new ArrayList<>();
    List<Change> changes = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    for (CaseResult old : before.cases()) {
      Optional<CaseResult> found = after.find(old.name());
      if (found.isEmpty()) {
        missing.add(old.name());
        continue;
      }
      facts(old, found.get(), differences);
      for (Mode mode : Mode.values()) {
        old.measures(mode)
            .ifPresent(then ->
                found
                    .get()
                    .measures(mode)
                    .ifPresent(now -> changes.addAll(changes(old.name(), mode, then, now))));
      }
    }
    List<String> added =
        after.cases().stream()
            .map(CaseResult::name)
            .filter(name -> before.find(name).isEmpty())
            .toList();
    return new Comparison(warnings, differences, changes, missing, added);
  }

  /** The same as JSON; its keys are the names here. */
  public JsonNode tree() {
    return BenchSummary.MAPPER.valueToTree(this);
  }

  /** The times that grew beyond a ratio. */
  public List<Change> above(double most) {
    return changes.stream().filter(change -> change.above(most)).toList();
  }

  /** What is no measure but differs: the run itself, its trace, its proof. */
  private static void facts(CaseResult old, CaseResult now, List<String> lines) {
    fact(old.name(), "public values", old.publicValues(), now.publicValues(), lines);
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
