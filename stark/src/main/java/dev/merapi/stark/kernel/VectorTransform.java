package dev.merapi.stark.kernel;

import static dev.merapi.stark.kernel.Lanes.ADD;
import static dev.merapi.stark.kernel.Lanes.I;
import static dev.merapi.stark.kernel.Lanes.L;
import static dev.merapi.stark.kernel.Lanes.N;
import static dev.merapi.stark.kernel.Lanes.SHOUP;
import static dev.merapi.stark.kernel.Lanes.SUB;

import dev.merapi.stark.field.KoalaBear;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;

/**
 * Radix-4 transforms, recursive down to blocks that fit the first-level cache. The layers with
 * blocks smaller than a pair of vectors run in registers ({@link VectorTails}), which leaves
 * coefficients in bit-reversed order further permuted inside each pair; evaluation undoes it.
 */
final class VectorTransform implements TransformKernel {
  /** log2 of the size from which blocks are treated depth first. */
  private static final int CACHE_LOG = 12;

  private static final int TAIL = VectorTails.LAYERS;

  private final ScalarTransform scalar = new ScalarTransform();

  @Override
  public void interpolate(int[] src, int srcAt, int[] dst, int dstAt, int logSize, int shift) {
    if (logSize <= TAIL) {
      scalar.interpolate(src, srcAt, dst, dstAt, logSize, shift);
      return;
    }
    VectorTails tails = VectorTails.of(logSize, shift, true);
    try {
      scale(src, srcAt, dst, dstAt, 1 << logSize);
      dif(dst, dstAt, logSize, tails);
    } catch (Throwable t) {
      throw Lanes.rethrow(t);
    }
  }

  @Override
  public void evaluate(int[] src, int srcAt, int[] dst, int dstAt, int logSize, int shift) {
    if (logSize <= TAIL) {
      scalar.evaluate(src, srcAt, dst, dstAt, logSize, shift);
      return;
    }
    try {
      dit(src, srcAt, dst, dstAt, logSize, VectorTails.of(logSize, shift, false));
    } catch (Throwable t) {
      throw Lanes.rethrow(t);
    }
  }

  private static void scale(int[] src, int srcAt, int[] dst, int dstAt, int n) throws Throwable {
    int factor = KoalaBear.toCanonical(KoalaBear.inverse(KoalaBear.fromCanonical(n)));
    IntVector w = IntVector.broadcast(I, factor);
    IntVector c = IntVector.broadcast(I, Twiddles.companion(factor));
    IntVector p = IntVector.broadcast(I, Lanes.P);
    IntVector upper = Lanes.upper();
    LongVector m = LongVector.broadcast(L, Lanes.LOW);
    for (int i = 0; i < n; i += N) {
      IntVector x = IntVector.fromArray(I, src, srcAt + i);
      ((IntVector) SHOUP.invokeExact(x, w, c, p, upper, m)).intoArray(dst, dstAt + i);
    }
  }

  private static void dif(int[] a, int at, int log, VectorTails tails) throws Throwable {
    int n = 1 << log;
    if (log > CACHE_LOG) {
      int q = n >> 2;
      dif4(a, at, q, tails.layers[log], tails.layers[log - 1]);
      for (int i = 0; i < 4; i++) {
        dif(a, at + i * q, log - 2, tails);
      }
      return;
    }
    int s = log;
    for (; s >= TAIL + 2; s -= 2) {
      int q = 1 << (s - 2);
      for (int b = at; b < at + n; b += 4 * q) {
        dif4(a, b, q, tails.layers[s], tails.layers[s - 1]);
      }
    }
    if (s == TAIL + 1) {
      dif2(a, at, n, tails.layers[s]);
    }
    tails.down(a, at, n);
  }

  private static void dit(int[] src, int from, int[] a, int at, int log, VectorTails tails)
      throws Throwable {
    int n = 1 << log;
    if (log > CACHE_LOG) {
      int q = n >> 2;
      for (int i = 0; i < 4; i++) {
        dit(src, from + i * q, a, at + i * q, log - 2, tails);
      }
      dit4(a, at, q, tails.layers[log], tails.layers[log - 1]);
      return;
    }
    tails.up(src, from, a, at, n);
    int s = TAIL;
    if (((log - TAIL) & 1) == 1) {
      s++;
      dit2(a, at, n, tails.layers[s]);
    }
    while (s < log) {
      s += 2;
      int q = 1 << (s - 2);
      for (int b = at; b < at + n; b += 4 * q) {
        dit4(a, b, q, tails.layers[s], tails.layers[s - 1]);
      }
    }
  }

