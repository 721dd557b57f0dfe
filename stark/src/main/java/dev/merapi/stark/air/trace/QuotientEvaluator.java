package dev.merapi.stark.air.trace;

import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.kernel.Kernels;
import dev.merapi.stark.parallel.Parallel;

/**
 * Evaluates the folded constraints of an AIR, divided by x^n - 1, on the cosets of a quotient
 * domain.
 */
public final class QuotientEvaluator {
  private static final int GRAIN_ROWS = 8192;

  private QuotientEvaluator() {}

  /**
   * The quotient's values; the same for any number of threads.
   *
   * @param selectors the selectors of this height; they fix the domain
   * @return n·D rows in coset-major order, the four coordinates as columns
   * @throws IllegalArgumentException if a matrix has the wrong shape
   */
  public static ColumnMatrix evaluate(
      CompiledAir air, SelectorTable selectors, QuotientInputs in, Parallel parallel) {
    return evaluate(air, selectors, in, parallel, Kernels.best());
  }

  /**
   * As {@link #evaluate(CompiledAir, SelectorTable, QuotientInputs, Parallel)}, with kernels given.
   */
  public static ColumnMatrix evaluate(
      CompiledAir air,
      SelectorTable selectors,
      QuotientInputs in,
      Parallel parallel,
      Kernels kernels) {
    int points = 1 << (selectors.logHeight() + selectors.logQuotientDegree());
    ColumnMatrix out = ColumnMatrix.allocate(points, Ext.DEGREE);
    addTo(out, air, selectors, in, Ext.ONE, parallel, kernels);
    return out;
  }

  /**
   * Adds factor times the quotient's values to {@code sum}.
   *
   * @param sum n·D rows in coset-major order, the four coordinates as columns
   */
  public static void addTo(
      ColumnMatrix sum,
      CompiledAir air,
      SelectorTable selectors,
      QuotientInputs in,
      Ext factor,
      Parallel parallel,
      Kernels kernels) {
    int n = 1 << selectors.logHeight();
    if (in.main().height() != n << selectors.logBlowup()) {
      throw new IllegalArgumentException("AIR " + air.name() + ": selectors of another height");
    }
    for (int c = 0; c < 1 << selectors.logQuotientDegree(); c++) {
      QuotientInputs onCoset = in.rows(selectors.extensionCoset(c) * n, n);
      addCosetTo(sum, air, selectors, onCoset, c, factor, parallel, kernels);
    }
  }

  /**
   * As {@link #addTo}, for one coset of the quotient domain.
   *
   * @param in with the n rows of {@link SelectorTable#extensionCoset} of each matrix
   */
  public static void addCosetTo(
      ColumnMatrix sum,
      CompiledAir air,
      SelectorTable selectors,
      QuotientInputs in,
      int coset,
      Ext factor,
      Parallel parallel,
      Kernels kernels) {
    int n = 1 << selectors.logHeight();
    Shapes.check(air, in.main(), in.committed(), in.publicValues());
    Shapes.width(air, "auxiliary", in.aux(), air.auxWidth(), in.main().height());
    if (in.main().height() != n || sum.height() != n << selectors.logQuotientDegree()) {
      throw new IllegalArgumentException("AIR " + air.name() + ": selectors of another height");
    }
    if (air.constraints().isEmpty()) {
      return;
    }
    BlockInputs inputs = new BlockInputs(in.main(), in.committed(), in.aux(), selectors.values());
    BlockProgram program =
        QuotientLowering.program(air, in, factor.mul(selectors.inverseVanishing(coset)));
    int rows = Math.min(n, program.blockRows());
    MachinePool pool = new MachinePool(() -> new BlockMachine(program, inputs, sum, rows, kernels));
    parallel.forRange(
        0,
        n / rows,
        Math.max(1, GRAIN_ROWS / rows),
        (first, end) ->
            pool.with(machine -> {
              for (int b = first; b < end; b++) {
                int row = b * rows;
                machine.run(0, row, n, coset * n + row, coset * n + row, rows);
              }
            }));
  }
}
