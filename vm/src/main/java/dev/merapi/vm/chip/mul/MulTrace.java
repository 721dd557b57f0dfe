package dev.merapi.vm.chip.mul;

import dev.merapi.stark.air.Air;
import dev.merapi.vm.chip.adapter.ByteWord;
import dev.merapi.vm.chip.adapter.Cells;
import dev.merapi.vm.chip.adapter.RecordTrace;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.record.ChipRecord;

/** Fills {@link MulAir}. */
public final class MulTrace extends RecordTrace {
  private final MulAir air = new MulAir();

  /** The chip. */
  public MulTrace() {
    super(ChipRecord.MUL);
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
    air.step.fill(cells, row, program.pc(index), ts);
    cells.set(air.rd, row, program.a(index));
    cells.set(air.rs1, row, program.b(index));
    cells.set(air.rs2, row, program.c(index));
    air.x.fill(cells, row, x);
    air.y.fill(cells, row, y);
    air.z.fill(cells, row, x * y);
    int carry = ByteWord.limbProduct(x, x >>> 24, y, y >>> 24, 0) >>> 16;
    int over = ByteWord.limbProduct(x, x >>> 24, y, y >>> 24, 1) + carry >>> 16;
    cells.set(air.carryByte, row, carry & 0xff);
    cells.set(air.carryBit, row, carry >> 8);
    cells.set(air.overByte, row, over & 3);
    cells.set(air.overQuads, row, over >> 2);
    air.previous.fill(cells, row, d[at + 6]);
    air.first.fill(cells, row, ts, d[at + 3]);
    air.second.fill(cells, row, ts + 1, d[at + 5]);
    air.write.fill(cells, row, ts + 2, d[at + 7]);
    cells.mark(air.real, row);
  }
}
