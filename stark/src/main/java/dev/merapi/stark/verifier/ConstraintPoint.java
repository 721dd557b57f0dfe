package dev.merapi.stark.verifier;

import dev.merapi.stark.air.BaseNode;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.Constraint;
import dev.merapi.stark.air.ExtNode;
import dev.merapi.stark.air.Interaction;
import dev.merapi.stark.air.RowSelector;
import dev.merapi.stark.field.KoalaBear;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The constraints of one AIR at one point of the extension field.
 *
 * @param mainHere main columns at y
 * @param mainNext main columns at y·ω
 * @param committedHere committed columns at y
 * @param committedNext committed columns at y·ω
 * @param auxHere auxiliary columns at y, already joined to extension columns
 * @param auxNext the same at y·ω
 * @param publicValues the public values
 * @param selectors the value of each row selector
 * @param exposedSum the AIR's exposed sum, zero without interactions
 * @param logUp α and β of LogUp, empty without interactions
 */
record ConstraintPoint<E>(
    List<E> mainHere,
    List<E> mainNext,
    List<E> committedHere,
    List<E> committedNext,
    List<E> auxHere,
    List<E> auxNext,
    List<E> publicValues,
    Map<RowSelector, E> selectors,
    E exposedSum,
    List<E> logUp) {

  /**
   * Σ α^k C_k over the AIR's constraints in order.
   *
   * @param alphaPowers at least as many as there are constraints
   * @param messageWidth W, the power of β that carries the bus
   */
  <B, D, T> E fold(
      Arithmetic<B, E, D, T> arithmetic,
      CompiledAir air,
      List<E> alphaPowers,
      int messageWidth) {
    List<E> base = baseValues(arithmetic, air);
    List<E> ext = extValues(arithmetic, air, base, messageWidth);
    List<E> values = new ArrayList<>();
    for (Constraint constraint : air.constraints()) {
      values.add((constraint.extension() ? ext : base).get(constraint.node()));
    }
    return Powers.dot(arithmetic, alphaPowers, values);
  }

  private <B, D, T> List<E> baseValues(Arithmetic<B, E, D, T> arithmetic, CompiledAir air) {
    List<E> v = new ArrayList<>(air.base().size());
    for (BaseNode node : air.base()) {
      v.add(
          switch (node) {
            case BaseNode.Main m -> (m.next() ? mainNext : mainHere).get(m.column());
            case BaseNode.Committed c ->
                (c.next() ? committedNext : committedHere).get(c.column());
            case BaseNode.PublicValue p -> publicValues.get(p.index());
            case BaseNode.Constant c ->
                arithmetic.constantExt(KoalaBear.fromCanonical(c.value()));
            case BaseNode.Selector s -> selectors.get(s.selector());
            case BaseNode.Add a -> arithmetic.addExt(v.get(a.left()), v.get(a.right()));
            case BaseNode.Sub s -> arithmetic.subExt(v.get(s.left()), v.get(s.right()));
            case BaseNode.Mul m -> arithmetic.mulExt(v.get(m.left()), v.get(m.right()));
            case BaseNode.Neg n ->
                arithmetic.subExt(arithmetic.constantExt(KoalaBear.ZERO), v.get(n.operand()));
          });
    }
    return v;
  }

  private <B, D, T> List<E> extValues(
      Arithmetic<B, E, D, T> arithmetic, CompiledAir air, List<E> base, int messageWidth) {
    if (air.ext().isEmpty()) {
      return List.of();
    }
    List<E> betaPowers = Powers.of(arithmetic, logUp.get(1), messageWidth + 1);
    List<E> v = new ArrayList<>(air.ext().size());
    for (ExtNode node : air.ext()) {
      v.add(
          switch (node) {
            case ExtNode.Aux a -> (a.next() ? auxNext : auxHere).get(a.column());
            case ExtNode.ExposedSum s -> exposedSum;
            case ExtNode.Denominator d ->
                denominator(
                    arithmetic, air.interactions().get(d.interaction()), base, betaPowers);
            case ExtNode.Lift l -> base.get(l.base());
            case ExtNode.Scale s -> arithmetic.mulExt(v.get(s.operand()), base.get(s.base()));
            case ExtNode.Add a -> arithmetic.addExt(v.get(a.left()), v.get(a.right()));
            case ExtNode.Sub s -> arithmetic.subExt(v.get(s.left()), v.get(s.right()));
            case ExtNode.Mul m -> arithmetic.mulExt(v.get(m.left()), v.get(m.right()));
          });
    }
    return v;
  }

  private <B, D, T> E denominator(
      Arithmetic<B, E, D, T> arithmetic,
      Interaction interaction,
      List<E> base,
      List<E> betaPowers) {
    List<E> message = interaction.message().stream().map(base::get).toList();
    E bus = arithmetic.constantExt(KoalaBear.fromCanonical(interaction.bus().id() + 1));
    E sum = arithmetic.addExt(logUp.get(0), arithmetic.mulExt(betaPowers.getLast(), bus));
    return arithmetic.addExt(sum, Powers.dot(arithmetic, betaPowers, message));
  }
}
