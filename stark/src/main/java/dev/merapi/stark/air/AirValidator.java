package dev.merapi.stark.air;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks the rules of the language on a compiled AIR, whether it comes from an author or from
 * bytes, and computes degrees.
 *
 * <p>Degrees are counted in units of the trace height n; the transition selector (degree one in x,
 * zero in units of n) is counted apart. A constraint of degree d ≤ D with t transition factors
 * leaves a quotient of degree below (D - 1)·n for every n ≥ 2 when t ≤ D - 1.
 */
final class AirValidator {
  static final int MAX_COLUMNS = 1 << 14;
  static final int MAX_NODES = 1 << 20;
  static final int MAX_CONSTRAINTS = 1 << 16;
  static final int MAX_INTERACTIONS = 1 << 12;
  static final int MAX_PUBLIC_VALUES = 1 << 12;
  static final int MAX_DEGREE = 9;
  static final int MAX_LOG_HEIGHT = 24;
  static final int MAX_NAME = 128;

  private final CompiledAir.Parts parts;
  private final int[] degree;
  private final int[] transitions;
  private final boolean[] next;
  private final boolean[] selector;
  private int publicValueCount;

  AirValidator(CompiledAir.Parts parts) {
    this.parts = parts;
    int n = parts.base().size();
    this.degree = new int[n];
    this.transitions = new int[n];
    this.next = new boolean[n];
    this.selector = new boolean[n];
    checkShape();
    for (int i = 0; i < n; i++) {
      visit(i);
    }
    for (CompiledAir.NamedNode c : parts.constraints()) {
      checkConstraint(c);
    }
    Map<Integer, Bus> buses = new HashMap<>();
    for (int i = 0; i < parts.interactions().size(); i++) {
      Bus bus = parts.interactions().get(i).bus();
      Bus known = buses.putIfAbsent(bus.id(), bus);
      if (known != null && !known.equals(bus)) {
        throw broken(bus + " has the id of " + known);
      }
      checkInteraction(i, parts.interactions().get(i));
    }
  }

  int degree(int node) {
    return degree[node];
  }

  int publicValueCount() {
    return publicValueCount;
  }

  LogUpLayout.Degrees interactionDegrees(Interaction i) {
    int message = 0;
    for (int node : i.message()) {
      message = Math.max(message, degree[node]);
    }
    return new LogUpLayout.Degrees(degree[i.multiplicity()], message);
  }

  List<LogUpLayout.Degrees> interactionDegrees() {
    List<LogUpLayout.Degrees> all = new ArrayList<>();
    parts.interactions().forEach(i -> all.add(interactionDegrees(i)));
    return all;
  }

  private void checkShape() {
    require(!parts.name().isEmpty() && parts.name().length() <= MAX_NAME, "its name is too long");
    require(
        parts.maxDegree() >= 2 && parts.maxDegree() <= MAX_DEGREE,
        "degree limit " + parts.maxDegree() + " is outside [2, " + MAX_DEGREE + "]");
    require(
        parts.mainWidth() >= 1 && parts.mainWidth() <= MAX_COLUMNS,
        "it has " + parts.mainWidth() + " main columns");
    require(
        parts.committedWidth() >= 0 && parts.committedWidth() <= MAX_COLUMNS,
        "it has " + parts.committedWidth() + " committed columns");
    require(
        parts.fixedLogHeight() == -1
            || parts.fixedLogHeight() >= 1 && parts.fixedLogHeight() <= MAX_LOG_HEIGHT,
        "fixed log height " + parts.fixedLogHeight() + " is outside [1, " + MAX_LOG_HEIGHT + "]");
    require(parts.base().size() <= MAX_NODES, "it has more than " + MAX_NODES + " nodes");
    require(
        parts.constraints().size() <= MAX_CONSTRAINTS,
        "it has more than " + MAX_CONSTRAINTS + " constraints");
    require(
        parts.interactions().size() <= MAX_INTERACTIONS,
        "it has more than " + MAX_INTERACTIONS + " interactions");
  }

