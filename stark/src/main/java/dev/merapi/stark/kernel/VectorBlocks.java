package dev.merapi.stark.kernel;

import static dev.merapi.stark.kernel.Lanes.I;
import static dev.merapi.stark.kernel.Lanes.L;
import static dev.merapi.stark.kernel.Lanes.N;

import dev.merapi.stark.field.KoalaBear;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;

/** Whole vectors here, the last few elements by the scalar twin. */
final class VectorBlocks implements BlockKernel {
  /** Chains of prefix products. */
  private static final int CHAINS = 4;

  private static final int WIDE = CHAINS * N;

  /** Elements inverted together, so that what belongs to them stays in the first-level cache. */
  private static final int BLOCK = 2048;

  private static final int PREFIX = Scratch.INVERSION;

  private final ScalarBlocks scalar = new ScalarBlocks();

  private static int whole(int n) {
    return n & -N;
  }

  @Override
  public void add(int[] a, int ai, int[] b, int bi, int[] out, int o, int n) {
    IntVector p = IntVector.broadcast(I, Lanes.P);
    int w = whole(n);
    for (int i = 0; i < w; i += N) {
      IntVector x = IntVector.fromArray(I, a, ai + i);
      IntVector y = IntVector.fromArray(I, b, bi + i);
      Lanes.add(x, y, p).intoArray(out, o + i);
    }
    scalar.add(a, ai + w, b, bi + w, out, o + w, n - w);
  }

  @Override
  public void sub(int[] a, int ai, int[] b, int bi, int[] out, int o, int n) {
    IntVector p = IntVector.broadcast(I, Lanes.P);
    int w = whole(n);
    for (int i = 0; i < w; i += N) {
      IntVector x = IntVector.fromArray(I, a, ai + i);
      IntVector y = IntVector.fromArray(I, b, bi + i);
      Lanes.sub(x, y, p).intoArray(out, o + i);
    }
    scalar.sub(a, ai + w, b, bi + w, out, o + w, n - w);
  }

  @Override
  public void mul(int[] a, int ai, int[] b, int bi, int[] out, int o, int n) {
    IntVector p = IntVector.broadcast(I, Lanes.P);
    IntVector up = Lanes.upper();
    IntVector low = Lanes.lower();
    IntVector inv = IntVector.broadcast(I, Lanes.P_INVERSE);
    LongVector m = LongVector.broadcast(L, Lanes.LOW);
    LongVector lp = LongVector.broadcast(L, (long) Lanes.P).and(m);
    int w = whole(n);
    try {
      for (int i = 0; i < w; i += N) {
        IntVector x = IntVector.fromArray(I, a, ai + i);
        IntVector y = IntVector.fromArray(I, b, bi + i);
        IntVector r = (IntVector) Lanes.MUL.invokeExact(x, y, p, up, low, inv, lp, m);
        r.intoArray(out, o + i);
      }
    } catch (Throwable t) {
      throw Lanes.rethrow(t);
    }
    scalar.mul(a, ai + w, b, bi + w, out, o + w, n - w);
  }

  @Override
  public void addProduct(int[] a, int ai, int[] b, int bi, int[] out, int o, int n) {
    IntVector p = IntVector.broadcast(I, Lanes.P);
    IntVector up = Lanes.upper();
    IntVector low = Lanes.lower();
    IntVector inv = IntVector.broadcast(I, Lanes.P_INVERSE);
    LongVector m = LongVector.broadcast(L, Lanes.LOW);
    LongVector lp = LongVector.broadcast(L, (long) Lanes.P).and(m);
    int w = whole(n);
    try {
      for (int i = 0; i < w; i += N) {
        IntVector x = IntVector.fromArray(I, a, ai + i);
        IntVector y = IntVector.fromArray(I, b, bi + i);
        IntVector z = IntVector.fromArray(I, out, o + i);
        IntVector r = (IntVector) Lanes.MUL.invokeExact(x, y, p, up, low, inv, lp, m);
        Lanes.add(z, r, p).intoArray(out, o + i);
      }
    } catch (Throwable t) {
      throw Lanes.rethrow(t);
    }
    scalar.addProduct(a, ai + w, b, bi + w, out, o + w, n - w);
  }

