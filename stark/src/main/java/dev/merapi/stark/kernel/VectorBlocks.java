package dev.merapi.stark.kernel;

import static dev.merapi.stark.kernel.Lanes.I;
import static dev.merapi.stark.kernel.Lanes.L;
import static dev.merapi.stark.kernel.Lanes.N;

import dev.merapi.stark.field.KoalaBear;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;

/** Whole vectors here, the last few elements by the scalar twin. */
final class VectorBlocks implements BlockKernel {
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
    LongVector m = LongVector.broadcast(L, Lanes.LOW);
    LongVector lp = LongVector.broadcast(L, (long) Lanes.P).and(m);
    LongVector mu = LongVector.broadcast(L, Lanes.NEG_P_INVERSE).and(m);
    int w = whole(n);
    for (int i = 0; i < w; i += N) {
      IntVector x = IntVector.fromArray(I, a, ai + i);
      IntVector y = IntVector.fromArray(I, b, bi + i);
      Lanes.mul(x, y, p, lp, mu, m).intoArray(out, o + i);
    }
    scalar.mul(a, ai + w, b, bi + w, out, o + w, n - w);
  }

  @Override
  public void addProduct(int[] a, int ai, int[] b, int bi, int[] out, int o, int n) {
    IntVector p = IntVector.broadcast(I, Lanes.P);
    LongVector m = LongVector.broadcast(L, Lanes.LOW);
    LongVector lp = LongVector.broadcast(L, (long) Lanes.P).and(m);
    LongVector mu = LongVector.broadcast(L, Lanes.NEG_P_INVERSE).and(m);
    int w = whole(n);
    for (int i = 0; i < w; i += N) {
      IntVector x = IntVector.fromArray(I, a, ai + i);
      IntVector y = IntVector.fromArray(I, b, bi + i);
      IntVector z = IntVector.fromArray(I, out, o + i);
      Lanes.add(z, Lanes.mul(x, y, p, lp, mu, m), p).intoArray(out, o + i);
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
    int w = whole(n);
    for (int i = 0; i < w; i += N) {
      Lanes.shoup(IntVector.fromArray(I, a, ai + i), c, companion, p, m).intoArray(out, o + i);
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
    int w = whole(n);
    for (int i = 0; i < w; i += N) {
      IntVector x = IntVector.fromArray(I, a, ai + i);
      IntVector z = IntVector.fromArray(I, out, o + i);
      Lanes.add(z, Lanes.shoup(x, c, companion, p, m), p).intoArray(out, o + i);
    }
    scalar.addScaled(a, ai + w, constant, out, o + w, n - w);
  }

  /** Prefix products lane by lane; the last vector's lanes and the rest share one inversion. */
  @Override
  public void invert(int[] a, int ai, int n) {
    int w = whole(n);
    if (w < 2 * N) {
      scalar.invert(a, ai, n);
      return;
    }
    int[] prefix = new int[w];
    int rest = n - w;
    int[] last = new int[N + rest];
    System.arraycopy(a, ai + w, last, N, rest);
    prefixes(a, ai, w, prefix, last);
    scalar.invert(last, 0, last.length);
    backwards(a, ai, w, prefix, last);
    System.arraycopy(last, N, a, ai + w, rest);
  }

  private static void prefixes(int[] a, int ai, int w, int[] prefix, int[] last) {
    IntVector p = IntVector.broadcast(I, Lanes.P);
    LongVector m = LongVector.broadcast(L, Lanes.LOW);
    LongVector lp = LongVector.broadcast(L, (long) Lanes.P).and(m);
    LongVector mu = LongVector.broadcast(L, Lanes.NEG_P_INVERSE).and(m);
    IntVector product = IntVector.broadcast(I, KoalaBear.ONE);
    for (int i = 0; i < w; i += N) {
      product.intoArray(prefix, i);
      product = Lanes.mul(product, IntVector.fromArray(I, a, ai + i), p, lp, mu, m);
    }
    product.intoArray(last, 0);
  }

  private static void backwards(int[] a, int ai, int w, int[] prefix, int[] last) {
    IntVector p = IntVector.broadcast(I, Lanes.P);
    LongVector m = LongVector.broadcast(L, Lanes.LOW);
    LongVector lp = LongVector.broadcast(L, (long) Lanes.P).and(m);
    LongVector mu = LongVector.broadcast(L, Lanes.NEG_P_INVERSE).and(m);
    IntVector inverse = IntVector.fromArray(I, last, 0);
    for (int i = w - N; i >= 0; i -= N) {
      IntVector x = IntVector.fromArray(I, a, ai + i);
      IntVector before = IntVector.fromArray(I, prefix, i);
      Lanes.mul(inverse, before, p, lp, mu, m).intoArray(a, ai + i);
      inverse = Lanes.mul(inverse, x, p, lp, mu, m);
    }
  }
}
