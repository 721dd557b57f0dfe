package dev.merapi.vm.chip.mulhigh;

import dev.merapi.stark.air.Air;
import dev.merapi.vm.chip.adapter.ByteWord;
import dev.merapi.vm.chip.adapter.Cells;
import dev.merapi.vm.chip.adapter.RecordTrace;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.record.ChipRecord;

/** Fills {@link MulHighAir}. */
public final class MulHighTrace extends RecordTrace {
  private final MulHighAir air = new MulHighAir();

  /** The chip. */
  public MulHighTrace() {
    super(ChipRecord.MUL_HIGH);
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
    int op = program.op(index);
    air.step.fill(cells, row, program.pc(index), ts);
    cells.set(air.rd, row, program.a(index));
    cells.set(air.rs1, row, program.b(index));
    cells.set(air.rs2, row, program.c(index));
    air.previous.fill(cells, row, d[at + 6]);
    air.first.fill(cells, row, ts, d[at + 3]);
    air.second.fill(cells, row, ts + 1, d[at + 5]);
    air.write.fill(cells, row, ts + 2, d[at + 7]);
    boolean xSigned = op != Op.MULHU.id();
    boolean ySigned = op == Op.MULH.id();
    cells.mark(ySigned ? air.mulh : xSigned ? air.mulhsu : air.mulhu, row);
    fillProduct(d[at + 2], d[at + 4], xSigned, ySigned, cells, row);
  }

  private void fillProduct(int x, int y, boolean xSigned, boolean ySigned, Cells cells, int row) {
    boolean xNegative = xSigned && x < 0;
    boolean yNegative = ySigned && y < 0;
    air.x.fill(cells, row, x);
    air.y.fill(cells, row, y);
    cells.set(air.xTop, row, x >>> 31);
    cells.set(air.xSign, row, xNegative ? 1 : 0);
    cells.set(air.ySign, row, yNegative ? 1 : 0);
    int xTop = ByteWord.top(x, xNegative);
    int yTop = ByteWord.top(y, yNegative);
    int limb0 = ByteWord.limbProduct(x, xTop, y, yTop, 0);
    int c0 = limb0 >> 16;
    int limb1 = ByteWord.limbProduct(x, xTop, y, yTop, 1) + c0;
    int c1 = limb1 >> 16;
    int limb2 = ByteWord.limbProduct(x, xTop, y, yTop, 2) + c1;
    int c2 = limb2 >> 16;
    int limb3 = ByteWord.limbProduct(x, xTop, y, yTop, 3) + c2;
    air.low.fill(cells, row, limb0 & 0xffff | limb1 << 16);
    air.z.fill(cells, row, limb2 & 0xffff | limb3 << 16);
    cells.set(air.negative, row, limb3 < 0 ? 1 : 0);
    cells.set(air.c0Byte, row, c0 & 0xff);
    cells.set(air.c0Bit, row, c0 >> 8);
    int stored1 = c1 + MulHighAir.OFFSET;
    int quads = Math.min(stored1 >> 2, 0xff);
    cells.set(air.c1Byte, row, stored1 - 4 * quads);
    cells.set(air.c1Quads, row, quads);
    int stored2 = c2 + MulHighAir.OFFSET;
    cells.set(air.c2Byte, row, stored2 & 0xff);
    cells.set(air.c2High, row, stored2 >> 8);
  }
}
