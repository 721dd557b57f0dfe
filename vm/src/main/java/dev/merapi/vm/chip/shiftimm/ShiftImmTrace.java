package dev.merapi.vm.chip.shiftimm;

import dev.merapi.stark.air.Air;
import dev.merapi.vm.chip.adapter.Cells;
import dev.merapi.vm.chip.adapter.RecordTrace;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.record.ChipRecord;

/** Fills {@link ShiftImmAir}. */
public final class ShiftImmTrace extends RecordTrace {
  private final ShiftImmAir air = new ShiftImmAir();

  /** The chip. */
  public ShiftImmTrace() {
    super(ChipRecord.SHIFT_IMM);
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
    int multiplier = program.c(index);
    boolean move = (program.d(index) & 1) != 0;
    boolean cutAt8 = program.d(index) >= 2;
    boolean left = program.op(index) == Op.SLLI.id();
    air.step.fill(cells, row, program.pc(index), ts);
    cells.set(air.rd, row, program.a(index));
    cells.set(air.rs1, row, program.b(index));
    cells.set(air.multiplier, row, multiplier);
    if (cutAt8) {
      cells.mark(air.cut, row);
    }
    cells.mark(left ? move ? air.leftMove : air.left : move ? air.rightMove : air.right, row);
    air.x.fill(cells, row, x);
    for (int i = 0; i < 2; i++) {
      int product = (x >>> 16 * i & 0xffff) * multiplier;
      cells.set(air.wide[i], row, cutAt8 ? product >>> 8 : product & 0xffff);
      cells.set(air.narrow[i], row, cutAt8 ? product & 0xff : product >>> 16);
    }
    int amount = program.immediate(index);
    air.z.fill(cells, row, left ? x << amount : x >>> amount);
    air.previous.fill(cells, row, d[at + 4]);
    air.first.fill(cells, row, ts, d[at + 3]);
    air.write.fill(cells, row, ts + 1, d[at + 5]);
  }
}
