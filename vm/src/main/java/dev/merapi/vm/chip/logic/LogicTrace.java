package dev.merapi.vm.chip.logic;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.air.Column;
import dev.merapi.vm.chip.adapter.Cells;
import dev.merapi.vm.chip.adapter.RecordTrace;
import dev.merapi.vm.chip.adapter.RegisterOrImmediate.Operands;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.record.ChipRecord;

/** Fills {@link LogicAir}: register forms, then immediate forms. */
public final class LogicTrace extends RecordTrace {
  private final LogicAir air = new LogicAir();
  private final Column[] flags = {air.xor, air.or, air.and};

  /** The chip. */
  public LogicTrace() {
    super(ChipRecord.LOGIC_REG, ChipRecord.LOGIC_IMM);
  }

  @Override
  public Air air() {
    return air;
  }

  @Override
  protected void fillRow(
      ChipRecord stream, Program program, int[] d, int at, Cells cells, int row) {
    Operands o = air.frame.fill(stream, program, d, at, cells, row);
    air.x.fill(cells, row, o.x());
    air.y.fill(cells, row, o.y());
    air.w.fill(cells, row, o.x() ^ o.y());
    if (o.immediate()) {
      cells.set(air.immHigh, row, o.y() >>> 16);
    }
    cells.mark(flags[o.op() - Op.XOR.id()], row);
  }
}
