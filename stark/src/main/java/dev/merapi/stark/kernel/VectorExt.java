package dev.merapi.stark.kernel;

import static dev.merapi.stark.kernel.Lanes.N;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;
import java.util.Arrays;

/**
 * Extension vectors in blocks of rows that stay in the first two caches; what does not fill a
 * vector goes to the scalar twin.
 */
final class VectorExt implements ExtKernel {
  /** Rows that share a base inversion. */
  private static final int BLOCK = 1024;

  /** Rows folded together: 40 slices of them lie in the first-level cache. */
  private static final int FOLD_BLOCK = 256;

  private static final int THREE = KoalaBear.fromCanonical(3);

  /** Distance of slices, staggered as columns are. */
  private static final int STRIDE = BLOCK + 80;

  private static final int FOLD_STRIDE = FOLD_BLOCK + 16;

  /** Slices of a block: n0, n1 and norms of an inversion, and what the others need. */
  private static final int SCRATCH = Scratch.EXTENSION;

  private static final int X = SCRATCH + 3 * STRIDE;
  private static final int FACTOR = SCRATCH + 4 * STRIDE;
  private static final int INVERSE = SCRATCH + 8 * STRIDE;

  private final VectorBlocks blocks = new VectorBlocks();
  private final ScalarExt scalar = new ScalarExt();

  private static int stride(ColumnMatrix m) {
    return m.offset(1) - m.offset(0);
  }

  private static int whole(int from, int to) {
    return from + ((to - from) & -N);
  }

  @Override
  public void invert(ColumnMatrix v, int from, int to) {
    int end = whole(from, to);
    for (int r = from; r < end; r += BLOCK) {
      int at = v.offset(0) + r;
      int n = Math.min(BLOCK, end - r);
      invert(v.data(), at, stride(v), v.data(), at, stride(v), n);
    }
    if (end < to) {
      scalar.invert(v, end, to);
    }
  }

  /** d = 1/a, on whole vectors of any number of rows; the output may be the input. */
  void invert(int[] a, int ao, int as, int[] d, int dO, int ds, int n) {
    int[] s = Scratch.words();
    int n1 = SCRATCH + STRIDE;
    int norm = SCRATCH + 2 * STRIDE;
    try {
      for (int i = 0; i < n; i += BLOCK) {
        int rows = Math.min(BLOCK, n - i);
        VectorTower.norms(a, ao + i, as, s, SCRATCH, n1, norm, rows);
        blocks.invert(s, norm, rows);
        VectorTower.inverses(a, ao + i, as, s, SCRATCH, n1, norm, d, dO + i, ds, rows);
      }
    } catch (Throwable t) {
      throw Lanes.rethrow(t);
    }
  }

  @Override
  public void mul(ColumnMatrix a, ColumnMatrix b, ColumnMatrix out, int from, int to) {
    int end = whole(from, to);
    mul(
        a.data(),
        a.offset(0) + from,
        stride(a),
        b.data(),
        b.offset(0) + from,
        stride(b),
        out,
        from,
        end - from);
    if (end < to) {
      scalar.mul(a, b, out, end, to);
    }
  }

  private static void mul(
      int[] a, int ao, int as, int[] b, int bo, int bs, ColumnMatrix out, int row, int n) {
    try {
      VectorProducts.mulExt(a, ao, as, b, bo, bs, out.data(), out.offset(0) + row, stride(out), n);
    } catch (Throwable t) {
      throw Lanes.rethrow(t);
    }
  }

  @Override
  public void addScaled(
      ColumnMatrix v, Ext factor, ColumnMatrix addend, int addendFrom, int from, int to) {
    for (int r = from; r < to; r += BLOCK) {
      int n = Math.min(BLOCK, to - r);
      for (int t = 0; t < 4; t++) {
        for (int i = 0; i < 4; i++) {
          int c = factor.coordinate((t - i) & 3);
          int coefficient = i > t ? KoalaBear.mul(c, THREE) : c;
          int source = addend.offset(i) + addendFrom + r - from;
          blocks.addScaled(addend.data(), source, coefficient, v.data(), v.offset(t) + r, n);
        }
      }
    }
  }

  @Override
  public void add(ColumnMatrix v, ColumnMatrix addend, int addendFrom, int from, int to) {
    for (int t = 0; t < 4; t++) {
      int o = v.offset(t) + from;
      int i = addend.offset(t) + addendFrom;
      blocks.add(v.data(), o, addend.data(), i, v.data(), o, to - from);
    }
  }

  @Override
  public void barycentricWeights(ColumnMatrix v, Ext y, int first, int step, int from, int to) {
    int[] s = Scratch.words();
    int end = whole(from, to);
    int start = first;
    for (int r = from; r < end; r += BLOCK) {
      int n = Math.min(BLOCK, end - r);
      blocks.geometric(start, step, s, X, n);
      start = KoalaBear.mul(start, KoalaBear.pow(step, n));
      blocks.scale(s, X, KoalaBear.neg(KoalaBear.ONE), s, FACTOR, n);
      blocks.addConstant(s, FACTOR, y.c0(), s, FACTOR, n);
      for (int t = 1; t < 4; t++) {
        int o = FACTOR + t * STRIDE;
        Arrays.fill(s, o, o + n, y.coordinate(t));
      }
      invert(s, FACTOR, STRIDE, v.data(), v.offset(0) + r, stride(v), n);
      for (int t = 0; t < 4; t++) {
        int o = v.offset(t) + r;
        blocks.mul(v.data(), o, s, X, v.data(), o, n);
      }
    }
    if (end < to) {
      scalar.barycentricWeights(v, y, start, step, end, to);
    }
  }