  @Override
  public void addConstant(int[] a, int ai, int constant, int[] out, int o, int n) {
    IntVector p = IntVector.broadcast(I, Lanes.P);
    IntVector c = IntVector.broadcast(I, constant);
    int w = whole(n);
    for (int i = 0; i < w; i += N) {
      Lanes.add(IntVector.fromArray(I, a, ai + i), c, p).intoArray(out, o + i);
    }
    scalar.addConstant(a, ai + w, constant, out, o + w, n - w);
  }

  @Override
  public void scale(int[] a, int ai, int constant, int[] out, int o, int n) {
    IntVector p = IntVector.broadcast(I, Lanes.P);
    LongVector m = LongVector.broadcast(L, Lanes.LOW);
    int canonical = KoalaBear.toCanonical(constant);
    IntVector c = IntVector.broadcast(I, canonical);
    IntVector companion = IntVector.broadcast(I, Twiddles.companion(canonical));
    IntVector upper = Lanes.upper();
    int w = whole(n);
    for (int i = 0; i < w; i += N) {
      Lanes.shoup(IntVector.fromArray(I, a, ai + i), c, companion, p, upper, m)
          .intoArray(out, o + i);
    }
    scalar.scale(a, ai + w, constant, out, o + w, n - w);
  }

  @Override
  public void addScaled(int[] a, int ai, int constant, int[] out, int o, int n) {
    IntVector p = IntVector.broadcast(I, Lanes.P);
    LongVector m = LongVector.broadcast(L, Lanes.LOW);
    int canonical = KoalaBear.toCanonical(constant);
    IntVector c = IntVector.broadcast(I, canonical);
    IntVector companion = IntVector.broadcast(I, Twiddles.companion(canonical));
    IntVector upper = Lanes.upper();
    int w = whole(n);
    for (int i = 0; i < w; i += N) {
      IntVector x = IntVector.fromArray(I, a, ai + i);
      IntVector z = IntVector.fromArray(I, out, o + i);
      Lanes.add(z, Lanes.shoup(x, c, companion, p, upper, m), p).intoArray(out, o + i);
    }
    scalar.addScaled(a, ai + w, constant, out, o + w, n - w);
  }

  /** out[o + i] = constant + slope · a[ai + i], for whole vectors. */
  void linear(int[] a, int ai, int slope, int constant, int[] out, int o, int n) {
    IntVector p = IntVector.broadcast(I, Lanes.P);
    IntVector k = IntVector.broadcast(I, constant);
    LongVector m = LongVector.broadcast(L, Lanes.LOW);
    int canonical = KoalaBear.toCanonical(slope);
    IntVector c = IntVector.broadcast(I, canonical);
    IntVector companion = IntVector.broadcast(I, Twiddles.companion(canonical));
    IntVector upper = Lanes.upper();
    for (int i = 0; i < n; i += N) {
      IntVector x = IntVector.fromArray(I, a, ai + i);
      Lanes.add(Lanes.shoup(x, c, companion, p, upper, m), k, p).intoArray(out, o + i);
    }
  }

  /** x becomes x + y and y becomes (x - y) · w, for whole vectors. */
  void butterfly(int[] a, int xi, int yi, int w, int n) {
    if (w == KoalaBear.ONE) {
      butterfly(a, xi, yi, n);
      return;
    }
    IntVector p = IntVector.broadcast(I, Lanes.P);
    LongVector m = LongVector.broadcast(L, Lanes.LOW);
    int canonical = KoalaBear.toCanonical(w);
    IntVector c = IntVector.broadcast(I, canonical);
    IntVector companion = IntVector.broadcast(I, Twiddles.companion(canonical));
    IntVector upper = Lanes.upper();
    for (int i = 0; i < n; i += N) {
      IntVector x = IntVector.fromArray(I, a, xi + i);
      IntVector y = IntVector.fromArray(I, a, yi + i);
      Lanes.add(x, y, p).intoArray(a, xi + i);
      Lanes.shoup(x.sub(y).add(p), c, companion, p, upper, m).intoArray(a, yi + i);
    }
  }

