package dev.merapi.stark.poly;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.kernel.Kernels;
import dev.merapi.stark.parallel.Parallel;

/** Cyclic extension inside each coset: f(X^r) read from the values of f. */
public final class Cyclic {
  private static final int GRAIN = 4096;

  private Cyclic() {}

  /** What is done to rows [from, to) of the tall vector, whose low rows start at lowRow. */
  @FunctionalInterface
  interface Run {
    void run(int lowRow, int from, int to);
  }

  /**
   * The next accumulator of the quotient: tall(c, i) += factor · low(c, i mod n).
   *
   * @param low extension vector of 2^logCosets cosets
   * @param tall extension vector of as many, taller or equal cosets
   */
  public static void addScaled(
      ColumnMatrix low, Ext factor, ColumnMatrix tall, int logCosets, Parallel parallel) {
    forEachRun(
        low,
        tall,
        logCosets,
        parallel,
        (lowRow, from, to) -> Kernels.best().ext().addScaled(tall, factor, low, lowRow, from, to));
  }

  /** tall(c, i) = low(c, i mod n), on what {@link #addScaled} takes. */
  static void repeat(ColumnMatrix low, ColumnMatrix tall, int logCosets, Parallel parallel) {
    forEachRun(
        low,
        tall,
        logCosets,
        parallel,
        (lowRow, from, to) -> {
          for (int t = 0; t < Ext.DEGREE; t++) {
            int source = low.offset(t) + lowRow;
            System.arraycopy(low.data(), source, tall.data(), tall.offset(t) + from, to - from);
          }
        });
  }

  static void forEachRun(
      ColumnMatrix low, ColumnMatrix tall, int logCosets, Parallel parallel, Run run) {
    Lde.requireShape(tall, tall.height(), Ext.DEGREE);
    Lde.requireShape(low, low.height(), Ext.DEGREE);
    int logLow = Domain.log2(low.height()) - logCosets;
    int logTall = Domain.log2(tall.height()) - logCosets;
    if (logLow < 0 || logTall < logLow) {
      throw new IllegalArgumentException(
          "cannot lift " + low.height() + " rows to " + tall.height());
    }
    int length = Math.min(GRAIN, 1 << logLow);
    parallel.forRange(
        0,
        tall.height() / length,
        Math.max(1, GRAIN / length),
        (a, b) -> {
          for (int k = a; k < b; k++) {
            int q = k * length;
            int coset = q >>> logTall;
            int i = q & ((1 << logLow) - 1);
            run.run((coset << logLow) + i, q, q + length);
          }
        });
  }
}
