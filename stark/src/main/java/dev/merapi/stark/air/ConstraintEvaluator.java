package dev.merapi.stark.air;

import java.util.ArrayList;
import java.util.List;

/**
 * Evaluates the constraints of a {@link CompiledAir} at one point, over an arithmetic it is given.
 * What is computed depends on the AIR alone, never on values, so a circuit-building arithmetic
 * records the same steps.
 */
public final class ConstraintEvaluator<E> {
  private final ConstraintArithmetic<E> ops;
  private final ConstraintInputs<E> in;

  private ConstraintEvaluator(ConstraintArithmetic<E> ops, ConstraintInputs<E> in) {
    this.ops = ops;
    this.in = in;
  }

  /** All constraints folded: Σ_k fold^(K-1-k)·c_k, zero constraints giving zero. */
  public static <E> E fold(CompiledAir air, ConstraintArithmetic<E> ops, ConstraintInputs<E> in) {
    List<E> values = all(air, ops, in);
    if (values.isEmpty()) {
      return ops.constant(0);
    }
    E folded = values.getFirst();
    for (E value : values.subList(1, values.size())) {
      folded = ops.add(ops.mul(folded, in.fold()), value);
    }
    return folded;
  }

  /** The value of every constraint, in order. */
  public static <E> List<E> all(
      CompiledAir air, ConstraintArithmetic<E> ops, ConstraintInputs<E> in) {
    return new ConstraintEvaluator<>(ops, in).run(air);
  }

  private List<E> run(CompiledAir air) {
    List<E> base = new ArrayList<>(air.base().size());
    for (BaseNode node : air.base()) {
      base.add(base(node, base));
    }
    List<E> ext = new ArrayList<>(air.ext().size());
    for (ExtNode node : air.ext()) {
      ext.add(ext(air, node, base, ext));
    }
    return air.constraints().stream()
        .map(c -> c.extension() ? ext.get(c.node()) : base.get(c.node()))
        .toList();
  }

  private E base(BaseNode node, List<E> done) {
    return switch (node) {
      case BaseNode.Main n -> row(n.next()).main().get(n.column());
      case BaseNode.Committed n -> row(n.next()).committed().get(n.column());
      case BaseNode.PublicValue n -> in.publicValues().get(n.index());
      case BaseNode.Constant n -> ops.constant(n.value());
      case BaseNode.Selector n ->
          switch (n.selector()) {
            case FIRST -> in.first();
            case LAST -> in.last();
            case TRANSITION -> in.transition();
          };
      case BaseNode.Add n -> ops.add(done.get(n.left()), done.get(n.right()));
      case BaseNode.Sub n -> ops.sub(done.get(n.left()), done.get(n.right()));
      case BaseNode.Mul n -> ops.mul(done.get(n.left()), done.get(n.right()));
      case BaseNode.Neg n -> ops.neg(done.get(n.operand()));
    };
  }

  private E ext(CompiledAir air, ExtNode node, List<E> base, List<E> done) {
    return switch (node) {
      case ExtNode.Aux n -> {
        List<E> aux = row(n.next()).aux();
        int at = 4 * n.column();
        yield ops.compose(aux.get(at), aux.get(at + 1), aux.get(at + 2), aux.get(at + 3));
      }
      case ExtNode.ExposedSum n -> in.exposedSum();
      case ExtNode.Denominator n -> denominator(air.interactions().get(n.interaction()), base);
      case ExtNode.Lift n -> base.get(n.base());
      case ExtNode.Scale n -> ops.mul(done.get(n.operand()), base.get(n.base()));
      case ExtNode.Add n -> ops.add(done.get(n.left()), done.get(n.right()));
      case ExtNode.Sub n -> ops.sub(done.get(n.left()), done.get(n.right()));
      case ExtNode.Mul n -> ops.mul(done.get(n.left()), done.get(n.right()));
    };
  }

  private E denominator(Interaction i, List<E> base) {
    List<E> powers = in.betaPowers();
    E d = ops.add(in.logUpAlpha(), ops.mul(powers.getLast(), ops.constant(i.bus().id() + 1)));
    for (int k = 0; k < i.message().size(); k++) {
      E field = base.get(i.message().get(k));
      d = ops.add(d, k == 0 ? field : ops.mul(powers.get(k), field));
    }
    return d;
  }

  private ConstraintInputs.Row<E> row(boolean next) {
    return next ? in.next() : in.local();
  }
}
