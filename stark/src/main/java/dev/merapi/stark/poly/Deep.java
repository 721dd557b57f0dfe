package dev.merapi.stark.poly;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.kernel.ExtKernel.DeepPoints;
import dev.merapi.stark.kernel.Kernels;
import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.parallel.Parallel;
import org.jspecify.annotations.Nullable;

/**
 * The DEEP codeword: a random combination of all columns is accumulated for each height, lifted to
 * the tallest, and divided by X - z0 and X - z1 there. The combination has degree < n like its
 * columns, so it is accumulated and lifted on the first coset, and its other cosets are four
 * transforms each.
 */
public final class Deep {
  private static final int GRAIN = 1024;

  private Deep() {}

  /**
   * accumulator(row) += Σ_j coefficients[from + j] · column_j(row), on the first rows of a matrix.
   *
   * @param lde columns over an LDE domain
   * @param coefficients one for each column, starting at index from
   * @param accumulator extension vector of as many rows as are read: the first coset says all
   */
  public static void accumulate(
      ColumnMatrix lde, Ext[] coefficients, int from, ColumnMatrix accumulator, Parallel parallel) {
    accumulate(lde, coefficients, from, accumulator, parallel, Kernels.best());
  }

  /** As the other form, with kernels given. */
  public static void accumulate(
      ColumnMatrix lde,
      Ext[] coefficients,
      int from,
      ColumnMatrix accumulator,
      Parallel parallel,
      Kernels kernels) {
    Lde.requireShape(accumulator, Math.min(accumulator.height(), lde.height()), Ext.DEGREE);
    int[] words = new int[4 * lde.width()];
    for (int j = 0; j < lde.width(); j++) {
      coefficients[from + j].write(words, 4 * j);
    }
    parallel.forRange(
        0,
        accumulator.height(),
        GRAIN,
        (a, b) -> kernels.dots().combineColumns(lde, words, 0, accumulator, a, b));
  }

  /**
   * An extension vector for traces of 2^logHeight rows to add to: the lift of a lower one, whose
   * value at (c, i mod n) it holds at (c, i), or zeros when there is none.
   *
   * @param low extension vector of 2^logCosets cosets, given back to the workspace
   */
  public static ColumnMatrix lifted(
      @Nullable ColumnMatrix low,
      int logHeight,
      int logCosets,
      Parallel parallel,
      Workspace workspace) {
    int points = 1 << logHeight + logCosets;
    if (low == null) {
      return workspace.takeZeros(points, Ext.DEGREE, parallel);
    }
    ColumnMatrix tall = workspace.take(points, Ext.DEGREE);
    Cyclic.repeat(low, tall, logCosets, parallel);
    workspace.give(low);
    return tall;
  }

  /**
   * Turns the combination a(X) of all columns, in place, into the codeword (value0 - a(X)) / (z0 -
   * X) + scale · (value1 - a(X)) / (z1 - X).
   *
   * @param combination extension vector over the domain
   */
  public static void quotient(
      ColumnMatrix combination, Domain domain, DeepPoints points, Parallel parallel) {
    quotient(combination, domain, points, parallel, Kernels.best());
  }

  /** As the other form, with kernels given. */
  public static void quotient(
      ColumnMatrix combination,
      Domain domain,
      DeepPoints points,
      Parallel parallel,
      Kernels kernels) {
    Lde.requireShape(combination, domain.size(), Ext.DEGREE);
    int grain = Math.min(GRAIN, domain.height());
    parallel.forRange(
        0,
        domain.size() / grain,
        1,
        (a, b) -> {
          for (int k = a; k < b; k++) {
            int q = k * grain; // never across a coset's border
            kernels
                .ext()
                .deepQuotient(combination, points, domain.point(q), domain.step(), q, q + grain);
          }
        });
  }
}
