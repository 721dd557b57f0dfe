package dev.merapi.stark.air.trace;

import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.field.ColumnMatrix;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks traces without proving: every constraint on every row, every bus by multiset. Slow and
 * exact; for tests and for the debug mode of a prover.
 */
public final class TraceChecker {

  private TraceChecker() {}

  /**
   * Checks a whole machine.
   *
   * @param main the traces in AIR order, natural row order, Montgomery form
   * @param committed the committed matrices, null where an AIR has none
   * @param publicValues canonical
   * @return what is wrong, a few reports for each constraint and bus; empty when all is well
   */
  public static List<Violation> check(
      List<CompiledAir> airs,
      List<ColumnMatrix> main,
      List<? extends @Nullable ColumnMatrix> committed,
      int[] publicValues) {
    List<Violation> violations = new ArrayList<>();
    for (int i = 0; i < airs.size(); i++) {
      violations.addAll(checkConstraints(airs.get(i), main.get(i), committed.get(i), publicValues));
    }
    violations.addAll(checkBuses(airs, main, committed, publicValues));
    return violations;
  }

  /** Checks the constraints of one AIR, leaving the buses alone. */
  public static List<Violation> checkConstraints(
      CompiledAir air, ColumnMatrix main, @Nullable ColumnMatrix committed, int[] publicValues) {
    return new ConstraintCheck(air, main, committed, publicValues).run();
  }

  /** Checks that the buses between {@code airs} balance. */
  public static List<Violation> checkBuses(
      List<CompiledAir> airs,
      List<ColumnMatrix> main,
      List<? extends @Nullable ColumnMatrix> committed,
      int[] publicValues) {
    return new BusCheck(airs, main, committed, publicValues).run();
  }
}
