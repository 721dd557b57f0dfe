package dev.merapi.stark.kernel;

import static dev.merapi.stark.kernel.Lanes.I;
import static dev.merapi.stark.kernel.Lanes.L;
import static dev.merapi.stark.kernel.Lanes.N;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.UMIN;

import dev.merapi.stark.field.KoalaBear;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;

/**
 * Sums of products, on which the arithmetic of extension slices is built.
 *
 * <p>Products are summed raw in 64-bit lanes, even and odd words apart. A product of two reduced
 * values is below p^2 < 2^62, so four fit a lane; {@code fold} = min(T, T - 2p^2) as unsigned
 * brings T < 4p^2 below 2p^2, which the Montgomery reduction accepts. Multiplicands are masked or
 * shifted so that HotSpot recognises 32 x 32 bit products.
 *
 * <p>Helpers are called through constant method handles, which C2 inlines whatever the size of the
 * caller.
 */
final class VectorProducts {
  private static final int P = KoalaBear.P;
  private static final long TWO_P_SQUARED = 2L * P * P;

  static final MethodHandle EVEN;
  static final MethodHandle ODD;
  static final MethodHandle TRIPLE;

  /** Reduction of the sums of up to four products. */
  static final MethodHandle REDUCE;

  /** The sum of two products. */
  static final MethodHandle SUM2;

  /** The sum of three products. */
  static final MethodHandle SUM3;

  /** The sum of four products. */
  static final MethodHandle SUM4;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      Class<?> self = VectorProducts.class;
      Class<?> i = IntVector.class;
      Class<?> l = LongVector.class;
      EVEN = lookup.findStatic(self, "even", MethodType.methodType(l, i));
      ODD = lookup.findStatic(self, "odd", MethodType.methodType(l, i));
      TRIPLE = lookup.findStatic(self, "triple", MethodType.methodType(i, i));
      MethodType reduction = MethodType.methodType(i, l, l, i, i, i, i, l, l);
      REDUCE = lookup.findStatic(self, "reduce", reduction);
      SUM2 = lookup.findStatic(self, "sum2", MethodType.methodType(l, l, l, l, l));
      SUM3 = lookup.findStatic(self, "sum3", MethodType.methodType(l, l, l, l, l, l, l));
      SUM4 = lookup.findStatic(self, "sum4", MethodType.methodType(l, l, l, l, l, l, l, l, l));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private VectorProducts() {}

  private static LongVector even(IntVector a) {
    return a.reinterpretAsLongs().and(Lanes.LOW);
  }

  private static LongVector odd(IntVector a) {
    return a.reinterpretAsLongs().lanewise(LSHR, 32);
  }

  private static IntVector triple(IntVector a) {
    IntVector t = a.add(a);
    t = t.lanewise(UMIN, t.sub(P)).add(a);
    return t.lanewise(UMIN, t.sub(P));
  }

  /** As {@link Lanes#reduce}, of even and odd sums below 4p^2: their upper halves are below 2p. */
  private static IntVector reduce(
      LongVector even,
      LongVector odd,
      IntVector p,
      IntVector upper,
      IntVector lower,
      IntVector inverse,
      LongVector lp,
      LongVector m)
      throws Throwable {
    if (Lanes.PERMUTE) {
      IntVector e = even.reinterpretAsInts();
      IntVector o = odd.reinterpretAsInts();
      LongVector q = lower.selectFrom(e, o).mul(inverse).reinterpretAsLongs();
      IntVector h = upper.selectFrom(e, o);
      IntVector qe = q.and(m).mul(lp).reinterpretAsInts();
      IntVector qo = q.lanewise(LSHR, 32L).mul(lp).reinterpretAsInts();
      IntVector r = h.lanewise(UMIN, h.sub(p)).sub(upper.selectFrom(qe, qo));
      return r.lanewise(UMIN, r.add(p));
    }
    LongVector e = even.lanewise(UMIN, even.sub(TWO_P_SQUARED));
    LongVector o = odd.lanewise(UMIN, odd.sub(TWO_P_SQUARED));
    return (IntVector) Lanes.REDUCE.invokeExact(e, o, p, upper, lower, inverse, lp, m);
  }

  private static LongVector sum2(LongVector a, LongVector b, LongVector c, LongVector d) {
    return a.mul(b).add(c.mul(d));
  }

