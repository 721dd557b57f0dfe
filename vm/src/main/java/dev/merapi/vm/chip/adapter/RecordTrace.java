package dev.merapi.vm.chip.adapter;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.vm.chip.ChipTrace;
import dev.merapi.vm.chip.TraceInput;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.record.ChipRecord;
import dev.merapi.vm.record.RecordBuffer;
import java.util.List;

/** A chip with one row for each record of one or more streams, stream after stream. */
public abstract class RecordTrace implements ChipTrace {
  private final List<ChipRecord> streams;

  /** A chip fed by {@code streams}, in this order. */
  protected RecordTrace(ChipRecord... streams) {
    this.streams = List.of(streams);
  }

  @Override
  public final List<ChipRecord> streams() {
    return streams;
  }

  @Override
  public final void fill(TraceInput input, ColumnMatrix out, int from, int to) {
    Cells cells = new Cells(out);
    int first = 0;
    for (ChipRecord stream : streams) {
      RecordBuffer buffer = input.record().buffer(stream);
      int[] data = buffer.data();
      int stride = buffer.stride();
      int end = Math.min(to, first + buffer.count());
      for (int row = Math.max(from, first); row < end; row++) {
        fillRow(stream, input.program(), data, (row - first) * stride, cells, row);
      }
      first += buffer.count();
    }
    finish(cells, from, to);
  }

  /** Called when rows [from, to) are filled; for what is cheaper on many rows at once. */
  protected void finish(Cells cells, int from, int to) {}

  /**
   * Fills one row.
   *
   * @param stream where the record is from
   * @param d array with the record
   * @param at index of the record's first int
   */
  protected abstract void fillRow(
      ChipRecord stream, Program program, int[] d, int at, Cells cells, int row);
}
