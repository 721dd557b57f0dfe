package dev.merapi.vm.chip.addimm;

import dev.merapi.stark.air.Air;
import dev.merapi.vm.chip.adapter.Cells;
import dev.merapi.vm.chip.adapter.RecordTrace;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.record.ChipRecord;

/** Fills {@link AddImmAir}. */
public final class AddImmTrace extends RecordTrace {
  private final AddImmAir air = new AddImmAir();

  /** The chip. */
  public AddImmTrace() {
    super(ChipRecord.ADD_IMM);
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
    int x = d[at + 2];
    int imm = program.immediate(index);
    air.step.fill(cells, row, program.pc(index), ts);
    cells.set(air.rd, row, program.a(index));
    cells.set(air.rs1, row, program.b(index));
    cells.set(air.imm, row, program.c(index));
    air.x.fill(cells, row, x);
    air.z.fill(cells, row, x + imm);
    air.previous.fill(cells, row, d[at + 4]);
    air.first.fill(cells, row, ts, d[at + 3]);
    air.write.fill(cells, row, ts + 1, d[at + 5]);
    cells.mark(air.real, row);
  }
}
