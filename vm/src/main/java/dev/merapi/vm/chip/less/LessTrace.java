package dev.merapi.vm.chip.less;

import dev.merapi.stark.air.Air;
import dev.merapi.vm.chip.adapter.Cells;
import dev.merapi.vm.chip.adapter.RecordTrace;
import dev.merapi.vm.chip.adapter.RegisterOrImmediate.Operands;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.record.ChipRecord;

/** Fills {@link LessAir}: register forms, then immediate forms. */
public final class LessTrace extends RecordTrace {
  private final LessAir air = new LessAir();

  /** The chip. */
  public LessTrace() {
    super(ChipRecord.LESS_REG, ChipRecord.LESS_IMM);
  }

  @Override
  public Air air() {
    return air;
  }

  @Override
  protected void fillRow(
      ChipRecord stream, Program program, int[] d, int at, Cells cells, int row) {
    Operands o = air.frame.fill(stream, program, d, at, cells, row);
    boolean unsigned = o.op() == Op.SLTU.id();
    air.x.fill(cells, row, o.x());
    air.y.fill(cells, row, o.y());
    if (o.immediate()) {
      cells.set(air.immHigh, row, o.y() >>> 16);
    }
    cells.mark(air.real, row);
    if (unsigned) {
      cells.mark(air.unsigned, row);
    }
    air.comparison.fill(cells, row, !unsigned, o.x(), o.y());
  }
}
