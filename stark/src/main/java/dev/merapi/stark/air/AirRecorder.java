package dev.merapi.stark.air;

import java.util.ArrayList;
import java.util.List;

/** What an {@link Air} said through its builders, in order. */
final class AirRecorder {

  /**
   * A constraint: {@code expression} is zero in every row; {@code transition} when stated under
   * whenTransition.
   */
  record Constraint(String name, Expr expression, boolean transition) {}

  /** A bus interaction as stated. */
  record Interaction(
      Bus bus, Direction direction, int countWeight, Expr multiplicity, List<Expr> message) {}

  final List<Constraint> constraints = new ArrayList<>();
  final List<Interaction> interactions = new ArrayList<>();
}
