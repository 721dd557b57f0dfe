package dev.merapi.stark.poly;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;
import java.util.SplittableRandom;

/** Polynomials by their coefficients, the slow way. */
final class Naive {
  private Naive() {}

  static int[] polynomial(SplittableRandom random, int n) {
    return random.ints(n, 0, KoalaBear.P).toArray();
  }

  static Ext ext(SplittableRandom random) {
    return Ext.read(polynomial(random, 4), 0);
  }

  static int at(int[] coefficients, int x) {
    int sum = 0;
    for (int k = coefficients.length - 1; k >= 0; k--) {
      sum = KoalaBear.add(KoalaBear.mul(sum, x), coefficients[k]);
    }
    return sum;
  }

  static Ext at(int[] coefficients, Ext x) {
    Ext sum = Ext.ZERO;
    for (int k = coefficients.length - 1; k >= 0; k--) {
      sum = sum.mul(x).add(coefficients[k]);
    }
    return sum;
  }

  static Ext at(Ext[] coefficients, int x) {
    Ext sum = Ext.ZERO;
    for (int k = coefficients.length - 1; k >= 0; k--) {
      sum = sum.mul(x).add(coefficients[k]);
    }
    return sum;
  }

  static Ext at(Ext[] coefficients, Ext x) {
    Ext sum = Ext.ZERO;
    for (int k = coefficients.length - 1; k >= 0; k--) {
      sum = sum.mul(x).add(coefficients[k]);
    }
    return sum;
  }

  /** Columns of the polynomials' values over a domain. */
  static ColumnMatrix values(int[][] polynomials, Domain domain) {
    ColumnMatrix m = ColumnMatrix.allocate(domain.size(), polynomials.length);
    for (int j = 0; j < polynomials.length; j++) {
      for (int q = 0; q < domain.size(); q++) {
        m.set(j, q, at(polynomials[j], domain.point(q)));
      }
    }
    return m;
  }

  /** The extension vector of a polynomial's values over a domain. */
  static ColumnMatrix values(Ext[] polynomial, Domain domain) {
    ColumnMatrix m = ExtVectors.allocate(domain.size());
    for (int q = 0; q < domain.size(); q++) {
      ExtVectors.set(m, q, at(polynomial, domain.point(q)));
    }
    return m;
  }

  static boolean same(ColumnMatrix a, ColumnMatrix b) {
    if (a.height() != b.height() || a.width() != b.width()) {
      return false;
    }
    for (int j = 0; j < a.width(); j++) {
      for (int r = 0; r < a.height(); r++) {
        if (a.get(j, r) != b.get(j, r)) {
          return false;
        }
      }
    }
    return true;
  }
}
