package dev.merapi.stark.air.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.stark.air.AirCompiler;
import dev.merapi.stark.air.Bus;
import dev.merapi.stark.air.BusSet;
import dev.merapi.stark.air.Column;
import dev.merapi.stark.air.Columns;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.Expr;
import dev.merapi.stark.air.TestAirs;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.kernel.Kernels;
import dev.merapi.stark.parallel.Parallel;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Block programs, scalar and vector, one and several threads, against the row-by-row twins, on
 * arbitrary matrices.
 */
final class BlockProgramTest {
  private static final Bus WIDE = new Bus("wide", 9, Bus.Kind.PERMUTATION, 7);

  private static List<CompiledAir> airs(int maxDegree) {
    return List.of(
        AirCompiler.compile(new TestAirs.Fibonacci(), maxDegree),
        AirCompiler.compile(new TestAirs.Ranged(), maxDegree),
        AirCompiler.compile(new TestAirs.RangeTable(), maxDegree),
        AirCompiler.compile(new TestAirs.Silent(new TestAirs.Ranged()), maxDegree),
        AirCompiler.compile(new TestAirs.Sink(), maxDegree),
        AirCompiler.compile(
            new TestAirs.Simple("mixed", new Columns(), BlockProgramTest::mixed), maxDegree));
  }

  /**
   * Every form of node: constants everywhere, repeated sources, constant messages, many
   * constraints.
   */
  private static void mixed(Columns c, dev.merapi.stark.air.AirBuilder b) {
    Column[] x = c.main("x", 5);
    Column k = c.committed("k");
    for (int i = 0; i < 90; i++) {
      b.assertZero(
          "c",
          x[i % 5].times(i + 2).minus(x[(i + 1) % 5]).times(k.plus(i)).minus(b.publicValue(i % 2)));
    }
    b.whenTransition().assertEqual("next", k.next().times(x[0].next()), x[1].negate());
    b.whenFirst().assertZero("f", x[0].minus(b.publicValue(1)).times(b.publicValue(0)));
    b.whenLast().assertZero("l", Expr.constant(5).minus(k));
    Expr one = Expr.constant(1);
    b.send(
        WIDE,
        one,
        x[0],
        x[0].plus(3),
        x[0].negate(),
        Expr.constant(8).minus(x[1]),
        b.publicValue(0),
        k.times(5),
        one);
    b.receive(WIDE, one, one, one, one, b.publicValue(1), one, one, one);
    b.receive(WIDE, 7, x[2], x[0], x[1], x[2], x[3], x[4], k, k.times(x[1]));
    b.send(WIDE, 7, x[2].minus(x[1]), x[0], x[1], x[2], x[3], x[4], k, k);
    b.receive(WIDE, x[3], x[4], x[1], x[2], x[3], x[4], k, x[4]);
    b.receive(WIDE, x[3], x[3], x[1], x[2], x[3], x[4], k, x[4]);
  }

  private static ColumnMatrix random(SplittableRandom r, int height, int width) {
    ColumnMatrix m = ColumnMatrix.allocate(height, width);
    for (int j = 0; j < width; j++) {
      for (int i = 0; i < height; i++) {
        m.set(j, i, r.nextInt(8) == 0 ? KoalaBear.P - 1 - r.nextInt(2) : r.nextInt(KoalaBear.P));
      }
    }
    return m;
  }

  private static @Nullable ColumnMatrix optional(SplittableRandom r, int height, int width) {
    return width == 0 ? null : random(r, height, width);
  }

  private static void same(ColumnMatrix a, ColumnMatrix b, String what) {
    assertThat(a.width()).isEqualTo(b.width());
    assertThat(a.height()).isEqualTo(b.height());
    for (int j = 0; j < a.width(); j++) {
      for (int i = 0; i < a.height(); i++) {
        if (a.get(j, i) != b.get(j, i)) {
          assertThat(a.get(j, i)).as("%s column %d row %d", what, j, i).isEqualTo(b.get(j, i));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 8, 11, 14})
  void equalToTheTwins(int logHeight) {
    long seed = System.nanoTime();
    SplittableRandom r = new SplittableRandom(seed);
    try (ExecutorService executor = Executors.newFixedThreadPool(2)) {
      Parallel two = Parallel.of(executor, 3);
      for (int maxDegree : new int[] {3, 5}) {
        List<CompiledAir> airs = airs(maxDegree);
        LogUpChallenges ch =
            LogUpChallenges.of(Naive.random(r), Naive.random(r), BusSet.of(airs).maxWidth());
        for (CompiledAir air : airs) {
          if (logHeight == 14 && !air.name().equals("mixed")) {
            continue;
          }
          check(air, logHeight, maxDegree == 3 ? 1 : 2, ch, r, two, "seed " + seed + " " + air);
        }
      }
    }
  }

  private static void check(
      CompiledAir air,
      int logHeight,
      int logBlowup,
      LogUpChallenges ch,
      SplittableRandom r,
      Parallel two,
      String what) {
    int n = 1 << logHeight;
    int[] pv = {r.nextInt(KoalaBear.P), KoalaBear.P - 1, 3};
    Parallel one = Parallel.sequential();
    Kernels[] kernels = {Kernels.scalar(), Kernels.best()};
    if (air.hasInteractions()) {
      ColumnMatrix main = random(r, n, air.mainWidth());
      ColumnMatrix committed = optional(r, n, air.committedWidth());
      LogUpTrace expected = SlowLogUp.generate(air, main, committed, pv, ch, one);
      for (Kernels k : kernels) {
        LogUpTrace got =
            LogUpGenerator.generate(
                air,
                main,
                committed,
                pv,
                ch,
                random(r, n, air.auxWidth()),
                k == kernels[0] ? one : two,
                k);
        assertThat(got.exposedSum()).as(what + k).isEqualTo(expected.exposedSum());
        same(got.aux(), expected.aux(), what + " logup " + k);
      }
    }
    int height = n << logBlowup;
    QuotientInputs in =
        new QuotientInputs(
            random(r, height, air.mainWidth()),
            optional(r, height, air.committedWidth()),
            optional(r, height, air.auxWidth()),
            pv,
            ch,
            Naive.random(r),
            Naive.random(r));
    for (int logD = 0; logD <= logBlowup; logD += logHeight > 10 ? 2 : 1) {
      SelectorTable selectors = SelectorTable.create(logHeight, logBlowup, logD, two);
      ColumnMatrix expected = SlowQuotient.evaluate(air, selectors, in, one);
      for (Kernels k : kernels) {
        ColumnMatrix got =
            QuotientEvaluator.evaluate(air, selectors, in, k == kernels[0] ? one : two, k);
        same(got, expected, what + " quotient " + k);
        QuotientEvaluator.addTo(got, air, selectors, in, Ext.ONE.neg(), two, k);
        same(got, ColumnMatrix.allocate(got.height(), 4), what + " difference " + k);
      }
    }
  }
}
