package dev.merapi.sdk;

import dev.merapi.sdk.codec.SegmentSizes;
import dev.merapi.stark.air.CompiledAir;
import java.util.ArrayList;
import java.util.List;

/** The cells of a segment's traces, by AIR. */
record TraceArea(List<Table> tables) {

  /**
   * The traces of one AIR.
   *
   * @param name the AIR
   * @param usedRows rows in use
   * @param rows rows with padding
   * @param committed columns committed ahead of time
   * @param main main columns
   * @param bus bus columns, in base elements
   */
  record Table(String name, long usedRows, long rows, int committed, int main, int bus) {
    int columns() {
      return committed + main + bus;
    }

    /** Cells of all columns, padding included. */
    long cells() {
      return rows * columns();
    }
  }

  static TraceArea of(List<CompiledAir> airs, List<SegmentSizes.Rows> rows) {
    List<Table> tables = new ArrayList<>();
    for (int i = 0; i < airs.size(); i++) {
      CompiledAir air = airs.get(i);
      tables.add(
          new Table(
              air.name(),
              rows.get(i).used(),
              rows.get(i).all(),
              air.committedWidth(),
              air.mainWidth(),
              air.auxWidth()));
    }
    return new TraceArea(List.copyOf(tables));
  }

  /** Cells in use of the main traces. */
  long mainCellsUsed() {
    return tables.stream().mapToLong(t -> t.usedRows() * t.main()).sum();
  }

  /** Cells in use of all traces, in base elements. */
  long totalCellsUsed() {
    return tables.stream().mapToLong(t -> t.usedRows() * t.columns()).sum();
  }

  /** Cells of all traces with padding, in base elements. */
  long cells() {
    return tables.stream().mapToLong(Table::cells).sum();
  }
}
