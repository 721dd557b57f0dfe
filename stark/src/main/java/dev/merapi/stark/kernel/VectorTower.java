package dev.merapi.stark.kernel;

import static dev.merapi.stark.kernel.Lanes.I;
import static dev.merapi.stark.kernel.Lanes.L;
import static dev.merapi.stark.kernel.Lanes.N;
import static dev.merapi.stark.kernel.VectorProducts.EVEN;
import static dev.merapi.stark.kernel.VectorProducts.ODD;
import static dev.merapi.stark.kernel.VectorProducts.REDUCE;
import static dev.merapi.stark.kernel.VectorProducts.SUM2;
import static dev.merapi.stark.kernel.VectorProducts.SUM3;
import static dev.merapi.stark.kernel.VectorProducts.SUM4;
import static dev.merapi.stark.kernel.VectorProducts.TRIPLE;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;

/**
 * The steps of inversion and of folding on extension slices; lengths are whole vectors. F[X]/(X⁴ -
 * 3) is a tower of two quadratic steps, so inverting costs one base inversion. With Y = X²: (a +
 * bX)(a - bX) = a² - b²Y = n0 + n1 Y, whose norm to the base is n0² - 3 n1².
 */
final class VectorTower {
  private VectorTower() {}

  /** n0, n1 and the norms of the elements a; p stands for zero in differences from it. */
  static void norms(int[] a, int ao, int as, int[] s, int n0At, int n1At, int normAt, int n)
      throws Throwable {
    IntVector p = IntVector.broadcast(I, Lanes.P);
    IntVector up = Lanes.upper();
    IntVector low = Lanes.lower();
    IntVector inv = IntVector.broadcast(I, Lanes.P_INVERSE);
    LongVector m = LongVector.broadcast(L, Lanes.LOW);
    LongVector lp = LongVector.broadcast(L, (long) Lanes.P).and(m);
    for (int i = 0; i < n; i += N) {
      IntVector c0 = IntVector.fromArray(I, a, ao + i);
      IntVector c1 = IntVector.fromArray(I, a, ao + as + i);
      IntVector c2 = IntVector.fromArray(I, a, ao + 2 * as + i);
      IntVector c3 = IntVector.fromArray(I, a, ao + 3 * as + i);
      IntVector two0 = (IntVector) Lanes.ADD.invokeExact(c0, c0, p);
      IntVector three2 = (IntVector) TRIPLE.invokeExact(c2);
      IntVector three3 = (IntVector) TRIPLE.invokeExact(c3);
      IntVector six3 = (IntVector) Lanes.ADD.invokeExact(three3, three3, p);
      LongVector x0e = (LongVector) EVEN.invokeExact(c0);
      LongVector x0o = (LongVector) ODD.invokeExact(c0);
      LongVector x1e = (LongVector) EVEN.invokeExact(c1);
      LongVector x1o = (LongVector) ODD.invokeExact(c1);
      LongVector x2e = (LongVector) EVEN.invokeExact(c2);
      LongVector x2o = (LongVector) ODD.invokeExact(c2);
      LongVector x3e = (LongVector) EVEN.invokeExact(c3);
      LongVector x3o = (LongVector) ODD.invokeExact(c3);
      LongVector d0e = (LongVector) EVEN.invokeExact(two0);
      LongVector d0o = (LongVector) ODD.invokeExact(two0);
      LongVector t2e = (LongVector) EVEN.invokeExact(three2);
      LongVector t2o = (LongVector) ODD.invokeExact(three2);
      LongVector m1e = (LongVector) EVEN.invokeExact(p.sub(c1));
      LongVector m1o = (LongVector) ODD.invokeExact(p.sub(c1));
      LongVector m3e = (LongVector) EVEN.invokeExact(p.sub(three3));
      LongVector m3o = (LongVector) ODD.invokeExact(p.sub(three3));
      LongVector m6e = (LongVector) EVEN.invokeExact(p.sub(six3));
      LongVector m6o = (LongVector) ODD.invokeExact(p.sub(six3));
      LongVector e = (LongVector) SUM3.invokeExact(x0e, x0e, x2e, t2e, x1e, m6e);
      LongVector o = (LongVector) SUM3.invokeExact(x0o, x0o, x2o, t2o, x1o, m6o);
      IntVector n0 = (IntVector) REDUCE.invokeExact(e, o, p, up, low, inv, lp, m);
      n0.intoArray(s, n0At + i);
      e = (LongVector) SUM3.invokeExact(d0e, x2e, x1e, m1e, x3e, m3e);
      o = (LongVector) SUM3.invokeExact(d0o, x2o, x1o, m1o, x3o, m3o);
      IntVector n1 = (IntVector) REDUCE.invokeExact(e, o, p, up, low, inv, lp, m);
      n1.intoArray(s, n1At + i);
      IntVector three1 = (IntVector) TRIPLE.invokeExact(n1);
      LongVector ue = (LongVector) EVEN.invokeExact(n0);
      LongVector uo = (LongVector) ODD.invokeExact(n0);
      LongVector ve = (LongVector) EVEN.invokeExact(n1);
      LongVector vo = (LongVector) ODD.invokeExact(n1);
      LongVector we = (LongVector) EVEN.invokeExact(p.sub(three1));
      LongVector wo = (LongVector) ODD.invokeExact(p.sub(three1));
      e = (LongVector) SUM2.invokeExact(ue, ue, ve, we);
      o = (LongVector) SUM2.invokeExact(uo, uo, vo, wo);
      IntVector norm = (IntVector) Lanes.REDUCE.invokeExact(e, o, p, up, low, inv, lp, m);
      norm.intoArray(s, normAt + i);
    }
  }