  private static void butterfly(int[] a, int xi, int yi, int n) {
    IntVector p = IntVector.broadcast(I, Lanes.P);
    for (int i = 0; i < n; i += N) {
      IntVector x = IntVector.fromArray(I, a, xi + i);
      IntVector y = IntVector.fromArray(I, a, yi + i);
      Lanes.add(x, y, p).intoArray(a, xi + i);
      Lanes.sub(x, y, p).intoArray(a, yi + i);
    }
  }

  /**
   * Prefix products lane by lane in {@value #CHAINS} chains of vectors, each too slow alone: a
   * product waits for the one before. What they come to, and the rest, are inverted together.
   */
  @Override
  public void invert(int[] a, int ai, int n) {
    int[] scratch = Scratch.words();
    int done = 0;
    try {
      while (n - done >= 2 * WIDE) {
        int w = Math.min(BLOCK, (n - done) / WIDE * WIDE);
        prefixes(a, ai + done, w, scratch);
        invertHalves(scratch, PREFIX, WIDE, scratch, PREFIX + w);
        backwards(a, ai + done, w, scratch);
        done += w;
      }
      invertHalves(a, ai + done, n - done, scratch, PREFIX);
    } catch (Throwable t) {
      throw Lanes.rethrow(t);
    }
  }

  /**
   * At {@code PREFIX + i} the product of those before {@code a[ai + i]} in its chain; all at {@code
   * PREFIX}.
   */
  private static void prefixes(int[] a, int ai, int w, int[] prefix) throws Throwable {
    IntVector p = IntVector.broadcast(I, Lanes.P);
    IntVector up = Lanes.upper();
    IntVector low = Lanes.lower();
    IntVector inv = IntVector.broadcast(I, Lanes.P_INVERSE);
    LongVector m = LongVector.broadcast(L, Lanes.LOW);
    LongVector lp = LongVector.broadcast(L, (long) Lanes.P).and(m);
    IntVector y0 = IntVector.fromArray(I, a, ai);
    IntVector y1 = IntVector.fromArray(I, a, ai + N);
    IntVector y2 = IntVector.fromArray(I, a, ai + 2 * N);
    IntVector y3 = IntVector.fromArray(I, a, ai + 3 * N);
    for (int i = WIDE; i < w; i += WIDE) {
      y0.intoArray(prefix, PREFIX + i);
      y1.intoArray(prefix, PREFIX + i + N);
      y2.intoArray(prefix, PREFIX + i + 2 * N);
      y3.intoArray(prefix, PREFIX + i + 3 * N);
      IntVector x = IntVector.fromArray(I, a, ai + i);
      y0 = (IntVector) Lanes.MUL.invokeExact(y0, x, p, up, low, inv, lp, m);
      x = IntVector.fromArray(I, a, ai + i + N);
      y1 = (IntVector) Lanes.MUL.invokeExact(y1, x, p, up, low, inv, lp, m);
      x = IntVector.fromArray(I, a, ai + i + 2 * N);
      y2 = (IntVector) Lanes.MUL.invokeExact(y2, x, p, up, low, inv, lp, m);
      x = IntVector.fromArray(I, a, ai + i + 3 * N);
      y3 = (IntVector) Lanes.MUL.invokeExact(y3, x, p, up, low, inv, lp, m);
    }
    y0.intoArray(prefix, PREFIX);
    y1.intoArray(prefix, PREFIX + N);
    y2.intoArray(prefix, PREFIX + 2 * N);
    y3.intoArray(prefix, PREFIX + 3 * N);
  }

