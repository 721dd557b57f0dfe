package dev.merapi.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.bench.Comparison.Change;
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
    assertThat(compare(Results.measures(21)).above(1.5)).as("one run").hasSize(1);
    assertThat(compare(Results.measures(5, 5, 5)).above(1.1)).isEmpty();
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
    assertThat(comparison.missing()).containsExactly("x");
    assertThat(comparison.added()).containsExactly("y");
    assertThat(comparison.changes()).isEmpty();
    assertThat(ComparisonTable.markdown(comparison))
        .contains("only in the first: x", "only in the second: y");
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
    assertThat(
            Comparison.of(Results.summary(Results.HERE, old), Results.summary(Results.HERE, now))
                .differences())
        .containsExactly(
            "x: public values 2b00, now 2a00",
            "x: segments 2, now 1",
            "x: total cells 50,001, now 50,000");
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
