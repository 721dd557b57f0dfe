package dev.merapi.vm.soundness;

import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The table under attack: its honest trace, the public values, what surrounds it. */
final class Subject {
  private final RowEvaluator evaluator;
  private final ColumnMatrix trace;
  private final @Nullable ColumnMatrix committed;
  private final int[] publicValues;
  private final int used;
  private final Surroundings surroundings;

  /**
   * A subject.
   *
   * @param publicValues canonical
   * @param used rows that are not padding
   */
  Subject(
      CompiledAir air,
      ColumnMatrix trace,
      @Nullable ColumnMatrix committed,
      int[] publicValues,
      int used,
      Surroundings surroundings) {
    this.evaluator = new RowEvaluator(air);
    this.trace = trace;
    this.committed = committed;
    this.publicValues = Arrays.stream(publicValues).map(KoalaBear::fromCanonical).toArray();
    this.used = used;
    this.surroundings = surroundings;
  }

  /** The evaluator of the AIR. */
  RowEvaluator evaluator() {
    return evaluator;
  }

  /** The AIR. */
  CompiledAir air() {
    return evaluator.air();
  }

  /** The tables and the program. */
  Surroundings surroundings() {
    return surroundings;
  }

  /** Rows of the trace. */
  int height() {
    return trace.height();
  }

  /** Rows that are not padding. */
  int used() {
    return used;
  }

  /** An honest cell or public value. */
  int get(int row, int column) {
    return row == Change.PUBLIC ? publicValues[column] : trace.get(column, row);
  }

  /** Index of a main column. */
  int column(String name) {
    for (int c = 0; c < air().mainWidth(); c++) {
      if (air().mainName(c).equals(name)) {
        return c;
      }
    }
    throw new IllegalArgumentException(air().name() + " has no column " + name);
  }

  /** Evaluates a row of the changed trace. */
  void evaluate(Change change, int row) {
    int width = air().mainWidth();
    int next = row + 1 == height() ? 0 : row + 1;
    int[] variables = new int[evaluator.variables()];
    for (int c = 0; c < width; c++) {
      variables[c] = trace.get(c, row);
      variables[width + c] = trace.get(c, next);
    }
    for (int c = 0; committed != null && c < committed.width(); c++) {
      variables[2 * width + c] = committed.get(c, row);
    }
    for (int i = 0; i < air().publicValueCount(); i++) {
      variables[evaluator.publicVariable(i)] = publicValues[i];
    }
    change
        .cells()
        .forEach((cell, value) -> {
          if (cell.row() == row) {
            variables[cell.column()] = value;
          }
          if (cell.row() == next) {
            variables[width + cell.column()] = value;
          }
          if (cell.row() == Change.PUBLIC && cell.column() < air().publicValueCount()) {
            variables[evaluator.publicVariable(cell.column())] = value;
          }
        });
    evaluator.run(variables, row == 0, row + 1 == height());
  }

  /** Whether the messages of a row count. */
  boolean speaks(int row) {
    return !(air().lastRowIsSilent() && row + 1 == height());
  }
}
