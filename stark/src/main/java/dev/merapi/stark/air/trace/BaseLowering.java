package dev.merapi.stark.air.trace;

import dev.merapi.stark.air.BaseNode;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.Interaction;
import dev.merapi.stark.air.trace.Instruction.Op;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Turns base nodes and linear forms over them into instructions; public values are constants here.
 */
final class BaseLowering {
  private static final int UNKNOWN = Integer.MIN_VALUE;

  private final List<BaseNode> nodes;
  private final BlockAssembler out;
  private final int[] publicValues;
  private final int[] operands;
  private final OptionalInt[] constants;
  private final Map<Integer, Integer> canonical = new HashMap<>();
  private final Map<Integer, Integer> negated = new HashMap<>();

  /** With canonical public values. */
  BaseLowering(CompiledAir air, int[] publicValues, BlockAssembler out) {
    this.nodes = air.base();
    this.out = out;
    this.publicValues = publicValues;
    this.operands = new int[nodes.size()];
    Arrays.fill(operands, UNKNOWN);
    this.constants = new OptionalInt[nodes.size()];
    for (int i = 0; i < constants.length; i++) {
      constants[i] = fold(nodes.get(i));
    }
  }

  /** The operand with the node's value; a constant takes a register. */
  int operand(int node) {
    if (operands[node] == UNKNOWN) {
      operands[node] =
          constants[node].isPresent()
              ? out.constant(constants[node].getAsInt())
              : lower(nodes.get(node));
    }
    return operands[node];
  }

  /** The operand with the node's value in canonical form. */
  int canonical(int node) {
    return canonical.computeIfAbsent(
        node,
        key ->
            constants[key].isPresent()
                ? out.constant(KoalaBear.toCanonical(constants[key].getAsInt()))
                : out.base(Op.SCALE, 1, operand(key)));
  }

  /** The operand with the node's value negated. */
  int negated(int node) {
    return negated.computeIfAbsent(
        node,
        key ->
            constants[key].isPresent()
                ? out.constant(KoalaBear.neg(constants[key].getAsInt()))
                : out.base(Op.SUBTRACT_FROM, KoalaBear.ZERO, operand(key)));
  }

  /** The node's value (Montgomery) when it is the same in all rows. */
  OptionalInt constant(int node) {
    return constants[node];
  }

  /** The denominator of an interaction. */
  int denominator(Interaction i, LogUpChallenges challenges) {
    Linear sum = new Linear(challenges.constantPart(i));
    for (int k = 0; k < i.message().size(); k++) {
      addTo(sum, i.message().get(k), challenges.betaPowers().get(k));
    }
    return out.dot(sum);
  }

  /**
   * sum += node · factor, taking constant summands and factors out of the node where that is free.
   */
  void addTo(Linear sum, int node, Ext factor) {
    if (constants[node].isPresent()) {
      sum.addConstant(factor.mul(constants[node].getAsInt()));
      return;
    }
    switch (nodes.get(node)) {
      case BaseNode.Add n when constants[n.right()].isPresent() -> {
        sum.addConstant(factor.mul(constants[n.right()].getAsInt()));
        addTo(sum, n.left(), factor);
      }
      case BaseNode.Sub n when constants[n.left()].isPresent() -> {
        sum.addConstant(factor.mul(constants[n.left()].getAsInt()));
        addTo(sum, n.right(), factor.neg());
      }
      case BaseNode.Mul n when constants[n.right()].isPresent() ->
          addTo(sum, n.left(), factor.mul(constants[n.right()].getAsInt()));
      case BaseNode.Neg n -> addTo(sum, n.operand(), factor.neg());
      default -> sum.add(operand(node), factor);
    }
  }

  private int lower(BaseNode node) {
    return switch (node) {
      case BaseNode.Main n -> out.slot(Slot.Matrix.MAIN, n.column(), n.next());
      case BaseNode.Committed n -> out.slot(Slot.Matrix.COMMITTED, n.column(), n.next());
      case BaseNode.Selector n -> out.slot(Slot.Matrix.SELECTORS, n.selector().ordinal(), false);
      case BaseNode.Add n -> add(n.left(), n.right());
      case BaseNode.Sub n -> sub(n.left(), n.right());
      case BaseNode.Mul n -> mul(n.left(), n.right());
      case BaseNode.Neg n -> out.base(Op.SUBTRACT_FROM, KoalaBear.ZERO, operand(n.operand()));
      case BaseNode.Constant _, BaseNode.PublicValue _ ->
          throw new IllegalStateException("constants are folded");
    };
  }

  private int add(int a, int b) {
    if (constants[a].isPresent()) {
      return out.base(Op.ADD_CONSTANT, constants[a].getAsInt(), operand(b));
    }
    if (constants[b].isPresent()) {
      return out.base(Op.ADD_CONSTANT, constants[b].getAsInt(), operand(a));
    }
    return out.base(Op.ADD, new int[] {operand(a), operand(b)});
  }

  private int sub(int a, int b) {
    if (constants[a].isPresent()) {
      return out.base(Op.SUBTRACT_FROM, constants[a].getAsInt(), operand(b));
    }
    if (constants[b].isPresent()) {
      return out.base(Op.ADD_CONSTANT, KoalaBear.neg(constants[b].getAsInt()), operand(a));
    }
    return out.base(Op.SUB, new int[] {operand(a), operand(b)});
  }

  private int mul(int a, int b) {
    if (constants[a].isPresent()) {
      return out.base(Op.SCALE, constants[a].getAsInt(), operand(b));
    }
    if (constants[b].isPresent()) {
      return out.base(Op.SCALE, constants[b].getAsInt(), operand(a));
    }
    return out.base(Op.MUL, new int[] {operand(a), operand(b)});
  }

  private OptionalInt fold(BaseNode node) {
    return switch (node) {
      case BaseNode.Constant n -> OptionalInt.of(KoalaBear.fromCanonical(n.value()));
      case BaseNode.PublicValue n ->
          OptionalInt.of(KoalaBear.fromCanonical(publicValues[n.index()]));
      case BaseNode.Add n when both(n.left(), n.right()) ->
          OptionalInt.of(KoalaBear.add(value(n.left()), value(n.right())));
      case BaseNode.Sub n when both(n.left(), n.right()) ->
          OptionalInt.of(KoalaBear.sub(value(n.left()), value(n.right())));
      case BaseNode.Mul n when both(n.left(), n.right()) ->
          OptionalInt.of(KoalaBear.mul(value(n.left()), value(n.right())));
      case BaseNode.Neg n when constants[n.operand()].isPresent() ->
          OptionalInt.of(KoalaBear.neg(value(n.operand())));
      default -> OptionalInt.empty();
    };
  }

  private boolean both(int a, int b) {
    return constants[a].isPresent() && constants[b].isPresent();
  }

  private int value(int node) {
    return constants[node].getAsInt();
  }
}
