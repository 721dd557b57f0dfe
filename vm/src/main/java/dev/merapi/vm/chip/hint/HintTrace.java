package dev.merapi.vm.chip.hint;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.air.Column;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.vm.executor.SegmentRecord;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.machine.ChipTrace;
import dev.merapi.vm.machine.TraceInput;
import dev.merapi.vm.record.ChipRecord;
import dev.merapi.vm.record.RecordBuffer;

/** Fills {@link HintAir}: one row a word record, in order. */
public final class HintTrace implements ChipTrace {
  private final HintAir air = new HintAir();

  @Override
  public Air air() {
    return air;
  }

  @Override
  public int rows(SegmentRecord record) {
    return record.buffer(ChipRecord.HINT_WORD).count();
  }

  @Override
  public void fill(TraceInput input, ColumnMatrix out, int from, int to) {
    RecordBuffer heads = input.record().buffer(ChipRecord.HINT_HEAD);
    RecordBuffer words = input.record().buffer(ChipRecord.HINT_WORD);
    for (int row = from; row < to; row++) {
      int head = words.get(row, 0);
      int program = heads.get(head, 0);
      int ts = heads.get(head, 1);
      int position = row - heads.get(head, 6);
      int remaining = heads.get(head, 7) - position;
      boolean single = input.program().op(program) == Op.HINT_STOREW.id();
      boolean first = position == 0;
      set(out, air.single, row, single ? 1 : 0);
      set(out, air.start, row, first && !single ? 1 : 0);
      set(out, air.more, row, first ? 0 : 1);
      set(out, air.last, row, remaining == 1 ? 1 : 0);
      set(out, air.pc, row, input.program().pc(program));
      set(out, air.ts, row, ts + position);
      limbs(out, air.pointer, row, heads.get(head, 2) + 4 * position);
      limbs(out, air.count, row, remaining);
      limbs(out, air.data, row, words.get(row, 1));
      limbs(out, air.previous, row, words.get(row, 2));
      if (first) {
        set(out, air.pointerRegister, row, input.program().a(program));
        set(out, air.countRegister, row, input.program().b(program));
        gap(out, air.pointerPrevTs, air.pointerGap, row, heads.get(head, 3), ts);
        gap(out, air.countPrevTs, air.countGap, row, single ? ts : heads.get(head, 5), ts + 1);
      }
      int dataTs = ts + position + (single ? 1 : 2);
      gap(out, air.dataPrevTs, air.dataGap, row, words.get(row, 3), dataTs);
    }
  }

  private static void gap(
      ColumnMatrix out, Column prevTs, Column gapLow, int row, int before, int ts) {
    set(out, prevTs, row, before);
    set(out, gapLow, row, ts - before - 1 & 0xffff);
  }

  private static void limbs(ColumnMatrix out, Column[] columns, int row, int value) {
    set(out, columns[0], row, value & 0xffff);
    set(out, columns[1], row, value >>> 16);
  }

  private static void set(ColumnMatrix out, Column column, int row, int canonical) {
    out.set(column.index(), row, KoalaBear.fromCanonical(canonical));
  }
}