  /** d = 1/a = (a - bX)(n0 - n1 Y) / norm, from the inverted norms. */
  static void inverses(
      int[] a,
      int ao,
      int as,
      int[] s,
      int n0At,
      int n1At,
      int normAt,
      int[] d,
      int dO,
      int ds,
      int n)
      throws Throwable {
    IntVector p = IntVector.broadcast(I, Lanes.P);
    IntVector up = Lanes.upper();
    IntVector low = Lanes.lower();
    IntVector inv = IntVector.broadcast(I, Lanes.P_INVERSE);
    LongVector m = LongVector.broadcast(L, Lanes.LOW);
    LongVector lp = LongVector.broadcast(L, (long) Lanes.P).and(m);
    for (int i = 0; i < n; i += N) {
      IntVector norm = IntVector.fromArray(I, s, normAt + i);
      IntVector n0 = IntVector.fromArray(I, s, n0At + i);
      IntVector n1 = p.sub(IntVector.fromArray(I, s, n1At + i));
      IntVector i0 = (IntVector) Lanes.MUL.invokeExact(n0, norm, p, up, low, inv, lp, m);
      IntVector i1 = (IntVector) Lanes.MUL.invokeExact(n1, norm, p, up, low, inv, lp, m);
      IntVector c0 = IntVector.fromArray(I, a, ao + i);
      IntVector c1 = IntVector.fromArray(I, a, ao + as + i);
      IntVector c2 = IntVector.fromArray(I, a, ao + 2 * as + i);
      IntVector c3 = IntVector.fromArray(I, a, ao + 3 * as + i);
      IntVector three2 = (IntVector) TRIPLE.invokeExact(c2);
      IntVector three3 = (IntVector) TRIPLE.invokeExact(c3);
      LongVector ue = (LongVector) EVEN.invokeExact(i0);
      LongVector uo = (LongVector) ODD.invokeExact(i0);
      LongVector ve = (LongVector) EVEN.invokeExact(i1);
      LongVector vo = (LongVector) ODD.invokeExact(i1);
      LongVector x0e = (LongVector) EVEN.invokeExact(c0);
      LongVector x0o = (LongVector) ODD.invokeExact(c0);
      LongVector x2e = (LongVector) EVEN.invokeExact(c2);
      LongVector x2o = (LongVector) ODD.invokeExact(c2);
      LongVector t2e = (LongVector) EVEN.invokeExact(three2);
      LongVector t2o = (LongVector) ODD.invokeExact(three2);
      LongVector m1e = (LongVector) EVEN.invokeExact(p.sub(c1));
      LongVector m1o = (LongVector) ODD.invokeExact(p.sub(c1));
      LongVector m3e = (LongVector) EVEN.invokeExact(p.sub(c3));
      LongVector m3o = (LongVector) ODD.invokeExact(p.sub(c3));
      LongVector t3e = (LongVector) EVEN.invokeExact(p.sub(three3));
      LongVector t3o = (LongVector) ODD.invokeExact(p.sub(three3));
      LongVector e = (LongVector) SUM2.invokeExact(x0e, ue, t2e, ve);
      LongVector o = (LongVector) SUM2.invokeExact(x0o, uo, t2o, vo);
      IntVector r = (IntVector) Lanes.REDUCE.invokeExact(e, o, p, up, low, inv, lp, m);
      r.intoArray(d, dO + i);
      e = (LongVector) SUM2.invokeExact(m1e, ue, t3e, ve);
      o = (LongVector) SUM2.invokeExact(m1o, uo, t3o, vo);
      r = (IntVector) Lanes.REDUCE.invokeExact(e, o, p, up, low, inv, lp, m);
      r.intoArray(d, dO + ds + i);
      e = (LongVector) SUM2.invokeExact(x0e, ve, x2e, ue);
      o = (LongVector) SUM2.invokeExact(x0o, vo, x2o, uo);
      r = (IntVector) Lanes.REDUCE.invokeExact(e, o, p, up, low, inv, lp, m);
      r.intoArray(d, dO + 2 * ds + i);
      e = (LongVector) SUM2.invokeExact(m1e, ve, m3e, ue);
      o = (LongVector) SUM2.invokeExact(m1o, vo, m3o, uo);
      r = (IntVector) Lanes.REDUCE.invokeExact(e, o, p, up, low, inv, lp, m);
      r.intoArray(d, dO + 3 * ds + i);
    }
  }

