package dev.merapi.stark.poly;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.kernel.Kernels;
import dev.merapi.stark.parallel.Parallel;

/** Vectors of extension elements: matrices of four columns, one for each coordinate. */
public final class ExtVectors {
  private static final int GRAIN = 1024;

  private ExtVectors() {}

  /** A vector of zeros. */
  public static ColumnMatrix allocate(int length) {
    return ColumnMatrix.allocate(length, Ext.DEGREE);
  }

  /** An element. */
  public static Ext get(ColumnMatrix v, int row) {
    return new Ext(v.get(0, row), v.get(1, row), v.get(2, row), v.get(3, row));
  }

  /** Sets an element. */
  public static void set(ColumnMatrix v, int row, Ext x) {
    v.set(0, row, x.c0());
    v.set(1, row, x.c1());
    v.set(2, row, x.c2());
    v.set(3, row, x.c3());
  }

  /**
   * Replaces each element by its inverse.
   *
   * @throws ArithmeticException if one is zero
   */
  public static void invert(ColumnMatrix v, Parallel parallel) {
    parallel.forRange(0, v.height(), GRAIN, (from, to) -> Kernels.best().ext().invert(v, from, to));
  }

  /** The powers 1, x, …, x^(n-1). */
  public static Ext[] powers(Ext x, int n) {
    Ext[] powers = new Ext[n];
    Ext power = Ext.ONE;
    for (int i = 0; i < n; i++) {
      powers[i] = power;
      power = power.mul(x);
    }
    return powers;
  }
}
