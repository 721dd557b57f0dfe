package dev.merapi.stark.kernel;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.Ext;

/** Arithmetic on extension vectors, matrices of four columns. Rows [from, to) are treated. */
public interface ExtKernel {
  /**
   * v(r) = 1 / v(r).
   *
   * @throws ArithmeticException if an element is zero
   */
  void invert(ColumnMatrix v, int from, int to);

  /** out(r) = a(r) · b(r); out may be an input. */
  void mul(ColumnMatrix a, ColumnMatrix b, ColumnMatrix out, int from, int to);

  /** v(r) += factor · addend(addendFrom + r - from). */
  void addScaled(ColumnMatrix v, Ext factor, ColumnMatrix addend, int addendFrom, int from, int to);

  /** v(r) += addend(addendFrom + r - from). */
  void add(ColumnMatrix v, ColumnMatrix addend, int addendFrom, int from, int to);

  /** v(r) = x_r / (y - x_r) for x_r = first · step^(r - from). */
  void barycentricWeights(ColumnMatrix v, Ext y, int first, int step, int from, int to);

  /**
   * The DEEP quotient in place of the combination of columns: v(r) = (v0 - v(r)) / (z0 - x_r) +
   * scale · (v1 - v(r)) / (z1 - x_r), for x_r = first · step^(r - from).
   */
  void deepQuotient(ColumnMatrix v, DeepPoints points, int first, int step, int from, int to);

  /**
   * FRI folding inside one coset: out(outFrom + i - from) = Σ_t beta^t f_t(x_i^a) for i in [from,
   * to), where a = 2^logArity, f = Σ X^t f_t(X^a), and f is known at x_i·ω_a^k in row base + i +
   * k·part.
   *
   * @param base row of the coset's first value
   * @param part places of the folded coset
   * @param firstInverse 1 / x_from
   * @param stepInverse 1 / (x_(i+1) / x_i)
   */
  void fold(
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
      int to);

  /**
   * The two points of a DEEP quotient.
   *
   * @param z0 first point
   * @param value0 the combination's claimed value there
   * @param z1 second point
   * @param value1 the combination's claimed value there
   * @param scale factor of the second quotient
   */
  record DeepPoints(Ext z0, Ext value0, Ext z1, Ext value1, Ext scale) {}
}
