package dev.merapi.stark.air;

import static dev.merapi.stark.air.ExprNode.P;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Hash-consing builder of base nodes: equal sub-expressions become one node, constants are folded.
 */
final class BaseDag {
  private final String air;
  private final Columns columns;
  private final List<BaseNode> nodes = new ArrayList<>();
  private final Map<BaseNode, Integer> known = new HashMap<>();
  private final Map<Expr, Integer> lowered = new IdentityHashMap<>();

  BaseDag(String air, Columns columns) {
    this.air = air;
    this.columns = columns;
  }

  List<BaseNode> nodes() {
    return nodes;
  }

  /** The node of {@code e}, added when it is new. */
  int lower(Expr e) {
    Integer done = lowered.get(e);
    if (done != null) {
      return done;
    }
    int node =
        switch (e) {
          case Column c -> column(c, false);
          case ExprNode.Next n -> column(n.column, true);
          case ExprNode.Constant c -> constant(c.value);
          case ExprNode.PublicValue p -> node(new BaseNode.PublicValue(p.index));
          case ExprNode.Select s -> node(new BaseNode.Selector(s.selector));
          case ExprNode.Negate n -> negate(lower(n.operand));
          case ExprNode.Binary b -> binary(b.op, lower(b.left), lower(b.right));
        };
    lowered.put(e, node);
    return node;
  }

  private int column(Column c, boolean next) {
    if (c.owner() != columns) {
      throw new AirDefinitionException(
          "AIR " + air + " uses column '" + c.name() + "' of another AIR");
    }
    return node(
        c.committed()
            ? new BaseNode.Committed(c.index(), next)
            : new BaseNode.Main(c.index(), next));
  }

  private int node(BaseNode n) {
    return known.computeIfAbsent(
        n,
        key -> {
          nodes.add(key);
          return nodes.size() - 1;
        });
  }

  private int constant(long value) {
    return node(new BaseNode.Constant((int) Math.floorMod(value, P)));
  }

  private int negate(int a) {
    return switch (nodes.get(a)) {
      case BaseNode.Constant c -> constant(-(long) c.value());
      case BaseNode.Neg n -> n.operand();
      case BaseNode.Sub s -> node(new BaseNode.Sub(s.right(), s.left()));
      default -> node(new BaseNode.Neg(a));
    };
  }

  private int binary(ExprNode.Op op, int a, int b) {
    return switch (op) {
      case ADD -> add(a, b);
      case SUB -> sub(a, b);
      case MUL -> mul(a, b);
    };
  }

  private int add(int a, int b) {
    if (nodes.get(a) instanceof BaseNode.Constant c) {
      return addConstant(b, c.value());
    }
    if (nodes.get(b) instanceof BaseNode.Constant c) {
      return addConstant(a, c.value());
    }
    if (nodes.get(b) instanceof BaseNode.Neg n) {
      return sub(a, n.operand());
    }
    if (nodes.get(a) instanceof BaseNode.Neg n) {
      return sub(b, n.operand());
    }
    return node(new BaseNode.Add(Math.min(a, b), Math.max(a, b)));
  }

  private int addConstant(int a, long c) {
    if (c == 0) {
      return a;
    }
    return switch (nodes.get(a)) {
      case BaseNode.Constant k -> constant(k.value() + c);
      case BaseNode.Add s when nodes.get(s.right()) instanceof BaseNode.Constant k ->
          addConstant(s.left(), Math.floorMod(k.value() + c, P));
      default -> node(new BaseNode.Add(a, constant(c)));
    };
  }

  private int sub(int a, int b) {
    if (a == b) {
      return constant(0);
    }
    if (nodes.get(b) instanceof BaseNode.Constant c) {
      return addConstant(a, Math.floorMod(-(long) c.value(), P));
    }
    if (nodes.get(b) instanceof BaseNode.Neg n) {
      return add(a, n.operand());
    }
    return node(new BaseNode.Sub(a, b));
  }

  private int mul(int a, int b) {
    if (nodes.get(a) instanceof BaseNode.Constant c) {
      return mulConstant(b, c.value());
    }
    if (nodes.get(b) instanceof BaseNode.Constant c) {
      return mulConstant(a, c.value());
    }
    return node(new BaseNode.Mul(Math.min(a, b), Math.max(a, b)));
  }

  private int mulConstant(int a, long c) {
    if (c == 0) {
      return constant(0);
    }
    if (c == 1) {
      return a;
    }
    if (c == P - 1) {
      return negate(a);
    }
    return switch (nodes.get(a)) {
      case BaseNode.Constant k -> constant(k.value() * c);
      case BaseNode.Mul m when nodes.get(m.right()) instanceof BaseNode.Constant k ->
          mulConstant(m.left(), k.value() * c % P);
      default -> node(new BaseNode.Mul(a, constant(c)));
    };
  }
}
