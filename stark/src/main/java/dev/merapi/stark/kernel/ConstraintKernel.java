package dev.merapi.stark.kernel;

/**
 * The superinstructions of constraint programs, on slices of a block of rows. Elements are reduced
 * and in Montgomery form. An extension operand is four slices: an array, the index of coordinate
 * 0's first row, and the stride between coordinates.
 *
 * <p>Vector forms round the length up to {@link #PADDING}: they may read and write that far behind
 * a slice. An output may be exactly an input, but must not overlap one otherwise.
 */
public interface ConstraintKernel {
  /** Slices are treated in whole multiples of this many rows. */
  int PADDING = 16;

  /** d = constant - a. */
  void subtractFrom(int constant, int[] a, int ao, int[] d, int dO, int n);

  /**
   * d = initial + Σ_j source_j · k_j, an extension result from base sources and constant extension
   * factors.
   *
   * @param sources arrays of the base slices
   * @param offsets first row of each slice
   * @param count number of sources, even
   * @param factors coordinates of the factors, four for each source
   * @param initial four raw sums, c·R for a Montgomery c, each at most (p - 1)^2
   */
  void dot(
      int[][] sources,
      int[] offsets,
      int count,
      long[] factors,
      long[] initial,
      int[] d,
      int dO,
      int ds,
      int n);

  /** d = a · b in the extension. */
  void mulExt(int[] a, int ao, int as, int[] b, int bo, int bs, int[] d, int dO, int ds, int n);

  /** d = a · m + b · k for extension operands a and b in one array and base slices m and k. */
  void combine(
      int[] a,
      int ao,
      int[] m,
      int mo,
      int bo,
      int[] k,
      int ko,
      int as,
      int[] d,
      int dO,
      int ds,
      int n);

  /**
   * d = 1 / a in the extension; nothing behind the slices is read or written.
   *
   * @throws ArithmeticException if an element is zero
   */
  void invert(int[] a, int ao, int as, int[] d, int dO, int ds, int n);
}
