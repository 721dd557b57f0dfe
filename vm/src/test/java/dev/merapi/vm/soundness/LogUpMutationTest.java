package dev.merapi.vm.soundness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.ConstraintArithmetic;
import dev.merapi.stark.air.ConstraintEvaluator;
import dev.merapi.stark.air.ConstraintInputs;
import dev.merapi.stark.air.trace.LogUpChallenges;
import dev.merapi.stark.air.trace.LogUpGenerator;
import dev.merapi.stark.air.trace.LogUpTrace;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.parallel.Parallel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Changed cells of the columns LogUp adds, and of the exposed sum, break its constraints. */
class LogUpMutationTest {
  private static final int MAX_WIDTH = 24;

  private final Random random = new Random(20261123);
  private final Scene scene = new Scene();
  private final LogUpChallenges challenges = LogUpChallenges.of(element(), element(), MAX_WIDTH);

  private Ext element() {
    return new Ext(base(), base(), base(), base());
  }

  private int base() {
    return KoalaBear.fromCanonical(random.nextInt(KoalaBear.P));
  }

  @Test
  void changedColumnsBreakConstraints() {
    List<CompiledAir> airs = scene.machine().compiled();
    for (int i = 0; i < airs.size(); i++) {
      attack(airs.get(i), scene.main().get(i), scene.committed().get(i));
    }
  }

  private void attack(CompiledAir air, ColumnMatrix main, @Nullable ColumnMatrix committed) {
    LogUpTrace honest =
        LogUpGenerator.generate(
            air, main, committed, scene.publicValues(), challenges, Parallel.sequential());
    int height = main.height();
    ColumnMatrix aux = honest.aux();
    for (int row : new TreeSet<>(List.of(0, height / 2, height - 1))) {
      assertThat(holds(air, main, committed, honest, row)).isTrue();
      for (int c = 0; c < air.auxWidth(); c++) {
        int cell = aux.get(c, row);
        for (int value : new int[] {KoalaBear.add(cell, KoalaBear.ONE), base()}) {
          aux.set(c, row, value);
          boolean before = holds(air, main, committed, honest, (row + height - 1) % height);
          assertThat(before && holds(air, main, committed, honest, row))
              .as("%s, column %d of LogUp, row %d", air.name(), c, row)
              .isFalse();
        }
        aux.set(c, row, cell);
      }
    }
    for (int q = 0; q < Ext.DEGREE; q++) {
      int[] sum = new int[Ext.DEGREE];
      honest.exposedSum().write(sum, 0);
      sum[q] = KoalaBear.add(sum[q], KoalaBear.ONE);
      LogUpTrace claimed = new LogUpTrace(aux, Ext.read(sum, 0));
      assertThat(holds(air, main, committed, claimed, height - 1)).as(air.name()).isFalse();
    }
  }

  private boolean holds(
      CompiledAir air,
      ColumnMatrix main,
      @Nullable ColumnMatrix committed,
      LogUpTrace logUp,
      int row) {
    int height = main.height();
    boolean last = row == height - 1;
    ConstraintInputs<Ext> inputs =
        new ConstraintInputs<>(
            row(main, committed, logUp, row),
            row(main, committed, logUp, (row + 1) % height),
            Arrays.stream(scene.publicValues())
                .mapToObj(v -> Ext.of(KoalaBear.fromCanonical(v)))
                .toList(),
            row == 0 ? Ext.ONE : Ext.ZERO,
            last ? Ext.ONE : Ext.ZERO,
            last ? Ext.ZERO : Ext.ONE,
            challenges.alpha(),
            challenges.betaPowers(),
            logUp.exposedSum(),
            Ext.ONE);
    return ConstraintEvaluator.all(air, new Arithmetic(), inputs).stream().allMatch(Ext::isZero);
  }

  private static ConstraintInputs.Row<Ext> row(
      ColumnMatrix main, @Nullable ColumnMatrix committed, LogUpTrace logUp, int row) {
    return new ConstraintInputs.Row<>(
        cells(main, row),
        committed == null ? List.of() : cells(committed, row),
        cells(logUp.aux(), row));
  }

  private static List<Ext> cells(ColumnMatrix matrix, int row) {
    List<Ext> cells = new ArrayList<>();
    for (int c = 0; c < matrix.width(); c++) {
      cells.add(Ext.of(matrix.get(c, row)));
    }
    return cells;
  }

  private static final class Arithmetic implements ConstraintArithmetic<Ext> {
    private static final Ext X = new Ext(0, KoalaBear.ONE, 0, 0);

    @Override
    public Ext constant(int canonical) {
      return Ext.of(KoalaBear.fromCanonical(canonical));
    }

    @Override
    public Ext add(Ext a, Ext b) {
      return a.add(b);
    }

    @Override
    public Ext sub(Ext a, Ext b) {
      return a.sub(b);
    }

    @Override
    public Ext mul(Ext a, Ext b) {
      return a.mul(b);
    }

    @Override
    public Ext neg(Ext a) {
      return a.neg();
    }

    @Override
    public Ext compose(Ext c0, Ext c1, Ext c2, Ext c3) {
      return c0.add(X.mul(c1.add(X.mul(c2.add(X.mul(c3))))));
    }
  }
}
