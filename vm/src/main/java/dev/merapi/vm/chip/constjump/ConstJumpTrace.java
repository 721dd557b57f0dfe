package dev.merapi.vm.chip.constjump;

import dev.merapi.stark.air.Air;
import dev.merapi.vm.chip.adapter.Cells;
import dev.merapi.vm.chip.adapter.RecordTrace;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.record.ChipRecord;

/** Fills {@link ConstJumpAir}. */
public final class ConstJumpTrace extends RecordTrace {
  private final ConstJumpAir air = new ConstJumpAir();

  /** The chip. */
  public ConstJumpTrace() {
    super(ChipRecord.CONST_JUMP);
  }

  @Override
  public Air air() {
    return air;
  }

  @Override
  protected void fillRow(
      ChipRecord stream, Program program, int[] d, int at, Cells cells, int row) {
    int index = d[at];
    int ts = d[at + 1];
    air.step.fill(cells, row, program.pc(index), ts);
    cells.set(air.rd, row, program.a(index));
    cells.set(air.next, row, program.c(index));
    cells.set(air.value.lo(), row, program.d(index));
    cells.set(air.value.hi(), row, program.e(index));
    air.previous.fill(cells, row, d[at + 2]);
    air.write.fill(cells, row, ts, d[at + 3]);
    cells.mark(air.real, row);
    cells.set(air.kind, row, program.op(index) - Op.LUI.id());
  }
}
