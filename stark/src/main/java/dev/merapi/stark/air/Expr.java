package dev.merapi.stark.air;

/**
 * A polynomial expression over the columns of an {@link Air}. Expressions are immutable and may be
 * shared freely: the compiler joins equal sub-expressions.
 *
 * <p>Constants are canonical integers; any {@code long} is accepted and reduced modulo p (so {@code
 * minus(1)} and negative constants mean what they say).
 */
public sealed interface Expr permits Column, ExprNode {

  /** The constant {@code value} mod p. */
  static Expr constant(long value) {
    return ExprNode.constant(value);
  }

  /** The sum of all terms, zero when there are none. */
  static Expr sum(Expr... terms) {
    return ExprNode.sum(terms, 0, terms.length);
  }

  /** {@code this + other}. */
  default Expr plus(Expr other) {
    return ExprNode.binary(ExprNode.Op.ADD, this, other);
  }

  /** {@code this + other}. */
  default Expr plus(long other) {
    return plus(constant(other));
  }

  /** {@code this - other}. */
  default Expr minus(Expr other) {
    return ExprNode.binary(ExprNode.Op.SUB, this, other);
  }

  /** {@code this - other}. */
  default Expr minus(long other) {
    return minus(constant(other));
  }

  /** {@code this * other}. */
  default Expr times(Expr other) {
    return ExprNode.binary(ExprNode.Op.MUL, this, other);
  }

  /** {@code this * other}. */
  default Expr times(long other) {
    return times(constant(other));
  }

  /** {@code -this}. */
  default Expr negate() {
    return ExprNode.negate(this);
  }

  /**
   * Degree in units of the trace height: a column, {@code isFirst} and {@code isLast} count 1;
   * constants, public values and {@code isTransition} count 0.
   */
  int degree();
}
