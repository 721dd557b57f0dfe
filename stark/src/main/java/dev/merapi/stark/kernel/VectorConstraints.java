package dev.merapi.stark.kernel;

import dev.merapi.stark.field.KoalaBear;
import java.lang.invoke.MethodHandle;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Vector form of {@link ConstraintKernel}; see {@link VectorProducts} for how products are summed.
 */
final class VectorConstraints implements ConstraintKernel {
  private static final int P = KoalaBear.P;
  private static final long LOW = Lanes.LOW;
  private static final long TWO_P_SQUARED = 2L * P * P;
  private static final VectorSpecies<Integer> S = Lanes.I;
  private static final VectorSpecies<Long> L = Lanes.L;
  private static final int LANES = Lanes.N;

  private static final MethodHandle EVEN = VectorProducts.EVEN;
  private static final MethodHandle ODD = VectorProducts.ODD;
  private static final MethodHandle REDUCE = Lanes.REDUCE;

  private final VectorExt ext = new VectorExt();
  private final ScalarConstraints scalar = new ScalarConstraints();

  @Override
  public void subtractFrom(int constant, int[] a, int ao, int[] d, int dO, int n) {
    IntVector c = IntVector.broadcast(S, constant);
    for (int i = 0; i < n; i += LANES) {
      IntVector t = c.sub(IntVector.fromArray(S, a, ao + i));
      t.lanewise(VectorOperators.UMIN, t.add(P)).intoArray(d, dO + i);
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
    try {
      for (int i = 0; i < n; i += LANES) {
        dotStep(sources, offsets, count, factors, initial, d, dO + i, ds, i);
      }
    } catch (Throwable t) {
      throw Lanes.rethrow(t);
    }
  }

  private static void dotStep(
      int[][] sources,
      int[] offsets,
      int count,
      long[] factors,
      long[] initial,
      int[] d,
      int dO,
      int ds,
      int i)
      throws Throwable {
    IntVector p = IntVector.broadcast(S, Lanes.P);
    IntVector up = Lanes.upper();
    IntVector low = Lanes.lower();
    IntVector inv = IntVector.broadcast(S, Lanes.P_INVERSE);
    LongVector m = LongVector.broadcast(L, LOW);
    LongVector lp = LongVector.broadcast(L, (long) P).and(m);
    LongVector pp = LongVector.broadcast(L, TWO_P_SQUARED);
    LongVector e0 = LongVector.broadcast(L, initial[0]);
    LongVector e1 = LongVector.broadcast(L, initial[1]);
    LongVector e2 = LongVector.broadcast(L, initial[2]);
    LongVector e3 = LongVector.broadcast(L, initial[3]);
    LongVector o0 = e0;
    LongVector o1 = e1;
    LongVector o2 = e2;
    LongVector o3 = e3;
    for (int j = 0; j < count; j += 2) {
      IntVector x = IntVector.fromArray(S, sources[j], offsets[j] + i);
      IntVector y = IntVector.fromArray(S, sources[j + 1], offsets[j + 1] + i);
      LongVector xe = x.reinterpretAsLongs().and(LOW);
      LongVector xo = x.reinterpretAsLongs().lanewise(VectorOperators.LSHR, 32);
      LongVector ye = y.reinterpretAsLongs().and(LOW);
      LongVector yo = y.reinterpretAsLongs().lanewise(VectorOperators.LSHR, 32);
      int k = 4 * j;
      LongVector b = LongVector.broadcast(L, factors[k]).and(LOW);
      LongVector c = LongVector.broadcast(L, factors[k + 4]).and(LOW);
      e0 = e0.add(xe.mul(b)).add(ye.mul(c));
      o0 = o0.add(xo.mul(b)).add(yo.mul(c));
      e0 = e0.lanewise(VectorOperators.UMIN, e0.sub(pp));
      o0 = o0.lanewise(VectorOperators.UMIN, o0.sub(pp));
      b = LongVector.broadcast(L, factors[k + 1]).and(LOW);
      c = LongVector.broadcast(L, factors[k + 5]).and(LOW);
      e1 = e1.add(xe.mul(b)).add(ye.mul(c));
      o1 = o1.add(xo.mul(b)).add(yo.mul(c));
      e1 = e1.lanewise(VectorOperators.UMIN, e1.sub(pp));
      o1 = o1.lanewise(VectorOperators.UMIN, o1.sub(pp));
      b = LongVector.broadcast(L, factors[k + 2]).and(LOW);
      c = LongVector.broadcast(L, factors[k + 6]).and(LOW);
      e2 = e2.add(xe.mul(b)).add(ye.mul(c));
      o2 = o2.add(xo.mul(b)).add(yo.mul(c));
      e2 = e2.lanewise(VectorOperators.UMIN, e2.sub(pp));
      o2 = o2.lanewise(VectorOperators.UMIN, o2.sub(pp));
      b = LongVector.broadcast(L, factors[k + 3]).and(LOW);
      c = LongVector.broadcast(L, factors[k + 7]).and(LOW);
      e3 = e3.add(xe.mul(b)).add(ye.mul(c));
      o3 = o3.add(xo.mul(b)).add(yo.mul(c));
      e3 = e3.lanewise(VectorOperators.UMIN, e3.sub(pp));
      o3 = o3.lanewise(VectorOperators.UMIN, o3.sub(pp));
    }
    ((IntVector) REDUCE.invokeExact(e0, o0, p, up, low, inv, lp, m)).intoArray(d, dO);
    ((IntVector) REDUCE.invokeExact(e1, o1, p, up, low, inv, lp, m)).intoArray(d, dO + ds);
    ((IntVector) REDUCE.invokeExact(e2, o2, p, up, low, inv, lp, m)).intoArray(d, dO + 2 * ds);
    ((IntVector) REDUCE.invokeExact(e3, o3, p, up, low, inv, lp, m)).intoArray(d, dO + 3 * ds);
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
    try {
      IntVector p = IntVector.broadcast(S, Lanes.P);
      IntVector up = Lanes.upper();
      IntVector low = Lanes.lower();
      IntVector inv = IntVector.broadcast(S, Lanes.P_INVERSE);
      LongVector mask = LongVector.broadcast(L, LOW);
      LongVector lp = LongVector.broadcast(L, (long) P).and(mask);
      for (int i = 0; i < n; i += LANES) {
        IntVector u = IntVector.fromArray(S, m, mo + i);
        IntVector v = IntVector.fromArray(S, k, ko + i);
        LongVector ue = (LongVector) EVEN.invokeExact(u);
        LongVector uo = (LongVector) ODD.invokeExact(u);
        LongVector ve = (LongVector) EVEN.invokeExact(v);
        LongVector vo = (LongVector) ODD.invokeExact(v);
        for (int t = 0; t < 4; t++) {
          IntVector x = IntVector.fromArray(S, a, ao + t * as + i);
          IntVector y = IntVector.fromArray(S, a, bo + t * as + i);
          LongVector e = ((LongVector) EVEN.invokeExact(x)).mul(ue);
          LongVector o = ((LongVector) ODD.invokeExact(x)).mul(uo);
          e = e.add(((LongVector) EVEN.invokeExact(y)).mul(ve));
          o = o.add(((LongVector) ODD.invokeExact(y)).mul(vo));
          ((IntVector) REDUCE.invokeExact(e, o, p, up, low, inv, lp, mask))
              .intoArray(d, dO + t * ds + i);
        }
      }
    } catch (Throwable t) {
      throw Lanes.rethrow(t);
    }
  }

  @Override
  public void mulExt(
      int[] a, int ao, int as, int[] b, int bo, int bs, int[] d, int dO, int ds, int n) {
    try {
      VectorProducts.mulExt(a, ao, as, b, bo, bs, d, dO, ds, n);
    } catch (Throwable t) {
      throw Lanes.rethrow(t);
    }
  }

  @Override
  public void invert(int[] a, int ao, int as, int[] d, int dO, int ds, int n) {
    int whole = n & -LANES;
    ext.invert(a, ao, as, d, dO, ds, whole);
    if (whole < n) {
      scalar.invert(a, ao + whole, as, d, dO + whole, ds, n - whole);
    }
  }
}
