package dev.merapi.vm.chip.jalr;

import dev.merapi.stark.air.Air;
import dev.merapi.vm.chip.adapter.Cells;
import dev.merapi.vm.chip.adapter.RecordTrace;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.record.ChipRecord;

/** Fills {@link JalrAir}. */
public final class JalrTrace extends RecordTrace {
  private final JalrAir air = new JalrAir();

  /** The chip. */
  public JalrTrace() {
    super(ChipRecord.JALR);
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
    cells.set(air.rs1, row, program.b(index));
    int target = air.address.fill(cells, row, d[at + 2], program, index);
    cells.set(air.returnLow, row, program.e(index));
    cells.set(air.dropped, row, target & 1);
    air.previous.fill(cells, row, d[at + 4]);
    air.first.fill(cells, row, ts, d[at + 3]);
    air.write.fill(cells, row, ts + 1, d[at + 5]);
    cells.mark(air.real, row);
  }
}
