package dev.merapi.stark.air.trace;

import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.Constraint;
import dev.merapi.stark.air.ExtNode;
import dev.merapi.stark.air.trace.Instruction.Op;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;
import java.util.Arrays;
import java.util.List;

/**
 * Turns all constraints of an AIR into a block program whose result is their folded sum, scaled.
 *
 * <p>The fold is a dot product with constant powers of the challenge, cut into pieces so that
 * constraint values do not pile up in registers.
 */
final class QuotientLowering {
  private static final int PIECE = 64;
  private static final int UNKNOWN = Integer.MIN_VALUE;

  private final CompiledAir air;
  private final QuotientInputs in;
  private final BlockAssembler out = new BlockAssembler();
  private final BaseLowering base;
  private final List<ExtNode> nodes;
  private final int[] operands;
  private Linear pending = new Linear(Ext.ZERO);
  private int folded = UNKNOWN;

  private QuotientLowering(CompiledAir air, QuotientInputs in) {
    this.air = air;
    this.in = in;
    this.base = new BaseLowering(air, in.publicValues(), out);
    this.nodes = air.ext();
    this.operands = new int[nodes.size()];
    Arrays.fill(operands, UNKNOWN);
  }

  /** The program that adds factor · Σ_k fold^(K-1-k)·c_k to output columns 0 to 3. */
  static BlockProgram program(CompiledAir air, QuotientInputs in, Ext factor) {
    return new QuotientLowering(air, in).run(factor);
  }

  private BlockProgram run(Ext factor) {
    List<Constraint> constraints = air.constraints();
    Ext[] powers = new Ext[constraints.size()];
    Ext power = factor;
    for (int k = powers.length - 1; k >= 0; k--) {
      powers[k] = power;
      power = power.mul(in.fold());
    }
    for (int k = 0; k < powers.length; k++) {
      Constraint c = constraints.get(k);
      if (c.extension()) {
        addExtension(operand(c.node()), powers[k]);
      } else {
        base.addTo(pending, c.node(), powers[k]);
      }
      if (pending.sources().size() >= PIECE) {
        flush();
      }
    }
    flush();
    out.store(Op.STORE_SUM, 0, folded);
    return out.assemble();
  }

  private void addExtension(int operand, Ext factor) {
    Ext unit = factor;
    for (int q = 0; q < 4; q++) {
      pending.add(BlockAssembler.part(operand, q), unit);
      unit = unit.mul(new Ext(0, KoalaBear.ONE, 0, 0));
    }
  }

  private void flush() {
    int piece = out.dot(pending);
    folded = folded == UNKNOWN ? piece : out.each(Op.ADD, folded, true, piece, true);
    pending = new Linear(Ext.ZERO);
  }

  private int operand(int node) {
    if (operands[node] == UNKNOWN) {
      operands[node] = lower(nodes.get(node));
    }
    return operands[node];
  }

  private int lower(ExtNode node) {
    return switch (node) {
      case ExtNode.Aux n -> out.auxSlot(n.column(), n.next());
      case ExtNode.ExposedSum _ -> out.dot(new Linear(in.exposedSum()));
      case ExtNode.Denominator n ->
          base.denominator(air.interactions().get(n.interaction()), in.challenges());
      case ExtNode.Lift n -> out.lift(base.operand(n.base()));
      case ExtNode.Scale n ->
          out.each(Op.MUL, operand(n.operand()), true, base.operand(n.base()), false);
      case ExtNode.Add n -> sum(n.left(), n.right(), false);
      case ExtNode.Sub n -> sum(n.left(), n.right(), true);
      case ExtNode.Mul n -> out.product(operand(n.left()), operand(n.right()));
    };
  }

  /** left ± right; a product on the left that nobody knows yet takes the right side in place. */
  private int sum(int left, int right, boolean negate) {
    if (nodes.get(left) instanceof ExtNode.Mul product && operands[left] == UNKNOWN) {
      int a = operand(product.left());
      int b = operand(product.right());
      switch (nodes.get(right)) {
        case ExtNode.Lift lift -> {
          int t = out.product(a, b);
          out.addBase(t, base.operand(lift.base()), negate);
          return t;
        }
        case ExtNode.Scale scale -> {
          int m = negate ? base.negated(scale.base()) : base.operand(scale.base());
          int c = operand(scale.operand());
          int t = out.product(a, b);
          out.addScaled(t, m, c);
          return t;
        }
        default -> {}
      }
    }
    if (negate && nodes.get(left) instanceof ExtNode.ExposedSum) {
      return out.subtractFrom(in.exposedSum(), operand(right));
    }
    Op op = negate ? Op.SUB : Op.ADD;
    return out.each(op, operand(left), true, operand(right), true);
  }
}
