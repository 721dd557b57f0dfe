package dev.merapi.stark.kernel;

import dev.merapi.stark.field.KoalaBear;

/**
 * Element-wise arithmetic on slices. Elements are reduced and in Montgomery form unless said
 * otherwise; any length is allowed; an output slice may be exactly an input slice, but must not
 * overlap one otherwise.
 */
public interface BlockKernel {
  /** out[o + i] = a[ai + i] + b[bi + i]. */
  void add(int[] a, int ai, int[] b, int bi, int[] out, int o, int n);

  /** out[o + i] = a[ai + i] - b[bi + i]. */
  void sub(int[] a, int ai, int[] b, int bi, int[] out, int o, int n);

  /** out[o + i] = a[ai + i] · b[bi + i]. */
  void mul(int[] a, int ai, int[] b, int bi, int[] out, int o, int n);

  /** out[o + i] += a[ai + i] · b[bi + i]. */
  void addProduct(int[] a, int ai, int[] b, int bi, int[] out, int o, int n);

  /** out[o + i] = a[ai + i] + constant. */
  void addConstant(int[] a, int ai, int constant, int[] out, int o, int n);

  /** out[o + i] = a[ai + i] · constant. */
  void scale(int[] a, int ai, int constant, int[] out, int o, int n);

  /** out[o + i] += a[ai + i] · constant. */
  void addScaled(int[] a, int ai, int constant, int[] out, int o, int n);

  /** out[o + i] = first · step^i. */
  default void geometric(int first, int step, int[] out, int o, int n) {
    if (n == 0) {
      return;
    }
    out[o] = first;
    int factor = step;
    for (int done = 1; done < n; done *= 2) {
      scale(out, o, factor, out, o + done, Math.min(done, n - done));
      factor = KoalaBear.square(factor);
    }
  }

  /**
   * a[ai + i] = 1 / a[ai + i].
   *
   * @throws ArithmeticException if an element is zero
   */
  void invert(int[] a, int ai, int n);
}
