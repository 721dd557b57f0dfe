package dev.merapi.stark.air;

/**
 * The inner nodes of an expression tree. Constants are folded and neutral elements dropped while
 * the tree is built.
 *
 * <p>The node classes compare by identity: trees share sub-trees, and a structural {@code hashCode}
 * would walk a shared tree once for every path to it.
 */
sealed interface ExprNode extends Expr {

  /** The prime p = 2^31 - 2^24 + 1. */
  long P = 0x7f000001L;

  /** A binary operation. */
  enum Op {
    ADD,
    SUB,
    MUL
  }

  /** A constant, canonical in [0, p). */
  final class Constant implements ExprNode {
    final int value;

    private Constant(long value) {
      this.value = (int) Math.floorMod(value, P);
    }

    @Override
    public int degree() {
      return 0;
    }
  }

  /** A column read in the following row. */
  final class Next implements ExprNode {
    final Column column;

    Next(Column column) {
      this.column = column;
    }

    @Override
    public int degree() {
      return 1;
    }
  }

  /** A public value. */
  final class PublicValue implements ExprNode {
    final int index;

    PublicValue(int index) {
      if (index < 0) {
        throw new IllegalArgumentException("public value index " + index + " is negative");
      }
      this.index = index;
    }

    @Override
    public int degree() {
      return 0;
    }
  }

  /** A use of a row selector. */
  final class Select implements ExprNode {
    static final Select FIRST = new Select(RowSelector.FIRST);
    static final Select LAST = new Select(RowSelector.LAST);
    static final Select TRANSITION = new Select(RowSelector.TRANSITION);

    final RowSelector selector;

    private Select(RowSelector selector) {
      this.selector = selector;
    }

    @Override
    public int degree() {
      return selector.degree();
    }
  }

  /** A binary node. */
  final class Binary implements ExprNode {
    final Op op;
    final Expr left;
    final Expr right;
    private final int degree;

    private Binary(Op op, Expr left, Expr right) {
      this.op = op;
      this.left = left;
      this.right = right;
      this.degree =
          op == Op.MUL
              ? Math.min(1 << 20, left.degree() + right.degree())
              : Math.max(left.degree(), right.degree());
    }

    @Override
    public int degree() {
      return degree;
    }
  }

  /** A negation. */
  final class Negate implements ExprNode {
    final Expr operand;

    private Negate(Expr operand) {
      this.operand = operand;
    }

    @Override
    public int degree() {
      return operand.degree();
    }
  }

  static Expr constant(long value) {
    return new Constant(value);
  }

  static boolean isConstant(Expr e, int value) {
    return e instanceof Constant c && c.value == value;
  }

  static Expr negate(Expr e) {
    return switch (e) {
      case Constant c -> new Constant(-(long) c.value);
      case Negate n -> n.operand;
      default -> new Negate(e);
    };
  }

  static Expr binary(Op op, Expr a, Expr b) {
    if (a instanceof Constant x && b instanceof Constant y) {
      long u = x.value;
      long v = y.value;
      return new Constant(
          switch (op) {
            case ADD -> u + v;
            case SUB -> u - v;
            case MUL -> u * v;
          });
    }
    return switch (op) {
      case ADD -> isConstant(a, 0) ? b : isConstant(b, 0) ? a : new Binary(op, a, b);
      case SUB -> isConstant(b, 0) ? a : isConstant(a, 0) ? negate(b) : new Binary(op, a, b);
      case MUL -> product(a, b);
    };
  }

  private static Expr product(Expr a, Expr b) {
    if (isConstant(a, 0) || isConstant(b, 0)) {
      return new Constant(0);
    }
    if (isConstant(a, 1)) {
      return b;
    }
    return isConstant(b, 1) ? a : new Binary(Op.MUL, a, b);
  }

  /** A balanced sum, so that long sums stay shallow. */
  static Expr sum(Expr[] terms, int from, int to) {
    if (from >= to) {
      return constant(0);
    }
    if (to - from == 1) {
      return terms[from];
    }
    int middle = (from + to) >>> 1;
    return binary(Op.ADD, sum(terms, from, middle), sum(terms, middle, to));
  }
}
