package dev.merapi.vm.soundness;

import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.field.KoalaBear;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Cells of one table, and public values, that hold something else than the honest prover wrote. */
final class Change {
  /** The row of a public value. */
  static final int PUBLIC = -1;

  /** A cell; of a public value, {@code column} is its index. */
  record Cell(int row, int column) implements Comparable<Cell> {
    @Override
    public int compareTo(Cell o) {
      return row != o.row ? Integer.compare(row, o.row) : Integer.compare(column, o.column);
    }
  }

  private final TreeMap<Cell, Integer> cells = new TreeMap<>();

  /** Nothing changed. */
  Change() {}

  /** A copy. */
  Change(Change other) {
    cells.putAll(other.cells);
  }

  /** Sets a cell, in Montgomery form. */
  Change set(int row, int column, int value) {
    cells.put(new Cell(row, column), value);
    return this;
  }

  /** The cells with their new values. */
  Map<Cell, Integer> cells() {
    return cells;
  }

  /** The rows with a changed cell, {@link #PUBLIC} perhaps among them. */
  SortedSet<Integer> rows() {
    SortedSet<Integer> rows = new TreeSet<>();
    cells.keySet().forEach(c -> rows.add(c.row));
    return rows;
  }

  /** Names of the columns, each once, and what the cells hold. */
  String describe(CompiledAir air) {
    StringBuilder text = new StringBuilder();
    int first = cells.isEmpty() ? 0 : rows().last();
    for (int row : rows()) {
      first = row >= 0 ? Math.min(first, row) : first;
    }
    int base = first;
    cells.forEach((cell, value) -> {
      text.append(text.isEmpty() ? "" : ", ");
      if (cell.row == PUBLIC) {
        text.append("public ").append(cell.column);
      } else {
        text.append(air.mainName(cell.column));
        text.append("'".repeat(cell.row - base > 2 ? 2 : cell.row - base));
      }
      text.append(" = ").append(signed(value));
    });
    return text.toString();
  }

  private static int signed(int value) {
    int canonical = KoalaBear.toCanonical(value);
    return canonical > KoalaBear.P / 2 ? canonical - KoalaBear.P : canonical;
  }
}
