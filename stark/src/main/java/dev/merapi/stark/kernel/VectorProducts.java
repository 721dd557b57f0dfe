package dev.merapi.stark.kernel;

import dev.merapi.stark.field.KoalaBear;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of extension slices.
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
  private static final long LOW = Lanes.LOW;
  private static final long TWO_P_SQUARED = 2L * P * P;
  private static final VectorSpecies<Integer> S = Lanes.I;
  private static final VectorSpecies<Long> L = Lanes.L;
  private static final int LANES = Lanes.N;

  static final MethodHandle EVEN;
  static final MethodHandle ODD;
  private static final MethodHandle TRIPLE;
  static final MethodHandle REDUCE;
  private static final MethodHandle SUM4;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      Class<?> self = VectorProducts.class;
      Class<?> i = IntVector.class;
      Class<?> l = LongVector.class;
      EVEN = lookup.findStatic(self, "even", MethodType.methodType(l, i));
      ODD = lookup.findStatic(self, "odd", MethodType.methodType(l, i));
      TRIPLE = lookup.findStatic(self, "triple", MethodType.methodType(i, i));
      REDUCE = lookup.findStatic(self, "reduce", MethodType.methodType(i, l, l));
      SUM4 = lookup.findStatic(self, "sum4", MethodType.methodType(l, l, l, l, l, l, l, l, l));
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private static LongVector even(IntVector a) {
    return a.reinterpretAsLongs().and(LOW);
  }

  private static LongVector odd(IntVector a) {
    return a.reinterpretAsLongs().lanewise(VectorOperators.LSHR, 32);
  }

  private static IntVector triple(IntVector a) {
    IntVector t = a.add(a);
    t = t.lanewise(VectorOperators.UMIN, t.sub(P)).add(a);
    return t.lanewise(VectorOperators.UMIN, t.sub(P));
  }

  /** Montgomery reduction of even and odd sums below 2p^2. */
  private static IntVector reduce(LongVector e, LongVector o) {
    LongVector negInverse = LongVector.broadcast(L, KoalaBear.NEG_P_INVERSE).and(LOW);
    LongVector p = LongVector.broadcast(L, P).and(LOW);
    LongVector he;
    LongVector ho;
    if (Choice.WIDE_MULTIPLY) {
      IntVector factors = negInverse.reinterpretAsInts();
      he = e.add(e.reinterpretAsInts().mul(factors).reinterpretAsLongs().mul(p));
      ho = o.add(o.reinterpretAsInts().mul(factors).reinterpretAsLongs().mul(p));
    } else {
      he = e.add(e.and(LOW).mul(negInverse).and(LOW).mul(p));
      ho = o.add(o.and(LOW).mul(negInverse).and(LOW).mul(p));
    }
    IntVector r = he.lanewise(VectorOperators.LSHR, 32).or(ho).reinterpretAsInts();
    return r.lanewise(VectorOperators.UMIN, r.sub(P));
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
    LongVector t = a.mul(b).add(c.mul(d)).add(e.mul(f)).add(g.mul(h));
    return t.lanewise(VectorOperators.UMIN, t.sub(TWO_P_SQUARED));
  }

  static void mulExt(
      int[] a, int ao, int as, int[] b, int bo, int bs, int[] d, int dO, int ds, int n) {
    try {
      for (int i = 0; i < n; i += LANES) {
        IntVector x0 = IntVector.fromArray(S, a, ao + i);
        IntVector x1 = IntVector.fromArray(S, a, ao + as + i);
        IntVector x2 = IntVector.fromArray(S, a, ao + 2 * as + i);
        IntVector x3 = IntVector.fromArray(S, a, ao + 3 * as + i);
        IntVector y0 = IntVector.fromArray(S, b, bo + i);
        IntVector y1 = IntVector.fromArray(S, b, bo + bs + i);
        IntVector y2 = IntVector.fromArray(S, b, bo + 2 * bs + i);
        IntVector y3 = IntVector.fromArray(S, b, bo + 3 * bs + i);
        IntVector z1 = (IntVector) TRIPLE.invokeExact(y1);
        IntVector z2 = (IntVector) TRIPLE.invokeExact(y2);
        IntVector z3 = (IntVector) TRIPLE.invokeExact(y3);
        LongVector a0e = (LongVector) EVEN.invokeExact(x0);
        LongVector a1e = (LongVector) EVEN.invokeExact(x1);
        LongVector a2e = (LongVector) EVEN.invokeExact(x2);
        LongVector a3e = (LongVector) EVEN.invokeExact(x3);
        LongVector b0e = (LongVector) EVEN.invokeExact(y0);
        LongVector b1e = (LongVector) EVEN.invokeExact(y1);
        LongVector b2e = (LongVector) EVEN.invokeExact(y2);
        LongVector b3e = (LongVector) EVEN.invokeExact(y3);
        LongVector z1e = (LongVector) EVEN.invokeExact(z1);
        LongVector z2e = (LongVector) EVEN.invokeExact(z2);
        LongVector z3e = (LongVector) EVEN.invokeExact(z3);
        LongVector a0o = (LongVector) ODD.invokeExact(x0);
        LongVector a1o = (LongVector) ODD.invokeExact(x1);
        LongVector a2o = (LongVector) ODD.invokeExact(x2);
        LongVector a3o = (LongVector) ODD.invokeExact(x3);
        LongVector b0o = (LongVector) ODD.invokeExact(y0);
        LongVector b1o = (LongVector) ODD.invokeExact(y1);
        LongVector b2o = (LongVector) ODD.invokeExact(y2);
        LongVector b3o = (LongVector) ODD.invokeExact(y3);
        LongVector z1o = (LongVector) ODD.invokeExact(z1);
        LongVector z2o = (LongVector) ODD.invokeExact(z2);
        LongVector z3o = (LongVector) ODD.invokeExact(z3);
        LongVector e = (LongVector) SUM4.invokeExact(a0e, b0e, a1e, z3e, a2e, z2e, a3e, z1e);
        LongVector o = (LongVector) SUM4.invokeExact(a0o, b0o, a1o, z3o, a2o, z2o, a3o, z1o);
        IntVector r = (IntVector) REDUCE.invokeExact(e, o);
        r.intoArray(d, dO + i);
        e = (LongVector) SUM4.invokeExact(a0e, b1e, a1e, b0e, a2e, z3e, a3e, z2e);
        o = (LongVector) SUM4.invokeExact(a0o, b1o, a1o, b0o, a2o, z3o, a3o, z2o);
        r = (IntVector) REDUCE.invokeExact(e, o);
        r.intoArray(d, dO + ds + i);
        e = (LongVector) SUM4.invokeExact(a0e, b2e, a1e, b1e, a2e, b0e, a3e, z3e);
        o = (LongVector) SUM4.invokeExact(a0o, b2o, a1o, b1o, a2o, b0o, a3o, z3o);
        r = (IntVector) REDUCE.invokeExact(e, o);
        r.intoArray(d, dO + 2 * ds + i);
        e = (LongVector) SUM4.invokeExact(a0e, b3e, a1e, b2e, a2e, b1e, a3e, b0e);
        o = (LongVector) SUM4.invokeExact(a0o, b3o, a1o, b2o, a2o, b1o, a3o, b0o);
        r = (IntVector) REDUCE.invokeExact(e, o);
        r.intoArray(d, dO + 3 * ds + i);
      }
    } catch (Throwable t) {
      throw Lanes.rethrow(t);
    }
  }

  private VectorProducts() {}
}
