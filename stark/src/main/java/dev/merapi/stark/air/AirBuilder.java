package dev.merapi.stark.air;

import java.util.List;

/**
 * Where an {@link Air} states its constraints and interactions.
 *
 * <p>{@link #when} and its companions give a builder whose <em>constraints are multiplied</em> by
 * the condition; they nest. On such a builder, the <em>multiplicity of an interaction</em> is
 * multiplied as well.
 *
 * <p>Rules checked by the compiler: {@link Column#next()} only under {@link #whenTransition()},
 * never in an interaction; row selectors never in an interaction (they are nonzero, but not one, in
 * their row: use a column); a message has as many fields as its bus is wide; the degree limit,
 * counted as in {@link Expr#degree()}.
 */
public final class AirBuilder {
  private final AirRecorder recorder;
  private final Expr condition;
  private final boolean transition;

  AirBuilder(AirRecorder recorder) {
    this(recorder, Expr.constant(1), false);
  }

  private AirBuilder(AirRecorder recorder, Expr condition, boolean transition) {
    this.recorder = recorder;
    this.condition = condition;
    this.transition = transition;
  }

  /** Public value {@code index} of the proof, a constant of degree 0. */
  public Expr publicValue(int index) {
    return new ExprNode.PublicValue(index);
  }

  /** Nonzero (not one) in the first row, zero in all others; degree 1. For constraints only. */
  public Expr isFirst() {
    return ExprNode.Select.FIRST;
  }

  /** Nonzero (not one) in the last row, zero in all others; degree 1. For constraints only. */
  public Expr isLast() {
    return ExprNode.Select.LAST;
  }

  /** Zero in the last row, nonzero in all others; degree 0. For constraints only. */
  public Expr isTransition() {
    return ExprNode.Select.TRANSITION;
  }

  /** States {@code e = 0} in every row (where the conditions of this builder hold). */
  public void assertZero(String name, Expr e) {
    Expr gated = condition.times(e);
    recorder.constraints.add(
        new AirRecorder.Constraint(
            name, transition ? isTransition().times(gated) : gated, transition));
  }

  /** States {@code a = b}. */
  public void assertEqual(String name, Expr a, Expr b) {
    assertZero(name, a.minus(b));
  }

  /** States {@code e} is 0 or 1; doubles its degree. */
  public void assertBoolean(String name, Expr e) {
    assertZero(name, e.times(e.minus(1)));
  }

  /** A builder whose constraints and multiplicities are multiplied by {@code factor}. */
  public AirBuilder when(Expr factor) {
    return new AirBuilder(recorder, condition.times(factor), transition);
  }

  /** Constraints of the first row only; adds one degree. */
  public AirBuilder whenFirst() {
    return when(isFirst());
  }

  /** Constraints of the last row only; adds one degree. */
  public AirBuilder whenLast() {
    return when(isLast());
  }

  /**
   * Constraints of every row but the last, the only ones that may use {@link Column#next()}; adds
   * no degree.
   */
  public AirBuilder whenTransition() {
    return new AirBuilder(recorder, condition, true);
  }

  /** Sends {@code message} with a multiplicity that is 0 or 1. */
  public void send(Bus bus, Expr multiplicity, Expr... message) {
    send(bus, 1, multiplicity, message);
  }

  /**
   * Sends {@code message} with a multiplicity of at most {@code countWeight} (shown by the AIR's
   * constraints).
   */
  public void send(Bus bus, int countWeight, Expr multiplicity, Expr... message) {
    interact(bus, Direction.SEND, countWeight, multiplicity, message);
  }

  /** Receives {@code message} with a multiplicity that is 0 or 1. */
  public void receive(Bus bus, Expr multiplicity, Expr... message) {
    receive(bus, 1, multiplicity, message);
  }

  /** Receives {@code message} with a multiplicity of at most {@code countWeight}. */
  public void receive(Bus bus, int countWeight, Expr multiplicity, Expr... message) {
    interact(bus, Direction.RECEIVE, countWeight, multiplicity, message);
  }

  /** Looks {@code message} up, the key side, with a multiplicity that is 0 or 1. */
  public void lookup(Bus bus, Expr multiplicity, Expr... message) {
    lookup(bus, 1, multiplicity, message);
  }

  /** Looks {@code message} up with a multiplicity of at most {@code countWeight}. */
  public void lookup(Bus bus, int countWeight, Expr multiplicity, Expr... message) {
    interact(bus, Direction.LOOKUP, countWeight, multiplicity, message);
  }

  /** Provides {@code message}, the table side; the multiplicity is free, count weight 0. */
  public void provide(Bus bus, Expr multiplicity, Expr... message) {
    interact(bus, Direction.PROVIDE, 0, multiplicity, message);
  }

  private void interact(
      Bus bus, Direction direction, int countWeight, Expr multiplicity, Expr... message) {
    if (transition) {
      throw new AirDefinitionException(
          "an interaction on bus " + bus.name() + " is stated under whenTransition");
    }
    recorder.interactions.add(
        new AirRecorder.Interaction(
            bus, direction, countWeight, condition.times(multiplicity), List.of(message)));
  }
}
