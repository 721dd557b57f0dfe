package dev.merapi.stark.air.trace;

import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.kernel.ConstraintKernel;
import java.util.Arrays;

/**
 * Inverts a block of extension elements with one inversion: products of the two halves down to
 * {@link ConstraintKernel#PADDING} rows, those one by one, then back up, 1/low =
 * (1/(low·high))·high and 1/high = (1/(low·high))·low.
 */
final class BlockInversion {
  private static final int LEAF = ConstraintKernel.PADDING;

  private final ConstraintKernel kernel;
  private final int[] products;
  private final int[] inverses;

  BlockInversion(ConstraintKernel kernel, int rows) {
    this.kernel = kernel;
    this.products = new int[4 * rows + LEAF];
    this.inverses = new int[4 * rows + LEAF];
  }

  /**
   * Writes 1 / r[from …] to r[to …].
   *
   * @param stride between coordinates, in and out
   * @param n a power of two
   * @throws ArithmeticException if an element is zero
   */
  void invert(int[] r, int from, int to, int stride, int n) {
    if (n < LEAF) {
      for (int q = 0; q < 4; q++) {
        int pad = q == 0 ? KoalaBear.ONE : 0;
        Arrays.fill(r, from + q * stride + n, from + q * stride + LEAF, pad);
      }
    }
    level(r, from, stride, r, to, stride, Math.max(n, LEAF), 0);
  }

  /**
   * Inverts {@code n} elements; {@code scratch} is where free words of both scratch arrays start.
   */
  private void level(int[] a, int from, int as, int[] out, int to, int os, int n, int scratch) {
    if (n == LEAF) {
      leaf(a, from, as, out, to, os);
      return;
    }
    int half = n / 2;
    kernel.mulExt(a, from, as, a, from + half, as, products, scratch, half, half);
    level(products, scratch, half, inverses, scratch, half, half, scratch + 4 * half);
    kernel.mulExt(inverses, scratch, half, a, from + half, as, out, to, os, half);
    kernel.mulExt(inverses, scratch, half, a, from, as, out, to + half, os, half);
  }

  private static void leaf(int[] a, int from, int as, int[] out, int to, int os) {
    Ext[] prefix = new Ext[LEAF];
    Ext product = Ext.ONE;
    for (int i = 0; i < LEAF; i++) {
      prefix[i] = product;
      product = product.mul(read(a, from + i, as));
    }
    Ext inverse = product.inverse();
    for (int i = LEAF - 1; i >= 0; i--) {
      Ext x = read(a, from + i, as);
      Ext y = inverse.mul(prefix[i]);
      inverse = inverse.mul(x);
      for (int q = 0; q < 4; q++) {
        out[to + q * os + i] = y.coordinate(q);
      }
    }
  }

  private static Ext read(int[] a, int at, int stride) {
    return new Ext(a[at], a[at + stride], a[at + 2 * stride], a[at + 3 * stride]);
  }
}