  /**
   * d = Σ_t f_t b^t, by Horner's rule.
   *
   * @param s holds the terms and b, whose coordinates are a stride apart from bo on
   * @param at where coordinate j of term t begins, in entry 4t + j
   */
  static void horner(
      int[] s, int[] at, int terms, int bo, int stride, int[] d, int dO, int ds, int n)
      throws Throwable {
    IntVector p = IntVector.broadcast(I, Lanes.P);
    IntVector up = Lanes.upper();
    IntVector low = Lanes.lower();
    IntVector inv = IntVector.broadcast(I, Lanes.P_INVERSE);
    LongVector m = LongVector.broadcast(L, Lanes.LOW);
    LongVector lp = LongVector.broadcast(L, (long) Lanes.P).and(m);
    for (int i = 0; i < n; i += N) {
      IntVector y0 = IntVector.fromArray(I, s, bo + i);
      IntVector y1 = IntVector.fromArray(I, s, bo + stride + i);
      IntVector y2 = IntVector.fromArray(I, s, bo + 2 * stride + i);
      IntVector y3 = IntVector.fromArray(I, s, bo + 3 * stride + i);
      IntVector t1 = (IntVector) TRIPLE.invokeExact(y1);
      IntVector t2 = (IntVector) TRIPLE.invokeExact(y2);
      IntVector t3 = (IntVector) TRIPLE.invokeExact(y3);
      LongVector b0e = (LongVector) EVEN.invokeExact(y0);
      LongVector b0o = (LongVector) ODD.invokeExact(y0);
      LongVector b1e = (LongVector) EVEN.invokeExact(y1);
      LongVector b1o = (LongVector) ODD.invokeExact(y1);
      LongVector b2e = (LongVector) EVEN.invokeExact(y2);
      LongVector b2o = (LongVector) ODD.invokeExact(y2);
      LongVector b3e = (LongVector) EVEN.invokeExact(y3);
      LongVector b3o = (LongVector) ODD.invokeExact(y3);
      LongVector z1e = (LongVector) EVEN.invokeExact(t1);
      LongVector z1o = (LongVector) ODD.invokeExact(t1);
      LongVector z2e = (LongVector) EVEN.invokeExact(t2);
      LongVector z2o = (LongVector) ODD.invokeExact(t2);
      LongVector z3e = (LongVector) EVEN.invokeExact(t3);
      LongVector z3o = (LongVector) ODD.invokeExact(t3);
      IntVector r0 = IntVector.fromArray(I, s, at[4 * terms - 4] + i);
      IntVector r1 = IntVector.fromArray(I, s, at[4 * terms - 3] + i);
      IntVector r2 = IntVector.fromArray(I, s, at[4 * terms - 2] + i);
      IntVector r3 = IntVector.fromArray(I, s, at[4 * terms - 1] + i);
      for (int t = 4 * terms - 8; t >= 0; t -= 4) {
        LongVector a0e = (LongVector) EVEN.invokeExact(r0);
        LongVector a0o = (LongVector) ODD.invokeExact(r0);
        LongVector a1e = (LongVector) EVEN.invokeExact(r1);
        LongVector a1o = (LongVector) ODD.invokeExact(r1);
        LongVector a2e = (LongVector) EVEN.invokeExact(r2);
        LongVector a2o = (LongVector) ODD.invokeExact(r2);
        LongVector a3e = (LongVector) EVEN.invokeExact(r3);
        LongVector a3o = (LongVector) ODD.invokeExact(r3);
        LongVector e = (LongVector) SUM4.invokeExact(a0e, b0e, a1e, z3e, a2e, z2e, a3e, z1e);
        LongVector o = (LongVector) SUM4.invokeExact(a0o, b0o, a1o, z3o, a2o, z2o, a3o, z1o);
        IntVector r = (IntVector) REDUCE.invokeExact(e, o, p, up, low, inv, lp, m);
        r0 = (IntVector) Lanes.ADD.invokeExact(r, IntVector.fromArray(I, s, at[t] + i), p);
        e = (LongVector) SUM4.invokeExact(a0e, b1e, a1e, b0e, a2e, z3e, a3e, z2e);
        o = (LongVector) SUM4.invokeExact(a0o, b1o, a1o, b0o, a2o, z3o, a3o, z2o);
        r = (IntVector) REDUCE.invokeExact(e, o, p, up, low, inv, lp, m);
        r1 = (IntVector) Lanes.ADD.invokeExact(r, IntVector.fromArray(I, s, at[t + 1] + i), p);
        e = (LongVector) SUM4.invokeExact(a0e, b2e, a1e, b1e, a2e, b0e, a3e, z3e);
        o = (LongVector) SUM4.invokeExact(a0o, b2o, a1o, b1o, a2o, b0o, a3o, z3o);
        r = (IntVector) REDUCE.invokeExact(e, o, p, up, low, inv, lp, m);
        r2 = (IntVector) Lanes.ADD.invokeExact(r, IntVector.fromArray(I, s, at[t + 2] + i), p);
        e = (LongVector) SUM4.invokeExact(a0e, b3e, a1e, b2e, a2e, b1e, a3e, b0e);
        o = (LongVector) SUM4.invokeExact(a0o, b3o, a1o, b2o, a2o, b1o, a3o, b0o);
        r = (IntVector) REDUCE.invokeExact(e, o, p, up, low, inv, lp, m);
        r3 = (IntVector) Lanes.ADD.invokeExact(r, IntVector.fromArray(I, s, at[t + 3] + i), p);
      }
      r0.intoArray(d, dO + i);
      r1.intoArray(d, dO + ds + i);
      r2.intoArray(d, dO + 2 * ds + i);
      r3.intoArray(d, dO + 3 * ds + i);
    }
  }
}
