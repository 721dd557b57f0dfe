package dev.merapi.stark.air;

/**
 * An extension-typed node of the constraint DAG: its value is an element of F^4 in every row.
 * Operands named {@code base} are indices of base nodes, all others of earlier extension nodes.
 */
public sealed interface ExtNode {

  /**
   * Extension column {@code column} of the auxiliary matrix, i.e. its base columns 4·column …
   * 4·column + 3.
   */
  record Aux(int column, boolean next) implements ExtNode {}

  /** The sum of all LogUp fractions of the trace, sent with the proof. */
  record ExposedSum() implements ExtNode {}

  /** α + Σ β^k·m_k + β^W·(bus + 1) of interaction {@code interaction}. */
  record Denominator(int interaction) implements ExtNode {}

  /** A base value read as an extension element. */
  record Lift(int base) implements ExtNode {}

  /** {@code operand * base}. */
  record Scale(int operand, int base) implements ExtNode {}

  /** {@code left + right}. */
  record Add(int left, int right) implements ExtNode {}

  /** {@code left - right}. */
  record Sub(int left, int right) implements ExtNode {}

  /** {@code left * right}. */
  record Mul(int left, int right) implements ExtNode {}
}
