package dev.merapi.vm.chip.addsub;

import dev.merapi.stark.air.Air;
import dev.merapi.vm.chip.adapter.Cells;
import dev.merapi.vm.chip.adapter.RecordTrace;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.record.ChipRecord;

/** Fills {@link AddSubAir}. */
public final class AddSubTrace extends RecordTrace {
  private final AddSubAir air = new AddSubAir();

  /** The chip. */
  public AddSubTrace() {
    super(ChipRecord.ADD_SUB);
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
    int y = d[at + 4];
    boolean add = program.op(index) == Op.ADD.id();
    air.step.fill(cells, row, program.pc(index), ts);
    cells.set(air.rd, row, program.a(index));
    cells.set(air.rs1, row, program.b(index));
    cells.set(air.rs2, row, program.c(index));
    air.x.fill(cells, row, x);
    air.y.fill(cells, row, y);
    air.z.fill(cells, row, add ? x + y : x - y);
    air.previous.fill(cells, row, d[at + 6]);
    air.first.fill(cells, row, ts, d[at + 3]);
    air.second.fill(cells, row, ts + 1, d[at + 5]);
    air.write.fill(cells, row, ts + 2, d[at + 7]);
    cells.mark(add ? air.add : air.sub, row);
  }
}
