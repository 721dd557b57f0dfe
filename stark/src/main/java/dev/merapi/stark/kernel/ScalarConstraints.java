package dev.merapi.stark.kernel;

import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;

final class ScalarConstraints implements ConstraintKernel {

  @Override
  public void subtractFrom(int constant, int[] a, int ao, int[] d, int dO, int n) {
    for (int i = 0; i < n; i++) {
      d[dO + i] = KoalaBear.sub(constant, a[ao + i]);
    }
  }

  @Override
  public void dot(
      int[][] sources,
      int[] offsets,
      int count,
      long[] factors,
      long[] initial,
      int[] d,
      int dO,
      int ds,
      int n) {
    for (int t = 0; t < Ext.DEGREE; t++) {
      int start = KoalaBear.reduce(initial[t]);
      for (int i = 0; i < n; i++) {
        int sum = start;
        for (int j = 0; j < count; j++) {
          int factor = (int) factors[4 * j + t];
          sum = KoalaBear.add(sum, KoalaBear.mul(sources[j][offsets[j] + i], factor));
        }
        d[dO + t * ds + i] = sum;
      }
    }
  }

  @Override
  public void mulExt(
      int[] a, int ao, int as, int[] b, int bo, int bs, int[] d, int dO, int ds, int n) {
    for (int i = 0; i < n; i++) {
      write(read(a, ao + i, as).mul(read(b, bo + i, bs)), d, dO + i, ds);
    }
  }

  @Override
  public void combine(
      int[] a,
      int ao,
      int[] m,
      int mo,
      int bo,
      int[] k,
      int ko,
      int as,
      int[] d,
      int dO,
      int ds,
      int n) {
    for (int i = 0; i < n; i++) {
      Ext sum = read(a, ao + i, as).mul(m[mo + i]).add(read(a, bo + i, as).mul(k[ko + i]));
      write(sum, d, dO + i, ds);
    }
  }

  @Override
  public void invert(int[] a, int ao, int as, int[] d, int dO, int ds, int n) {
    Ext[] prefix = new Ext[n];
    Ext product = Ext.ONE;
    for (int i = 0; i < n; i++) {
      prefix[i] = product;
      product = product.mul(read(a, ao + i, as));
    }
    Ext inverse = product.inverse();
    for (int i = n - 1; i >= 0; i--) {
      Ext x = read(a, ao + i, as);
      write(inverse.mul(prefix[i]), d, dO + i, ds);
      inverse = inverse.mul(x);
    }
  }

  private static Ext read(int[] a, int at, int stride) {
    return new Ext(a[at], a[at + stride], a[at + 2 * stride], a[at + 3 * stride]);
  }

  private static void write(Ext x, int[] d, int at, int stride) {
    d[at] = x.c0();
    d[at + stride] = x.c1();
    d[at + 2 * stride] = x.c2();
    d[at + 3 * stride] = x.c3();
  }
}
