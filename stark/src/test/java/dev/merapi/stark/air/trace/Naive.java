package dev.merapi.stark.air.trace;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;
import java.util.random.RandomGenerator;

/** Slow polynomial arithmetic for tests. */
final class Naive {
  private Naive() {}

  static Ext random(RandomGenerator r) {
    return new Ext(
        r.nextInt(KoalaBear.P),
        r.nextInt(KoalaBear.P),
        r.nextInt(KoalaBear.P),
        r.nextInt(KoalaBear.P));
  }

  /** Coefficients of the polynomial with values {@code v} on s·ω^i. */
  static Ext[] interpolate(Ext[] v, int shift) {
    int n = v.length;
    int root = KoalaBear.rootOfUnity(Integer.numberOfTrailingZeros(n));
    int back = KoalaBear.inverse(root);
    int scale = KoalaBear.inverse(KoalaBear.fromCanonical(n));
    Ext[] c = new Ext[n];
    for (int k = 0; k < n; k++) {
      Ext sum = Ext.ZERO;
      int w = KoalaBear.pow(back, k);
      int p = KoalaBear.ONE;
      for (int i = 0; i < n; i++) {
        sum = sum.add(v[i].mul(p));
        p = KoalaBear.mul(p, w);
      }
      c[k] = sum.mul(KoalaBear.mul(scale, KoalaBear.pow(KoalaBear.inverse(shift), k)));
    }
    return c;
  }

  static Ext evaluate(Ext[] coefficients, Ext x) {
    Ext y = Ext.ZERO;
    for (int k = coefficients.length - 1; k >= 0; k--) {
      y = y.mul(x).add(coefficients[k]);
    }
    return y;
  }

  static Ext[] column(ColumnMatrix m, int column) {
    Ext[] v = new Ext[m.height()];
    for (int i = 0; i < v.length; i++) {
      v[i] = Ext.of(m.get(column, i));
    }
    return v;
  }

  /** Low-degree extension, coset-major. */
  static ColumnMatrix extend(ColumnMatrix m, int logBlowup) {
    int n = m.height();
    int logDomain = Integer.numberOfTrailingZeros(n) + logBlowup;
    ColumnMatrix out = ColumnMatrix.allocate(n << logBlowup, m.width());
    for (int j = 0; j < m.width(); j++) {
      Ext[] c = interpolate(column(m, j), KoalaBear.ONE);
      for (int k = 0; k < 1 << logBlowup; k++) {
        for (int i = 0; i < n; i++) {
          int x =
              KoalaBear.mul(
                  KoalaBear.cosetShift(logDomain),
                  KoalaBear.pow(KoalaBear.rootOfUnity(logDomain), ((long) i << logBlowup) + k));
          out.set(j, k * n + i, evaluate(c, Ext.of(x)).c0());
        }
      }
    }
    return out;
  }
}