  /**
   * With k = scale, the numerator over (z0 - x)(z1 - x) is (v0 z1 + k v1 z0) - x (v0 + k v1) - a
   * ((z1 + k z0) - x (1 + k)).
   */
  @Override
  public void deepQuotient(
      ColumnMatrix v, DeepPoints points, int first, int step, int from, int to) {
    Ext z0 = points.z0();
    Ext z1 = points.z1();
    Ext kv1 = points.value1().mul(points.scale());
    Ext free = points.value0().mul(z1).add(kv1.mul(z0));
    Ext byX = points.value0().add(kv1).neg();
    Ext byA = z1.add(points.scale().mul(z0)).neg();
    Ext byAx = points.scale().add(Ext.ONE);
    Ext product = z0.mul(z1);
    Ext minusSum = z0.add(z1).neg();
    int[] s = Scratch.words();
    int end = whole(from, to);
    int start = first;
    for (int r = from; r < end; r += BLOCK) {
      int n = Math.min(BLOCK, end - r);
      blocks.geometric(start, step, s, X, n);
      start = KoalaBear.mul(start, KoalaBear.pow(step, n));
      linear(s, product, minusSum, INVERSE, n);
      blocks.addProduct(s, X, s, X, s, INVERSE, n);
      invert(s, INVERSE, STRIDE, s, INVERSE, STRIDE, n);
      linear(s, byA, byAx, FACTOR, n);
      int at = v.offset(0) + r;
      mul(v.data(), at, stride(v), s, FACTOR, STRIDE, v, r, n);
      linear(s, free, byX, FACTOR, n);
      for (int t = 0; t < 4; t++) {
        int o = at + t * stride(v);
        blocks.add(v.data(), o, s, FACTOR + t * STRIDE, v.data(), o, n);
      }
      mul(v.data(), at, stride(v), s, INVERSE, STRIDE, v, r, n);
    }
    if (end < to) {
      scalar.deepQuotient(v, points, start, step, end, to);
    }
  }

  /** The slices at o = constant + slope · x. */
  private void linear(int[] s, Ext constant, Ext slope, int o, int n) {
    for (int t = 0; t < 4; t++) {
      blocks.linear(s, X, slope.coordinate(t), constant.coordinate(t), s, o + t * STRIDE, n);
    }
  }

  /**
   * With u = 1/x: Σ_t β^t f_t(x^a) = Σ_t (β·u)^t · (1/a) Σ_k ω_a^(-kt) f(x ω_a^k): a transform of
   * size a on each coordinate, then a polynomial in β·u.
   */
  @Override
  public void fold(
      ColumnMatrix v,
      int base,
      int part,
      int logArity,
      Ext beta,
      int firstInverse,
      int stepInverse,
      ColumnMatrix out,
      int outFrom,
      int from,
      int to) {
    int arity = 1 << logArity;
    int[] s = Scratch.words();
    int u = SCRATCH + 4 * arity * FOLD_STRIDE;
    int[] terms = new int[4 * arity];
    for (int k = 0; k < 4 * arity; k++) {
      int place = Integer.reverse(k / 4) >>> (32 - logArity);
      terms[k] = SCRATCH + (k % 4 * arity + place) * FOLD_STRIDE;
    }
    int scale = KoalaBear.inverse(KoalaBear.fromCanonical(arity));
    int end = whole(from, to);
    int start = firstInverse;
    for (int i = from; i < end; i += FOLD_BLOCK) {
      int n = Math.min(FOLD_BLOCK, end - i);
      blocks.geometric(start, stepInverse, s, u, n);
      start = KoalaBear.mul(start, KoalaBear.pow(stepInverse, n));
      for (int j = 3; j >= 0; j--) {
        blocks.scale(s, u, beta.coordinate(j), s, u + (j + 1) * FOLD_STRIDE, n);
        int column = SCRATCH + j * arity * FOLD_STRIDE;
        for (int k = 0; k < arity; k++) {
          int source = v.offset(j) + base + i + k * part;
          System.arraycopy(v.data(), source, s, column + k * FOLD_STRIDE, n);
        }
        transform(s, column, logArity, n);
      }
      int to0 = out.offset(0) + outFrom + i - from;
      try {
        VectorTower.horner(
            s, terms, arity, u + FOLD_STRIDE, FOLD_STRIDE, out.data(), to0, stride(out), n);
      } catch (Throwable t) {
        throw Lanes.rethrow(t);
      }
      for (int j = 0; j < 4; j++) {
        int o = to0 + j * stride(out);
        blocks.scale(out.data(), o, scale, out.data(), o, n);
      }
    }
    if (end < to) {
      int row = outFrom + end - from;
      scalar.fold(v, base, part, logArity, beta, start, stepInverse, out, row, end, to);
    }
  }

  /** Transform with the inverse root over 2^log slices, natural order in, bit-reversed out. */
  private void transform(int[] s, int at, int log, int n) {
    for (int half = 1 << (log - 1); half >= 1; half >>= 1) {
      int root = KoalaBear.inverse(KoalaBear.rootOfUnity(Integer.numberOfTrailingZeros(2 * half)));
      for (int b = 0; b < 1 << log; b += 2 * half) {
        int w = KoalaBear.ONE;
        for (int k = 0; k < half; k++) {
          int x = at + (b + k) * FOLD_STRIDE;
          blocks.butterfly(s, x, x + half * FOLD_STRIDE, w, n);
          w = KoalaBear.mul(w, root);
        }
      }
    }
  }
}
