package dev.merapi.vm.chip.divrem;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.air.Column;
import dev.merapi.vm.chip.adapter.ByteWord;
import dev.merapi.vm.chip.adapter.Cells;
import dev.merapi.vm.chip.adapter.RecordTrace;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.record.ChipRecord;

/** Fills {@link DivRemAir}. */
public final class DivRemTrace extends RecordTrace {
  private final DivRemAir air = new DivRemAir();

  /** The chip. */
  public DivRemTrace() {
    super(ChipRecord.DIV_REM);
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
    boolean signed = op == Op.DIV.id() || op == Op.REM.id();
    air.step.fill(cells, row, program.pc(index), ts);
    cells.set(air.rd, row, program.a(index));
    cells.set(air.rs1, row, program.b(index));
    cells.set(air.rs2, row, program.c(index));
    air.previous.fill(cells, row, d[at + 6]);
    air.first.fill(cells, row, ts, d[at + 3]);
    air.second.fill(cells, row, ts + 1, d[at + 5]);
    air.write.fill(cells, row, ts + 2, d[at + 7]);
    boolean quotient = op == Op.DIV.id() || op == Op.DIVU.id();
    cells.mark(quotient ? signed ? air.div : air.divu : signed ? air.rem : air.remu, row);
    fillDivision(d[at + 2], d[at + 4], signed, cells, row);
  }

  private void fillDivision(int xWord, int yWord, boolean signed, Cells cells, int row) {
    long x = signed ? xWord : Integer.toUnsignedLong(xWord);
    long y = signed ? yWord : Integer.toUnsignedLong(yWord);
    boolean zero = y == 0;
    long q = zero ? 0xffffffffL : x / y;
    long r = zero ? x : x % y;
    air.x.fill(cells, row, xWord);
    air.y.fill(cells, row, yWord);
    air.q.fill(cells, row, (int) q);
    air.r.fill(cells, row, (int) r);
    mark(cells, row, air.xSign, x < 0);
    mark(cells, row, air.ySign, y < 0);
    mark(cells, row, air.qSign, q < 0);
    mark(cells, row, air.rSign, r < 0);
    if (zero) {
      cells.mark(air.zero, row);
    } else {
      int sum = (yWord & 0xff) + (yWord >>> 8 & 0xff) + (yWord >>> 16 & 0xff) + (yWord >>> 24);
      cells.set(air.inverse, row, sum); // inverted by finish
      fillBound(y, r, cells, row);
    }
    fillCarries(xWord, yWord, (int) q, (int) r, new boolean[] {x < 0, y < 0, q < 0}, cells, row);
  }

  private static void mark(Cells cells, int row, Column flag, boolean on) {
    if (on) {
      cells.mark(flag, row);
    }
  }

  private void fillCarries(int x, int y, int q, int r, boolean[] negative, Cells cells, int row) {
    int qTop = ByteWord.top(q, negative[2]);
    int yTop = ByteWord.top(y, negative[1]);
    int c0 = ByteWord.limbProduct(q, qTop, y, yTop, 0) + (r & 0xffff) - (x & 0xffff) >> 16;
    int c1 = ByteWord.limbProduct(q, qTop, y, yTop, 1) + (r >>> 16) - (x >>> 16) + c0 >> 16;
    int c2 = -ByteWord.limbProduct(q, qTop, y, yTop, 3);
    cells.set(air.c0Byte, row, c0 & 0xff);
    cells.set(air.c0Bit, row, c0 >> 8);
    int stored1 = c1 + DivRemAir.C1_OFFSET;
    int quads = Math.min(stored1 >> 2, 0xff);
    cells.set(air.c1Byte, row, stored1 - 4 * quads);
    cells.set(air.c1Quads, row, quads);
    cells.set(air.c2, row, c2 + DivRemAir.C2_OFFSET - (negative[0] ? 1 : 0));
  }

  /** The gap |y| - |r| - 1, and the carry between its limbs as the equations by limbs have it. */
  private void fillBound(long y, long r, Cells cells, int row) {
    long gap = Math.abs(y) - Math.abs(r) - 1;
    air.gap.fill(cells, row, (int) gap);
    long yLow = y < 0 ? -(y & 0xffff) : y & 0xffff;
    long rLow = r < 0 ? -(r & 0xffff) : r & 0xffff;
    cells.setSigned(air.k, row, (int) (yLow - rLow - 1 >> 16));
  }

  @Override
  protected void finish(Cells cells, int from, int to) {
    cells.invert(air.inverse, from, to);
  }
}
