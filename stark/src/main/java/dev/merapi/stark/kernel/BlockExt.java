package dev.merapi.stark.kernel;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;

/**
 * Extension vectors by element-wise operations on blocks of coordinates that stay in the
 * first-level cache. F[X]/(X⁴ - 3) is a tower of two quadratic steps, so inverting costs one base
 * inversion, and those are batched.
 */
final class BlockExt implements ExtKernel {
  private static final int BLOCK = 256;
  private static final int THREE = KoalaBear.fromCanonical(3);
  private static final int MINUS_THREE = KoalaBear.neg(THREE);
  private static final int MINUS_SIX = KoalaBear.fromCanonical(-6);
  private static final int MINUS_ONE = KoalaBear.neg(KoalaBear.ONE);

  private final BlockKernel blocks;
  private final DotKernel dots;

  BlockExt(BlockKernel blocks, DotKernel dots) {
    this.blocks = blocks;
    this.dots = dots;
  }

  private static ColumnMatrix scratch(int columns) {
    return ColumnMatrix.allocate(BLOCK, columns);
  }

  @Override
  public void invert(ColumnMatrix v, int from, int to) {
    ColumnMatrix scratch = scratch(6);
    for (int r = from; r < to; r += BLOCK) {
      invertBlock(v, r, Math.min(BLOCK, to - r), scratch);
    }
  }

  /**
   * With Y = X²: (a + bX)(a - bX) = a² - b²Y = n0 + n1 Y, whose norm to the base is n0² - 3 n1².
   */
  private void invertBlock(ColumnMatrix v, int r, int n, ColumnMatrix scratch) {
    int[] d = v.data();
    int c0 = v.offset(0) + r;
    int c1 = v.offset(1) + r;
    int c2 = v.offset(2) + r;
    int c3 = v.offset(3) + r;
    int[] s = scratch.data();
    int n0 = scratch.offset(0);
    int n1 = scratch.offset(1);
    int norm = scratch.offset(2);
    int t0 = scratch.offset(3);
    int t1 = scratch.offset(4);
    int t2 = scratch.offset(5);
    blocks.mul(d, c0, d, c0, s, n0, n);
    blocks.mul(d, c2, d, c2, s, t0, n);
    blocks.addScaled(s, t0, THREE, s, n0, n);
    blocks.mul(d, c1, d, c3, s, t0, n);
    blocks.addScaled(s, t0, MINUS_SIX, s, n0, n);
    blocks.mul(d, c0, d, c2, s, n1, n);
    blocks.add(s, n1, s, n1, s, n1, n);
    blocks.mul(d, c1, d, c1, s, t0, n);
    blocks.sub(s, n1, s, t0, s, n1, n);
    blocks.mul(d, c3, d, c3, s, t0, n);
    blocks.addScaled(s, t0, MINUS_THREE, s, n1, n);

    blocks.mul(s, n0, s, n0, s, norm, n);
    blocks.mul(s, n1, s, n1, s, t0, n);
    blocks.addScaled(s, t0, MINUS_THREE, s, norm, n);
    blocks.invert(s, norm, n);
    blocks.mul(s, n0, s, norm, s, n0, n);
    blocks.mul(s, n1, s, norm, s, n1, n);
    blocks.scale(s, n1, MINUS_ONE, s, n1, n);

    // (a - bX)(n0 + n1 Y), the norms now inverted
    blocks.mul(d, c0, s, n0, s, t0, n);
    blocks.mul(d, c2, s, n1, s, t1, n);
    blocks.addScaled(s, t1, THREE, s, t0, n);
    blocks.mul(d, c0, s, n1, s, t1, n);
    blocks.mul(d, c2, s, n0, s, t2, n);
    blocks.add(s, t1, s, t2, d, c2, n);
    System.arraycopy(s, t0, d, c0, n);
    blocks.mul(d, c1, s, n0, s, t0, n);
    blocks.mul(d, c3, s, n1, s, t1, n);
    blocks.addScaled(s, t1, THREE, s, t0, n);
    blocks.mul(d, c1, s, n1, s, t1, n);
    blocks.addProduct(d, c3, s, n0, s, t1, n);
    blocks.scale(s, t0, MINUS_ONE, d, c1, n);
    blocks.scale(s, t1, MINUS_ONE, d, c3, n);
  }

