package dev.merapi.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.bench.Comparison.Change;
import dev.merapi.bench.Comparison.Measured;
import dev.merapi.bench.Comparison.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What changed between two summaries, and what is only noise. */
final class ComparisonTest {

  private static final Measures BEFORE = Results.measures(10, 11, 12);

  @Test
  void aChangeBeyondNoiseIsMarked() {
    assertThat(change(Results.measures(13, 14, 15)).verdict()).isEqualTo(Verdict.HIGHER);
    assertThat(change(Results.measures(7, 9, 8)).verdict()).isEqualTo(Verdict.LOWER);
    assertThat(change(Results.measures(11.9, 20, 30)).verdict()).isEqualTo(Verdict.NOISE);
    assertThat(change(Results.measures(20, 20)).verdict()).isEqualTo(Verdict.TOO_FEW_RUNS);
    assertThat(change(Results.measures(22, 22, 22)).ratio()).isEqualTo(2);
  }

  @Test
  void onlyTimesThatGrewBeyondNoiseFail() {
    assertThat(compare(Results.measures(20, 21, 22)).above(1.5)).hasSize(1);
    assertThat(compare(Results.measures(20, 21, 22)).above(2)).isEmpty();
    assertThat(compare(Results.measures(11, 21, 22)).above(1.5)).as("noise").isEmpty();
    assertThat(compare(Results.measures(21)).above(1.5)).as("one run tells nothing").isEmpty();
    assertThat(compare(Results.measures(21)).untold(1.5)).hasSize(1);
    assertThat(compare(Results.measures(20, 21, 22)).untold(1.5)).isEmpty();
    assertThat(compare(Results.measures(5, 5, 5)).above(1.1)).isEmpty();
  }

  @Test
  void theWorstIsTheFirst() {
    Comparison comparison =
        Comparison.of(
            Results.summary(
                Results.HERE,
                Results.result("x", BEFORE, BEFORE),
                Results.result("y", null, BEFORE)),
            Results.summary(
                Results.HERE,
                Results.result("x", Results.measures(20, 20, 20), Results.measures(44, 44, 44)),
                Results.result("y", null, Results.measures(33, 33, 33))));
    assertThat(comparison.above(1.5)).extracting(Change::ratio).containsExactly(4.0, 3.0, 1.8182);
  }

  @Test
  void environmentsAreCompared() {
    Map<String, String> there = new LinkedHashMap<>(Results.HERE);
    there.put("cpu", "b");
    there.put("load_average", "7");
    there.put("commit", "abc");
    there.remove("security");
    CaseResult same = Results.result("x", BEFORE, null);
    Comparison comparison =
        Comparison.of(Results.summary(Results.HERE, same), Results.summary(there, same));
    assertThat(comparison.warnings())
        .containsExactly("cpu differs: a, b", "security differs: proven-100, not given");
    assertThat(comparison.differences()).isEmpty();
  }

  @Test
  void casesOfOneAloneAreNamed() {
    CaseResult x = Results.result("x", BEFORE, BEFORE);
    CaseResult y = Results.result("y", null, BEFORE);
    Comparison comparison =
        Comparison.of(Results.summary(Results.HERE, x), Results.summary(Results.HERE, y));
    assertThat(comparison.missing())
        .extracting(Measured::toString)
        .containsExactly("x, cold", "x, warm");
    assertThat(comparison.added()).containsExactly(new Measured("y", Mode.WARM));
    assertThat(comparison.changes()).isEmpty();
    assertThat(ComparisonTable.markdown(comparison))
        .contains("Nothing to compare", "only in the first: x, warm", "only in the second: y");
  }

  @Test
  void aModeOfOneAloneIsNamed() {
    CaseResult both = Results.result("x", BEFORE, BEFORE);
    CaseResult warm = Results.result("x", null, BEFORE);
    Comparison comparison =
        Comparison.of(Results.summary(Results.HERE, both), Results.summary(Results.HERE, warm));
    assertThat(comparison.missing()).containsExactly(new Measured("x", Mode.COLD));
    assertThat(comparison.added()).isEmpty();
    assertThat(comparison.changes()).isNotEmpty();
  }

  @Test
  void whatIsNotCompleteIsWarnedOf() {
    BenchSummary whole = Results.summary(Results.HERE, Results.result("x", BEFORE, null));
    BenchSummary part = whole.completed(false);
    assertThat(Comparison.of(whole, whole).warnings()).isEmpty();
    assertThat(Comparison.of(part, whole).warnings())
        .containsExactly("the first is not complete: its run did not reach its end");
    assertThat(Comparison.of(whole, part).warnings())
        .containsExactly("the second is not complete: its run did not reach its end");
  }

  @Test
  void namesMakeNoMarkup() {
    BenchSummary odd =
        Results.summary(
            Map.of("cpu", "c\u001b[31m\n# x"), Results.result("a\\|b\n<i>\u202e", BEFORE, null));
    assertThat(ComparisonTable.markdown(Comparison.of(odd, odd)))
        .contains("| a\\\\\\|b?\\<i\\>? |")
        .doesNotContain("<i>");
    assertThat(SummaryTable.markdown(odd))
        .contains("| a\\\\\\|b?\\<i\\>? |", "c?\\[31m?# x;")
        .doesNotContain("\u001b");
  }

  @Test
  void whatShouldBeTheSameIsListed() {
    CaseResult now = Results.result("x", BEFORE, null);
    CaseResult old =
        new CaseResult(
            "x",
            "x",
            now.instructions(),
            2,
            now.mainCells(),
            now.totalCells() + 1,
            now.cellsPerCycle(),
            now.proofBytes(),
            now.securityBits(),
            "2b00",
            BEFORE,
            null);
    Comparison comparison =
        Comparison.of(Results.summary(Results.HERE, old), Results.summary(Results.HERE, now));
    assertThat(comparison.contradictions()).containsExactly("x: public values 2b00, now 2a00");
    assertThat(comparison.differences())
        .containsExactly("x: segments 2, now 1", "x: total cells 50,001, now 50,000");
  }

  private static Comparison compare(Measures after) {
    return Comparison.of(
        Results.summary(Results.HERE, Results.result("x", null, BEFORE)),
        Results.summary(Results.HERE, Results.result("x", null, after)));
  }

  private static Change change(Measures after) {
    return compare(after).changes().stream()
        .filter(change -> change.measure().equals(Measures.TIME))
        .findFirst()
        .orElseThrow();
  }
}
