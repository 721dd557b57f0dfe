package dev.merapi.stark.air;

/**
 * A base-typed node of the constraint DAG of a {@link CompiledAir}: its value is a base field
 * element in every row. Operands are indices of earlier base nodes.
 */
public sealed interface BaseNode {

  /** A column of the main trace, in the current or the following row. */
  record Main(int column, boolean next) implements BaseNode {}

  /** A column of the committed matrix, in the current or the following row. */
  record Committed(int column, boolean next) implements BaseNode {}

  /** A public value. */
  record PublicValue(int index) implements BaseNode {}

  /** A constant, canonical in [0, p). */
  record Constant(int value) implements BaseNode {}

  /** A row selector. */
  record Selector(RowSelector selector) implements BaseNode {}

  /** {@code left + right}. */
  record Add(int left, int right) implements BaseNode {}

  /** {@code left - right}. */
  record Sub(int left, int right) implements BaseNode {}

  /** {@code left * right}. */
  record Mul(int left, int right) implements BaseNode {}

  /** {@code -operand}. */
  record Neg(int operand) implements BaseNode {}

  /** Indices of the nodes {@code node} reads. */
  static int[] operands(BaseNode node) {
    return switch (node) {
      case Add n -> new int[] {n.left, n.right};
      case Sub n -> new int[] {n.left, n.right};
      case Mul n -> new int[] {n.left, n.right};
      case Neg n -> new int[] {n.operand};
      default -> new int[0];
    };
  }

  /** The node with its operands renumbered: operand i becomes {@code to[i]}. */
  static BaseNode remap(BaseNode node, int[] to) {
    return switch (node) {
      case Add n -> new Add(to[n.left], to[n.right]);
      case Sub n -> new Sub(to[n.left], to[n.right]);
      case Mul n -> new Mul(to[n.left], to[n.right]);
      case Neg n -> new Neg(to[n.operand]);
      default -> node;
    };
  }
}