  @Override
  public void mul(ColumnMatrix a, ColumnMatrix b, ColumnMatrix out, int from, int to) {
    ColumnMatrix scratch = scratch(4);
    for (int r = from; r < to; r += BLOCK) {
      mulBlock(a, r, b, r, out, r, Math.min(BLOCK, to - r), scratch);
    }
  }

  private void mulBlock(
      ColumnMatrix a,
      int ar,
      ColumnMatrix b,
      int br,
      ColumnMatrix out,
      int r,
      int n,
      ColumnMatrix scratch) {
    int[] s = scratch.data();
    for (int t = 0; t < 4; t++) {
      int o = scratch.offset(t);
      // the terms beyond X³ first, to be multiplied by 3 together
      boolean started = false;
      for (int i = t + 1; i < 4; i++) {
        accumulate(a, i, ar, b, t + 4 - i, br, s, o, n, started);
        started = true;
      }
      if (started) {
        blocks.scale(s, o, THREE, s, o, n);
      }
      for (int i = 0; i <= t; i++) {
        accumulate(a, i, ar, b, t - i, br, s, o, n, started);
        started = true;
      }
    }
    for (int t = 0; t < 4; t++) {
      System.arraycopy(s, scratch.offset(t), out.data(), out.offset(t) + r, n);
    }
  }