  private static void dif4(int[] a, int at, int q, Twiddles outer, Twiddles inner)
      throws Throwable {
    IntVector p = IntVector.broadcast(I, Lanes.P);
    IntVector upper = Lanes.upper();
    LongVector m = LongVector.broadcast(L, Lanes.LOW);
    int[] w1 = outer.factors();
    int[] c1 = outer.companions();
    int[] w2 = inner.factors();
    int[] c2 = inner.companions();
    for (int j = 0; j < q; j += N) {
      int o = at + j;
      IntVector x = IntVector.fromArray(I, a, o);
      IntVector y = IntVector.fromArray(I, a, o + q);
      IntVector z = IntVector.fromArray(I, a, o + 2 * q);
      IntVector t = IntVector.fromArray(I, a, o + 3 * q);
      IntVector w = IntVector.fromArray(I, w1, j);
      IntVector c = IntVector.fromArray(I, c1, j);
      IntVector v = IntVector.fromArray(I, w1, j + q);
      IntVector d = IntVector.fromArray(I, c1, j + q);
      IntVector x1 = (IntVector) ADD.invokeExact(x, z, p);
      IntVector y1 = (IntVector) ADD.invokeExact(y, t, p);
      IntVector z1 = (IntVector) SHOUP.invokeExact(x.sub(z).add(p), w, c, p, upper, m);
      IntVector t1 = (IntVector) SHOUP.invokeExact(y.sub(t).add(p), v, d, p, upper, m);
      IntVector u = IntVector.fromArray(I, w2, j);
      IntVector e = IntVector.fromArray(I, c2, j);
      ((IntVector) ADD.invokeExact(x1, y1, p)).intoArray(a, o);
      ((IntVector) SHOUP.invokeExact(x1.sub(y1).add(p), u, e, p, upper, m)).intoArray(a, o + q);
      ((IntVector) ADD.invokeExact(z1, t1, p)).intoArray(a, o + 2 * q);
      ((IntVector) SHOUP.invokeExact(z1.sub(t1).add(p), u, e, p, upper, m)).intoArray(a, o + 3 * q);
    }
  }

  private static void dit4(int[] a, int at, int q, Twiddles outer, Twiddles inner)
      throws Throwable {
    IntVector p = IntVector.broadcast(I, Lanes.P);
    IntVector upper = Lanes.upper();
    LongVector m = LongVector.broadcast(L, Lanes.LOW);
    int[] w1 = outer.factors();
    int[] c1 = outer.companions();
    int[] w2 = inner.factors();
    int[] c2 = inner.companions();
    for (int j = 0; j < q; j += N) {
      int o = at + j;
      IntVector u = IntVector.fromArray(I, w2, j);
      IntVector e = IntVector.fromArray(I, c2, j);
      IntVector x = IntVector.fromArray(I, a, o);
      IntVector y =
          (IntVector) SHOUP.invokeExact(IntVector.fromArray(I, a, o + q), u, e, p, upper, m);
      IntVector z = IntVector.fromArray(I, a, o + 2 * q);
      IntVector t =
          (IntVector) SHOUP.invokeExact(IntVector.fromArray(I, a, o + 3 * q), u, e, p, upper, m);
      IntVector w = IntVector.fromArray(I, w1, j);
      IntVector c = IntVector.fromArray(I, c1, j);
      IntVector v = IntVector.fromArray(I, w1, j + q);
      IntVector d = IntVector.fromArray(I, c1, j + q);
      IntVector x1 = (IntVector) ADD.invokeExact(x, y, p);
      IntVector y1 = (IntVector) SUB.invokeExact(x, y, p);
      // Shoup takes any 32-bit factor: z + t < 2p needs no reduction.
      IntVector z1 = (IntVector) SHOUP.invokeExact(z.add(t), w, c, p, upper, m);
      IntVector t1 = (IntVector) SHOUP.invokeExact(z.sub(t).add(p), v, d, p, upper, m);
      ((IntVector) ADD.invokeExact(x1, z1, p)).intoArray(a, o);
      ((IntVector) ADD.invokeExact(y1, t1, p)).intoArray(a, o + q);
      ((IntVector) SUB.invokeExact(x1, z1, p)).intoArray(a, o + 2 * q);
      ((IntVector) SUB.invokeExact(y1, t1, p)).intoArray(a, o + 3 * q);
    }
  }

  /** One layer with blocks of a pair of vectors. */
  private static void dif2(int[] a, int at, int n, Twiddles layer) throws Throwable {
    IntVector p = IntVector.broadcast(I, Lanes.P);
    IntVector upper = Lanes.upper();
    LongVector m = LongVector.broadcast(L, Lanes.LOW);
    IntVector w = IntVector.fromArray(I, layer.factors(), 0);
    IntVector c = IntVector.fromArray(I, layer.companions(), 0);
    for (int o = at; o < at + n; o += 2 * N) {
      IntVector x = IntVector.fromArray(I, a, o);
      IntVector y = IntVector.fromArray(I, a, o + N);
      ((IntVector) ADD.invokeExact(x, y, p)).intoArray(a, o);
      ((IntVector) SHOUP.invokeExact(x.sub(y).add(p), w, c, p, upper, m)).intoArray(a, o + N);
    }
  }

  private static void dit2(int[] a, int at, int n, Twiddles layer) throws Throwable {
    IntVector p = IntVector.broadcast(I, Lanes.P);
    IntVector upper = Lanes.upper();
    LongVector m = LongVector.broadcast(L, Lanes.LOW);
    IntVector w = IntVector.fromArray(I, layer.factors(), 0);
    IntVector c = IntVector.fromArray(I, layer.companions(), 0);
    for (int o = at; o < at + n; o += 2 * N) {
      IntVector x = IntVector.fromArray(I, a, o);
      IntVector z = IntVector.fromArray(I, a, o + N);
      IntVector y = (IntVector) SHOUP.invokeExact(z, w, c, p, upper, m);
      ((IntVector) ADD.invokeExact(x, y, p)).intoArray(a, o);
      ((IntVector) SUB.invokeExact(x, y, p)).intoArray(a, o + N);
    }
  }
}
