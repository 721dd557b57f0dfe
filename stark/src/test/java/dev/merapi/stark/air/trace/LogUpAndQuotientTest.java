package dev.merapi.stark.air.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.merapi.stark.air.BusSet;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.ConstraintEvaluator;
import dev.merapi.stark.air.ConstraintInputs;
import dev.merapi.stark.air.NativeArithmetic;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.parallel.Parallel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LogUpAndQuotientTest {

  @BeforeEach
  void registersWereUsed() {
    UsedRegisters.handOut();
  }

  private static final Parallel SEQUENTIAL = Parallel.sequential();
  private final SplittableRandom random = new SplittableRandom(11);

  private LogUpChallenges challenges(List<CompiledAir> airs) {
    return LogUpChallenges.of(
        Naive.random(random), Naive.random(random), BusSet.of(airs).maxWidth());
  }

  private static Ext total(Traces t, LogUpChallenges ch) {
    Ext sum = Ext.ZERO;
    for (int i = 1; i < 4; i++) {
      sum =
          sum.add(
              LogUpGenerator.generate(
                      t.airs.get(i),
                      t.main.get(i),
                      t.committed.get(i),
                      t.publicValues,
                      ch,
                      SEQUENTIAL)
                  .exposedSum());
    }
    return sum;
  }

  @ParameterizedTest
  @CsvSource({"1,3", "13,3", "70,3", "13,5"})
  void sumsOfMatchingBusesCancel(int rows, int degree) {
    Traces t = new Traces(rows, degree, 4);
    LogUpChallenges ch = challenges(t.airs);
    assertThat(total(t, ch)).isEqualTo(Ext.ZERO);
    Traces.shift(t.main.get(3), 1, t.main.get(3).height() - 1, 1);
    assertThat(total(t, ch)).isNotEqualTo(Ext.ZERO);
  }

  /** What stands in a silent last row is neither summed, nor read, nor in the way of the proof. */
  @Test
  void silentLastRowsDoNotCount() {
    Traces t = new Traces(13, 3, 4, true);
    LogUpChallenges ch = challenges(t.airs);
    assertThat(total(t, ch)).isEqualTo(Ext.ZERO);
    assertThat(quotientHolds(t, 1, 1)).isTrue();
    Traces.put(t.main.get(1), 15, 1, 200, 3);
    assertThat(TraceChecker.check(t.airs, t.main, t.committed, t.publicValues)).isEmpty();
    assertThat(total(t, ch)).isEqualTo(Ext.ZERO);
    assertThat(quotientHolds(t, 1, 1)).isTrue();
    Traces.put(t.main.get(1), 14, 1, 200, 3);
    assertThat(TraceChecker.check(t.airs, t.main, t.committed, t.publicValues)).isNotEmpty();
    assertThat(total(t, ch)).isNotEqualTo(Ext.ZERO);
  }

  /** The sum of a silent last row cannot be slipped in at the end. */
  @Test
  void silentLastRowsCannotBeSummed() {
    Traces t = new Traces(13, 3, 4, true);
    LogUpChallenges ch = challenges(t.airs);
    Traces.put(t.main.get(1), 15, 1, 200, 3);
    LogUpTrace honest =
        LogUpGenerator.generate(t.airs.get(1), t.main.get(1), null, t.publicValues, ch, SEQUENTIAL);
    assertThat(holds(t, 1, 1, ch, honest.aux(), honest.exposedSum())).isTrue();
    Ext phi =
        new Ext(
            honest.aux().get(4, 15),
            honest.aux().get(5, 15),
            honest.aux().get(6, 15),
            honest.aux().get(7, 15));
    assertThat(holds(t, 1, 1, ch, honest.aux(), honest.exposedSum().add(phi))).isFalse();
  }

  @Test
  void zeroDenominatorIsNamed() {
    Traces t = new Traces(13, 3, 4);
    LogUpChallenges any = challenges(t.airs);
    // α = -β^W·(bus + 1) - x for the value x looked up in row 0
    Ext alpha =
        any.betaPowers()
            .getLast()
            .mul(KoalaBear.fromCanonical(6))
            .neg()
            .sub(t.main.get(1).get(1, 0));
    LogUpChallenges bad = new LogUpChallenges(alpha, any.betaPowers());
    assertThatThrownBy(() ->
            LogUpGenerator.generate(
                t.airs.get(1), t.main.get(1), null, t.publicValues, bad, SEQUENTIAL))
        .isInstanceOf(ZeroDenominatorException.class)
        .hasMessageContaining("ranged");
  }

  /** The quotient is a polynomial of the right degree exactly when the trace is valid. */
  @ParameterizedTest
  @CsvSource({"0,3,1", "1,3,1", "2,3,1", "3,3,1", "1,5,2", "3,5,2", "1,3,2"})
  void quotientIsLowDegreeAndMatchesTheVerifier(int index, int maxDegree, int logBlowup) {
    Traces t = new Traces(13, maxDegree, 6);
    assertThat(quotientHolds(t, index, logBlowup)).isTrue();
    Traces.shift(t.main.get(index), 0, 5, 1);
    if (index == 0) {
      assertThat(quotientHolds(t, index, logBlowup)).isFalse();
    }
  }

  /** A wrong exposed sum breaks the quotient. */
  @Test
  void exposedSumIsBound() {
    Traces t = new Traces(13, 3, 6);
    LogUpChallenges ch = challenges(t.airs);
    LogUpTrace honest =
        LogUpGenerator.generate(t.airs.get(1), t.main.get(1), null, t.publicValues, ch, SEQUENTIAL);
    assertThat(holds(t, 1, 1, ch, honest.aux(), honest.exposedSum())).isTrue();
    assertThat(holds(t, 1, 1, ch, honest.aux(), honest.exposedSum().add(KoalaBear.ONE))).isFalse();
    for (int column = 0; column < honest.aux().width(); column += 3) {
      for (int row : new int[] {0, 7, 15}) {
        Traces.shift(honest.aux(), column, row, 1);
        assertThat(holds(t, 1, 1, ch, honest.aux(), honest.exposedSum())).isFalse();
        Traces.shift(honest.aux(), column, row, -1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1,1,0", "1,1,1", "2,2,1", "5,1,1", "10,2,2", "14,1,1"})
  void selectorsAreTheirFormulas(int logHeight, int logBlowup, int logDegree) {
    SelectorTable table = SelectorTable.create(logHeight, logBlowup, logDegree, SEQUENTIAL);
    int n = 1 << logHeight;
    int root = KoalaBear.rootOfUnity(logHeight);
    for (int c = 0; c < 1 << logDegree; c++) {
      for (int i = 0; i < n; i += i < 20 || i > n - 20 ? 1 : 97) {
        int exponent = (i << logBlowup) + (c << (logBlowup - logDegree));
        int x =
            KoalaBear.mul(
                KoalaBear.cosetShift(logHeight + logBlowup),
                KoalaBear.pow(KoalaBear.rootOfUnity(logHeight + logBlowup), exponent));
        int z = KoalaBear.sub(KoalaBear.pow(x, n), KoalaBear.ONE);
        int transition = KoalaBear.sub(x, KoalaBear.inverse(root));
        int at = c * n + i;
        assertThat(KoalaBear.mul(table.inverseVanishing(c), z)).isEqualTo(KoalaBear.ONE);
        assertThat(table.values().get(2, at)).isEqualTo(transition);
        assertThat(table.values().get(1, at))
            .isEqualTo(KoalaBear.mul(z, KoalaBear.inverse(transition)));
        assertThat(table.values().get(0, at))
            .isEqualTo(KoalaBear.mul(z, KoalaBear.inverse(KoalaBear.sub(x, KoalaBear.ONE))));
      }
    }
  }

  private boolean quotientHolds(Traces t, int index, int logBlowup) {
    LogUpChallenges ch = challenges(t.airs);
    CompiledAir air = t.airs.get(index);
    LogUpTrace logUp =
        air.hasInteractions()
            ? LogUpGenerator.generate(
                air, t.main.get(index), t.committed.get(index), t.publicValues, ch, SEQUENTIAL)
            : null;
    return holds(
        t,
        index,
        logBlowup,
        ch,
        logUp == null ? null : logUp.aux(),
        logUp == null ? Ext.ZERO : logUp.exposedSum());
  }

  /** folded(z) = Q(z)·(z^n - 1) at a random z, Q from its values on the quotient domain. */
  private boolean holds(
      Traces t, int index, int logBlowup, LogUpChallenges ch, @Nullable ColumnMatrix aux, Ext sum) {
    CompiledAir air = t.airs.get(index);
    ColumnMatrix main = t.main.get(index);
    ColumnMatrix committed = t.committed.get(index);
    int n = main.height();
    int logN = Integer.numberOfTrailingZeros(n);
    int logD = 32 - Integer.numberOfLeadingZeros(air.quotientDegree() - 1);
    Ext fold = Naive.random(random);
    SelectorTable selectors = SelectorTable.create(logN, logBlowup, logD, SEQUENTIAL);
    ColumnMatrix q =
        QuotientEvaluator.evaluate(
            air,
            selectors,
            new QuotientInputs(
                Naive.extend(main, logBlowup),
                committed == null ? null : Naive.extend(committed, logBlowup),
                aux == null ? null : Naive.extend(aux, logBlowup),
                t.publicValues,
                ch,
                sum,
                fold),
            SEQUENTIAL);
    int root = KoalaBear.rootOfUnity(logN);
    Ext z = Naive.random(random);
    NativeArithmetic ops = new NativeArithmetic();
    Ext vanishing = z.pow(n).sub(KoalaBear.ONE);
    Ext last = z.sub(KoalaBear.inverse(root));
    Ext folded =
        ConstraintEvaluator.fold(
            air,
            ops,
            new ConstraintInputs<>(
                open(main, committed, aux, z),
                open(main, committed, aux, z.mul(root)),
                Arrays.stream(t.publicValues)
                    .mapToObj(v -> Ext.of(KoalaBear.fromCanonical(v)))
                    .toList(),
                vanishing.mul(z.sub(KoalaBear.ONE).inverse()),
                vanishing.mul(last.inverse()),
                last,
                ch.alpha(),
                ch.betaPowers(),
                sum,
                fold));
    return folded.equals(atPoint(q, logN, logBlowup, logD, z).mul(vanishing));
  }

  /** The value at z of the polynomial of degree below n·D with these coset-major values. */
  private static Ext atPoint(ColumnMatrix q, int logN, int logBlowup, int logD, Ext z) {
    int n = 1 << logN;
    int d = 1 << logD;
    Ext[] natural = new Ext[n * d];
    for (int c = 0; c < d; c++) {
      for (int i = 0; i < n; i++) {
        int at = c * n + i;
        natural[i * d + c] = new Ext(q.get(0, at), q.get(1, at), q.get(2, at), q.get(3, at));
      }
    }
    return Naive.evaluate(Naive.interpolate(natural, KoalaBear.cosetShift(logN + logBlowup)), z);
  }

  private static ConstraintInputs.Row<Ext> open(
      ColumnMatrix main, @Nullable ColumnMatrix committed, @Nullable ColumnMatrix aux, Ext at) {
    return new ConstraintInputs.Row<>(open(main, at), open(committed, at), open(aux, at));
  }

  private static List<Ext> open(@Nullable ColumnMatrix m, Ext at) {
    if (m == null) {
      return new ArrayList<>();
    }
    return IntStream.range(0, m.width())
        .mapToObj(j -> Naive.evaluate(Naive.interpolate(Naive.column(m, j), KoalaBear.ONE), at))
        .toList();
  }
}