  private static LongVector sum3(
      LongVector a, LongVector b, LongVector c, LongVector d, LongVector e, LongVector f) {
    return a.mul(b).add(c.mul(d)).add(e.mul(f));
  }

  private static LongVector sum4(
      LongVector a,
      LongVector b,
      LongVector c,
      LongVector d,
      LongVector e,
      LongVector f,
      LongVector g,
      LongVector h) {
    return a.mul(b).add(c.mul(d)).add(e.mul(f).add(g.mul(h)));
  }

  /** As {@link ConstraintKernel#mulExt}. */
  static void mulExt(
      int[] a, int ao, int as, int[] b, int bo, int bs, int[] d, int dO, int ds, int n)
      throws Throwable {
    IntVector p = IntVector.broadcast(I, Lanes.P);
    IntVector up = Lanes.upper();
    IntVector low = Lanes.lower();
    IntVector inv = IntVector.broadcast(I, Lanes.P_INVERSE);
    LongVector m = LongVector.broadcast(L, Lanes.LOW);
    LongVector lp = LongVector.broadcast(L, (long) Lanes.P).and(m);
    for (int i = 0; i < n; i += N) {
      IntVector x0 = IntVector.fromArray(I, a, ao + i);
      IntVector x1 = IntVector.fromArray(I, a, ao + as + i);
      IntVector x2 = IntVector.fromArray(I, a, ao + 2 * as + i);
      IntVector x3 = IntVector.fromArray(I, a, ao + 3 * as + i);
      IntVector y0 = IntVector.fromArray(I, b, bo + i);
      IntVector y1 = IntVector.fromArray(I, b, bo + bs + i);
      IntVector y2 = IntVector.fromArray(I, b, bo + 2 * bs + i);
      IntVector y3 = IntVector.fromArray(I, b, bo + 3 * bs + i);
      IntVector t1 = (IntVector) TRIPLE.invokeExact(y1);
      IntVector t2 = (IntVector) TRIPLE.invokeExact(y2);
      IntVector t3 = (IntVector) TRIPLE.invokeExact(y3);
      LongVector a0e = (LongVector) EVEN.invokeExact(x0);
      LongVector a0o = (LongVector) ODD.invokeExact(x0);
      LongVector a1e = (LongVector) EVEN.invokeExact(x1);
      LongVector a1o = (LongVector) ODD.invokeExact(x1);
      LongVector a2e = (LongVector) EVEN.invokeExact(x2);
      LongVector a2o = (LongVector) ODD.invokeExact(x2);
      LongVector a3e = (LongVector) EVEN.invokeExact(x3);
      LongVector a3o = (LongVector) ODD.invokeExact(x3);
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
      LongVector e = (LongVector) SUM4.invokeExact(a0e, b0e, a1e, z3e, a2e, z2e, a3e, z1e);
      LongVector o = (LongVector) SUM4.invokeExact(a0o, b0o, a1o, z3o, a2o, z2o, a3o, z1o);
      IntVector r = (IntVector) REDUCE.invokeExact(e, o, p, up, low, inv, lp, m);
      r.intoArray(d, dO + i);
      e = (LongVector) SUM4.invokeExact(a0e, b1e, a1e, b0e, a2e, z3e, a3e, z2e);
      o = (LongVector) SUM4.invokeExact(a0o, b1o, a1o, b0o, a2o, z3o, a3o, z2o);
      r = (IntVector) REDUCE.invokeExact(e, o, p, up, low, inv, lp, m);
      r.intoArray(d, dO + ds + i);
      e = (LongVector) SUM4.invokeExact(a0e, b2e, a1e, b1e, a2e, b0e, a3e, z3e);
      o = (LongVector) SUM4.invokeExact(a0o, b2o, a1o, b1o, a2o, b0o, a3o, z3o);
      r = (IntVector) REDUCE.invokeExact(e, o, p, up, low, inv, lp, m);
      r.intoArray(d, dO + 2 * ds + i);
      e = (LongVector) SUM4.invokeExact(a0e, b3e, a1e, b2e, a2e, b1e, a3e, b0e);
      o = (LongVector) SUM4.invokeExact(a0o, b3o, a1o, b2o, a2o, b1o, a3o, b0o);
      r = (IntVector) REDUCE.invokeExact(e, o, p, up, low, inv, lp, m);
      r.intoArray(d, dO + 3 * ds + i);
    }
  }
}