  private void visit(int i) {
    BaseNode node = parts.base().get(i);
    for (int operand : BaseNode.operands(node)) {
      if (operand < 0 || operand >= i) {
        throw broken("node " + i + " reads node " + operand);
      }
      next[i] |= next[operand];
      selector[i] |= selector[operand];
    }
    switch (node) {
      case BaseNode.Main m -> column(i, m.column(), parts.mainWidth(), m.next());
      case BaseNode.Committed c -> column(i, c.column(), parts.committedWidth(), c.next());
      case BaseNode.PublicValue p -> {
        require(
            p.index() >= 0 && p.index() < MAX_PUBLIC_VALUES,
            "public value " + p.index() + " is out of range");
        publicValueCount = Math.max(publicValueCount, p.index() + 1);
      }
      case BaseNode.Constant c -> {
        if (c.value() < 0 || c.value() >= ExprNode.P) {
          throw broken("constant " + c.value() + " is not canonical");
        }
      }
      case BaseNode.Selector s -> {
        selector[i] = true;
        degree[i] = s.selector().degree();
        transitions[i] = s.selector() == RowSelector.TRANSITION ? 1 : 0;
      }
      case BaseNode.Add n -> maximum(i, n.left(), n.right());
      case BaseNode.Sub n -> maximum(i, n.left(), n.right());
      case BaseNode.Neg n -> maximum(i, n.operand(), n.operand());
      case BaseNode.Mul n -> {
        degree[i] = Math.min(1 << 20, degree[n.left()] + degree[n.right()]);
        transitions[i] = Math.min(1 << 20, transitions[n.left()] + transitions[n.right()]);
      }
    }
  }

  private void column(int i, int column, int width, boolean isNext) {
    if (column < 0 || column >= width) {
      throw broken("column " + column + " of " + width + " is read");
    }
    degree[i] = 1;
    next[i] = isNext;
  }

  private void maximum(int i, int a, int b) {
    degree[i] = Math.max(degree[a], degree[b]);
    transitions[i] = Math.max(transitions[a], transitions[b]);
  }

  private void checkConstraint(CompiledAir.NamedNode c) {
    int node = c.node();
    if (c.name().isEmpty() || c.name().length() > MAX_NAME) {
      throw broken(c, "has a name too long");
    }
    if (node < 0 || node >= degree.length) {
      throw broken(c, "is node " + node);
    }
    if (degree[node] > parts.maxDegree()) {
      throw broken(c, "has degree " + degree[node] + ", the limit is " + parts.maxDegree());
    }
    if (transitions[node] >= parts.maxDegree()) {
      throw broken(c, "has " + transitions[node] + " transition factors");
    }
    if (next[node] && !gated(node)) {
      throw broken(c, "reads the following row but is not stated under whenTransition");
    }
  }

  /** Whether the node is a product with the transition selector. */
  private boolean gated(int node) {
    if (!(parts.base().get(node) instanceof BaseNode.Mul m)) {
      return false;
    }
    BaseNode gate = new BaseNode.Selector(RowSelector.TRANSITION);
    return parts.base().get(m.left()).equals(gate) || parts.base().get(m.right()).equals(gate);
  }

  private void checkInteraction(int index, Interaction i) {
    if (i.direction().kind() != i.bus().kind()) {
      throw broken(index, i, "does not belong on a " + i.bus().kind());
    }
    if (i.message().size() != i.bus().width()) {
      throw broken(
          index,
          i,
          "has " + i.message().size() + " fields, the bus is " + i.bus().width() + " wide");
    }
    if (i.bus().name().length() > MAX_NAME) {
      throw broken(index, i, "has a bus name too long");
    }
    boolean provides = i.direction() == Direction.PROVIDE;
    if (i.countWeight() < (provides ? 0 : 1)
        || i.countWeight() > (provides ? 0 : Interaction.MAX_COUNT_WEIGHT)) {
      throw broken(index, i, "has count weight " + i.countWeight());
    }
    checkOperand(index, i, i.multiplicity());
    for (int node : i.message()) {
      checkOperand(index, i, node);
    }
  }

  private void checkOperand(int index, Interaction i, int node) {
    if (node < 0 || node >= degree.length) {
      throw broken(index, i, "reads node " + node);
    }
    if (next[node]) {
      throw broken(index, i, "reads the following row, which the last row does not have");
    }
    if (selector[node]) {
      throw broken(index, i, "uses a row selector; use a column");
    }
    if (degree[node] > parts.maxDegree()) {
      throw broken(
          index,
          i,
          "has an expression of degree " + degree[node] + ", the limit is " + parts.maxDegree());
    }
  }

  private static AirDefinitionException broken(CompiledAir.NamedNode c, String how) {
    return broken("constraint '" + c.name() + "' " + how);
  }

  private static AirDefinitionException broken(int index, Interaction i, String how) {
    return broken(
        "interaction " + index + " (" + i.direction() + " on bus " + i.bus().name() + ") " + how);
  }

  private static AirDefinitionException broken(String rule) {
    return new AirDefinitionException(rule);
  }

  /** For what is checked once; where there are many, a message for each takes longer than all. */
  private static void require(boolean condition, String message) {
    if (!condition) {
      throw broken(message);
    }
  }
}
