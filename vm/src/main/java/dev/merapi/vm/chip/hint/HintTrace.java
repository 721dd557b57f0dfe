package dev.merapi.vm.chip.hint;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.vm.chip.ChipTrace;
import dev.merapi.vm.chip.TraceInput;
import dev.merapi.vm.chip.adapter.Cells;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.record.ChipRecord;
import dev.merapi.vm.record.RecordBuffer;
import java.util.List;

/** Fills {@link HintAir}: one row a word record, in order. */
public final class HintTrace implements ChipTrace {
  private final HintAir air = new HintAir();

  @Override
  public Air air() {
    return air;
  }

  @Override
  public List<ChipRecord> streams() {
    return List.of(ChipRecord.HINT_WORD);
  }

  @Override
  public void fill(TraceInput input, ColumnMatrix out, int from, int to) {
    RecordBuffer heads = input.record().buffer(ChipRecord.HINT_HEAD);
    RecordBuffer words = input.record().buffer(ChipRecord.HINT_WORD);
    Cells cells = new Cells(out);
    for (int row = from; row < to; row++) {
      int head = words.get(row, 0);
      int program = heads.get(head, 0);
      int ts = heads.get(head, 1);
      int position = row - heads.get(head, 6);
      int remaining = heads.get(head, 7) - position;
      boolean single = input.program().op(program) == Op.HINT_STOREW.id();
      boolean first = position == 0;
      cells.set(air.single, row, single ? 1 : 0);
      cells.set(air.start, row, first && !single ? 1 : 0);
      cells.set(air.more, row, first ? 0 : 1);
      cells.set(air.last, row, remaining == 1 ? 1 : 0);
      cells.set(air.pc, row, input.program().pc(program));
      cells.set(air.ts, row, ts + position);
      air.pointer.fill(cells, row, heads.get(head, 2) + 4 * position);
      air.count.fill(cells, row, remaining);
      air.data.fill(cells, row, words.get(row, 1));
      air.previous.fill(cells, row, words.get(row, 2));
      if (first) {
        cells.set(air.pointerRegister, row, input.program().a(program));
        cells.set(air.countRegister, row, input.program().b(program));
        air.pointerAccess.fill(cells, row, ts, heads.get(head, 3));
      }
      if (first && !single) {
        air.countAccess.fill(cells, row, ts + 1, heads.get(head, 5));
      }
      int dataTs = ts + position + (single ? 1 : 2);
      air.dataAccess.fill(cells, row, dataTs, words.get(row, 3));
    }
  }
}
