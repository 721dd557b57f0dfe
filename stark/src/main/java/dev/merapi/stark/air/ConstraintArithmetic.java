package dev.merapi.stark.air;

/**
 * What {@link ConstraintEvaluator} needs to compute with. {@code E} stands for an element of F^4,
 * whatever carries it: a native value or a variable of a circuit.
 */
public interface ConstraintArithmetic<E> {

  /** The base constant {@code canonical} in [0, p). */
  E constant(int canonical);

  /** {@code a + b}. */
  E add(E a, E b);

  /** {@code a - b}. */
  E sub(E a, E b);

  /** {@code a * b}. */
  E mul(E a, E b);

  /** {@code -a}. */
  E neg(E a);

  /**
   * {@code c0 + c1·X + c2·X^2 + c3·X^3} where X^4 = 3: the value of an extension column from its
   * four openings.
   */
  E compose(E c0, E c1, E c2, E c3);
}
