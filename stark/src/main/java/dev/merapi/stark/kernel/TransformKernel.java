package dev.merapi.stark.kernel;

/**
 * Number-theoretic transforms of one column between the values on a coset shift·⟨ω_n⟩, in natural
 * order, and coefficients in an order private to the kernel (all that may be done with them is
 * element-wise arithmetic that treats every index alike, and {@link #evaluate}).
 */
public interface TransformKernel {
  /**
   * Coefficients of the polynomial of degree < n with given values.
   *
   * @param src values, n = 2^logSize from srcAt
   * @param dst coefficients, from dstAt; may be the same slice
   * @param shift the coset's shift, Montgomery, not zero
   */
  void interpolate(int[] src, int srcAt, int[] dst, int dstAt, int logSize, int shift);

  /**
   * Values of the polynomial with given coefficients.
   *
   * @param src coefficients from {@link #interpolate}, n = 2^logSize from srcAt
   * @param dst values, from dstAt; may be the same slice
   * @param shift the coset's shift, Montgomery, not zero
   */
  void evaluate(int[] src, int srcAt, int[] dst, int dstAt, int logSize, int shift);
}