  private void accumulate(
      ColumnMatrix a,
      int i,
      int ar,
      ColumnMatrix b,
      int j,
      int br,
      int[] s,
      int o,
      int n,
      boolean add) {
    if (add) {
      blocks.addProduct(a.data(), a.offset(i) + ar, b.data(), b.offset(j) + br, s, o, n);
    } else {
      blocks.mul(a.data(), a.offset(i) + ar, b.data(), b.offset(j) + br, s, o, n);
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
    ColumnMatrix scratch = scratch(7);
    int[] x = scratch.data();
    int at = scratch.offset(6);
    int start = first;
    int stride = KoalaBear.pow(step, BLOCK);
    for (int r = from; r < to; r += BLOCK) {
      int n = Math.min(BLOCK, to - r);
      blocks.geometric(start, step, x, at, n);
      start = KoalaBear.mul(start, stride);
      for (int t = 1; t < 4; t++) {
        fill(v, t, r, n, y.coordinate(t));
      }
      blocks.scale(x, at, MINUS_ONE, v.data(), v.offset(0) + r, n);
      blocks.addConstant(v.data(), v.offset(0) + r, y.c0(), v.data(), v.offset(0) + r, n);
      invertBlock(v, r, n, scratch);
      for (int t = 0; t < 4; t++) {
        int o = v.offset(t) + r;
        blocks.mul(v.data(), o, x, at, v.data(), o, n);
      }
    }
  }

  private static void fill(ColumnMatrix v, int column, int row, int n, int value) {
    int o = v.offset(column) + row;
    java.util.Arrays.fill(v.data(), o, o + n, value);
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
    ColumnMatrix scratch = scratch(6);
    ColumnMatrix x = scratch(1);
    ColumnMatrix inverse = scratch(4);
    ColumnMatrix factor = scratch(4);
    int start = first;
    int stride = KoalaBear.pow(step, BLOCK);
    for (int r = from; r < to; r += BLOCK) {
      int n = Math.min(BLOCK, to - r);
      blocks.geometric(start, step, x.data(), x.offset(0), n);
      start = KoalaBear.mul(start, stride);
      linear(x, product, minusSum, inverse, n);
      blocks.addProduct(
          x.data(), x.offset(0), x.data(), x.offset(0), inverse.data(), inverse.offset(0), n);
      invertBlock(inverse, 0, n, scratch);
      linear(x, byA, byAx, factor, n);
      mulBlock(v, r, factor, 0, v, r, n, scratch);
      linear(x, free, byX, factor, n);
      add(v, factor, 0, r, r + n);
      mulBlock(v, r, inverse, 0, v, r, n, scratch);
    }
  }

  /** out = constant + slope · x. */
  private void linear(ColumnMatrix x, Ext constant, Ext slope, ColumnMatrix out, int n) {
    for (int t = 0; t < 4; t++) {
      int o = out.offset(t);
      blocks.scale(x.data(), x.offset(0), slope.coordinate(t), out.data(), o, n);
      blocks.addConstant(out.data(), o, constant.coordinate(t), out.data(), o, n);
    }
  }

  /**
   * With u = 1/x: Σ_t β^t f_t(x^a) = Σ_t (β^t/a) · u^t Σ_k ω_a^(-kt) f(x ω_a^k): a transform of
   * size a and powers of u on each coordinate, then one dot product with constant extension
   * elements.
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
    int[] coefficients = foldCoefficients(logArity, beta);
    ColumnMatrix parts = scratch(4 * arity);
    ColumnMatrix powers = scratch(arity + 1);
    ColumnMatrix sum = scratch(4);
    int start = firstInverse;
    int stride = KoalaBear.pow(stepInverse, BLOCK);
    for (int i = from; i < to; i += BLOCK) {
      int n = Math.min(BLOCK, to - i);
      int[] u = powers.data();
      blocks.geometric(start, stepInverse, u, powers.offset(1), n);
      start = KoalaBear.mul(start, stride);
      for (int t = 2; t < arity; t++) {
        blocks.mul(u, powers.offset(t - 1), u, powers.offset(1), u, powers.offset(t), n);
      }
      for (int j = 0; j < 4; j++) {
        for (int k = 0; k < arity; k++) {
          int column = parts.offset(j * arity + k);
          System.arraycopy(v.data(), v.offset(j) + base + i + k * part, parts.data(), column, n);
        }
        transform(parts, j * arity, logArity, powers.offset(0), u, n);
        for (int t = 1; t < arity; t++) {
          int column = parts.offset(j * arity + reverse(t, logArity));
          blocks.mul(parts.data(), column, u, powers.offset(t), parts.data(), column, n);
        }
        fill(sum, j, 0, n, 0);
      }
      dots.combineColumns(parts, coefficients, 0, sum, 0, n);
      for (int j = 0; j < 4; j++) {
        int o = out.offset(j) + outFrom + i - from;
        System.arraycopy(sum.data(), sum.offset(j), out.data(), o, n);
      }
    }
  }

  private static int reverse(int t, int log) {
    return Integer.reverse(t) >>> (32 - log);
  }

  /** Coefficient of column (coordinate j, transform output t in bit-reversed place). */
  private static int[] foldCoefficients(int logArity, Ext beta) {
    int arity = 1 << logArity;
    int[] words = new int[16 * arity];
    for (int j = 0; j < 4; j++) {
      int[] unit = new int[4];
      unit[j] = KoalaBear.inverse(KoalaBear.fromCanonical(arity));
      Ext power = Ext.read(unit, 0);
      for (int t = 0; t < arity; t++) {
        power.write(words, 4 * (j * arity + reverse(t, logArity)));
        power = power.mul(beta);
      }
    }
    return words;
  }

  /** Transform with the inverse root over 2^log columns, natural order in, bit-reversed out. */
  private void transform(ColumnMatrix m, int column, int log, int temporary, int[] temp, int n) {
    int[] d = m.data();
    for (int half = 1 << (log - 1); half >= 1; half >>= 1) {
      int root = KoalaBear.inverse(KoalaBear.rootOfUnity(Integer.numberOfTrailingZeros(2 * half)));
      for (int b = 0; b < 1 << log; b += 2 * half) {
        int w = KoalaBear.ONE;
        for (int k = 0; k < half; k++) {
          int x = m.offset(column + b + k);
          int y = m.offset(column + b + k + half);
          blocks.sub(d, x, d, y, temp, temporary, n);
          blocks.add(d, x, d, y, d, x, n);
          if (k == 0) {
            System.arraycopy(temp, temporary, d, y, n);
          } else {
            blocks.scale(temp, temporary, w, d, y, n);
          }
          w = KoalaBear.mul(w, root);
        }
      }
    }
  }
}
