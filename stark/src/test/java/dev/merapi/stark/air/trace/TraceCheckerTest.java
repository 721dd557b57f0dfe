package dev.merapi.stark.air.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.merapi.stark.air.AirBuilder;
import dev.merapi.stark.air.AirCompiler;
import dev.merapi.stark.air.Column;
import dev.merapi.stark.air.Columns;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.Expr;
import dev.merapi.stark.air.TestAirs;
import dev.merapi.stark.field.ColumnMatrix;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TraceCheckerTest {
  private final Traces t = new Traces(13, 3, 1);

  private List<Violation> check() {
    return TraceChecker.check(t.airs, t.main, t.committed, t.publicValues);
  }

  @Test
  void acceptsValidTraces() {
    assertThat(check()).isEmpty();
  }

  @Test
  void namesTheBrokenConstraint() {
    Traces.shift(t.main.get(0), 1, 7, 1);
    List<Violation> found = check();
    assertThat(found)
        .extracting(Violation::what)
        .contains("b grows", "a moves")
        .doesNotContain("first a", "last b");
    assertThat(found).filteredOn(v -> v.what().equals("b grows")).anyMatch(v -> v.row() == 6);
    assertThat(found.getFirst().detail()).contains("a = ", "b' = ").doesNotContain("main[");
  }

  @Test
  void publicValuesBindFirstAndLastRow() {
    t.publicValues[0]++;
    t.publicValues[2]++;
    assertThat(check())
        .extracting(Violation::what, Violation::row)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("first a", 0),
            org.assertj.core.groups.Tuple.tuple("last b", 15));
  }

  @Test
  void everyCellMatters() {
    for (int air = 0; air < 4; air++) {
      ColumnMatrix m = t.main.get(air);
      for (int column = 0; column < m.width(); column++) {
        for (int row = 0; row < m.height(); row++) {
          if (air == 1 && row >= 13 && column > 0 || air == 3 && row < 3 && column > 0) {
            continue; // padding
          }
          Traces.shift(m, column, row, 1);
          assertThat(check()).as("air %d column %d row %d", air, column, row).isNotEmpty();
          Traces.shift(m, column, row, -1);
        }
      }
    }
    assertThat(check()).isEmpty();
  }

  @Test
  void busReportsNameBothSides() {
    Traces.shift(t.main.get(3), 2, 8, 1000);
    List<Violation> found = check();
    assertThat(found).hasSize(2).allMatch(v -> v.what().equals("bus triples"));
    assertThat(found.get(0).air()).isEqualTo("ranged");
    assertThat(found.get(0).detail()).contains("balance +1", "ranged SEND=1 times, rows [");
    assertThat(found.get(1).detail()).contains("balance -1", "sink RECEIVE=1 times, rows [8]");
  }

  @Test
  void lookupOutsideTheTable() {
    Traces.put(t.main.get(1), 4, 1, 300, 2);
    assertThat(check()).extracting(Violation::what).contains("bus range", "bus triples");
  }

  /** Selectors have the values of the polynomials, so mixing them with other terms is exact. */
  @Test
  void conditionsNest() {
    Columns columns = new Columns();
    Column flag = columns.main("flag");
    Column x = columns.main("x");
    CompiledAir air =
        AirCompiler.compile(
            new TestAirs.Simple(
                "nested",
                columns,
                (c, b) -> {
                  AirBuilder on = b.when(flag);
                  on.whenTransition().assertEqual("grows", x.next(), x.plus(1));
                  on.whenLast().assertZero("ends", x.minus(3));
                  b.when(Expr.constant(1).minus(flag)).assertZero("off", x);
                }),
            3);
    ColumnMatrix m = ColumnMatrix.allocate(4, 2);
    for (int i = 0; i < 4; i++) {
      Traces.put(m, i, 1, i);
    }
    assertThat(TraceChecker.checkConstraints(air, m, null, new int[0])).isEmpty();
    Traces.put(m, 3, 1, 4);
    assertThat(TraceChecker.checkConstraints(air, m, null, new int[0]))
        .extracting(Violation::what)
        .containsExactlyInAnyOrder("grows", "ends");
    Traces.put(m, 3, 0, 3);
    assertThat(TraceChecker.checkConstraints(air, m, null, new int[0]))
        .extracting(Violation::what)
        .containsExactly("off");
  }

  @Test
  void wrongShapesAreRefused() {
    assertThatThrownBy(() ->
            TraceChecker.checkConstraints(
                t.airs.get(0), ColumnMatrix.allocate(16, 3), null, t.publicValues))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fibonacci");
    assertThatThrownBy(() ->
            TraceChecker.checkConstraints(
                t.airs.get(2), ColumnMatrix.allocate(16, 1), null, t.publicValues))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("committed");
  }
}