  private static void backwards(int[] a, int ai, int w, int[] prefix) throws Throwable {
    IntVector y0 = IntVector.fromArray(I, prefix, PREFIX);
    IntVector y1 = IntVector.fromArray(I, prefix, PREFIX + N);
    IntVector y2 = IntVector.fromArray(I, prefix, PREFIX + 2 * N);
    IntVector y3 = IntVector.fromArray(I, prefix, PREFIX + 3 * N);
    IntVector p = IntVector.broadcast(I, Lanes.P);
    IntVector up = Lanes.upper();
    IntVector low = Lanes.lower();
    IntVector inv = IntVector.broadcast(I, Lanes.P_INVERSE);
    LongVector m = LongVector.broadcast(L, Lanes.LOW);
    LongVector lp = LongVector.broadcast(L, (long) Lanes.P).and(m);
    for (int i = w - WIDE; i > 0; i -= WIDE) {
      int o = ai + i;
      IntVector x = IntVector.fromArray(I, a, o);
      IntVector before = IntVector.fromArray(I, prefix, PREFIX + i);
      IntVector v = (IntVector) Lanes.MUL.invokeExact(y0, before, p, up, low, inv, lp, m);
      v.intoArray(a, o);
      y0 = (IntVector) Lanes.MUL.invokeExact(y0, x, p, up, low, inv, lp, m);
      x = IntVector.fromArray(I, a, o + N);
      before = IntVector.fromArray(I, prefix, PREFIX + i + N);
      v = (IntVector) Lanes.MUL.invokeExact(y1, before, p, up, low, inv, lp, m);
      v.intoArray(a, o + N);
      y1 = (IntVector) Lanes.MUL.invokeExact(y1, x, p, up, low, inv, lp, m);
      x = IntVector.fromArray(I, a, o + 2 * N);
      before = IntVector.fromArray(I, prefix, PREFIX + i + 2 * N);
      v = (IntVector) Lanes.MUL.invokeExact(y2, before, p, up, low, inv, lp, m);
      v.intoArray(a, o + 2 * N);
      y2 = (IntVector) Lanes.MUL.invokeExact(y2, x, p, up, low, inv, lp, m);
      x = IntVector.fromArray(I, a, o + 3 * N);
      before = IntVector.fromArray(I, prefix, PREFIX + i + 3 * N);
      v = (IntVector) Lanes.MUL.invokeExact(y3, before, p, up, low, inv, lp, m);
      v.intoArray(a, o + 3 * N);
      y3 = (IntVector) Lanes.MUL.invokeExact(y3, x, p, up, low, inv, lp, m);
    }
    y0.intoArray(a, ai);
    y1.intoArray(a, ai + N);
    y2.intoArray(a, ai + 2 * N);
    y3.intoArray(a, ai + 3 * N);
  }

  /** Whole vectors, so that only a second half has an end to be treated apart. */
  private static int half(int n) {
    return (n + 2 * N - 1) / (2 * N) * N;
  }

  /**
   * Products of two halves down to a vector, that by the scalar twin, then back up; {@code scratch}
   * is free from {@code at} on. The middle of an odd length has no partner.
   */
  private void invertHalves(int[] a, int ai, int n, int[] scratch, int at) throws Throwable {
    if (n <= N) {
      scalar.invert(a, ai, n);
      return;
    }
    int half = half(n);
    int pairs = n - half;
    mul(a, ai, a, ai + half, scratch, at, pairs);
    System.arraycopy(a, ai + pairs, scratch, at + pairs, half - pairs);
    invertHalves(scratch, at, half, scratch, at + half);
    separate(scratch, at, a, ai, half, pairs);
    System.arraycopy(scratch, at + pairs, a, ai + pairs, half - pairs);
  }

  /** From v = 1/(x·y) to 1/x = v·y and 1/y = v·x, in place. */
  private static void separate(int[] v, int vi, int[] a, int ai, int half, int n) throws Throwable {
    IntVector p = IntVector.broadcast(I, Lanes.P);
    IntVector up = Lanes.upper();
    IntVector low = Lanes.lower();
    IntVector inv = IntVector.broadcast(I, Lanes.P_INVERSE);
    LongVector m = LongVector.broadcast(L, Lanes.LOW);
    LongVector lp = LongVector.broadcast(L, (long) Lanes.P).and(m);
    int w = whole(n);
    for (int i = 0; i < w; i += N) {
      IntVector both = IntVector.fromArray(I, v, vi + i);
      IntVector x = IntVector.fromArray(I, a, ai + i);
      IntVector y = IntVector.fromArray(I, a, ai + half + i);
      IntVector r = (IntVector) Lanes.MUL.invokeExact(both, y, p, up, low, inv, lp, m);
      r.intoArray(a, ai + i);
      r = (IntVector) Lanes.MUL.invokeExact(both, x, p, up, low, inv, lp, m);
      r.intoArray(a, ai + half + i);
    }
    for (int i = w; i < n; i++) {
      int x = a[ai + i];
      a[ai + i] = KoalaBear.mul(v[vi + i], a[ai + half + i]);
      a[ai + half + i] = KoalaBear.mul(v[vi + i], x);
    }
  }
}
