package dev.merapi.vm.chip.subword;

import dev.merapi.stark.air.Air;
import dev.merapi.vm.chip.adapter.Cells;
import dev.merapi.vm.chip.adapter.RecordTrace;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.record.ChipRecord;

/** Fills {@link SubWordAir}: loads, then stores. */
public final class SubWordTrace extends RecordTrace {
  private final SubWordAir air = new SubWordAir();

  /** The chip. */
  public SubWordTrace() {
    super(ChipRecord.LOAD_SUB, ChipRecord.STORE_SUB);
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
    int register = program.a(index);
    boolean load = stream == ChipRecord.LOAD_SUB;
    air.step.fill(cells, row, program.pc(index), ts);
    cells.set(air.register, row, register);
    cells.set(air.rs1, row, program.b(index));
    int address = air.address.fill(cells, row, d[at + 2], program, index);
    cells.set(air.bit[0], row, address & 1);
    cells.set(air.bit[1], row, address >> 1 & 1);
    cells.set(air.source, row, load ? address & ~3 : 4 * register);
    air.read.fill(cells, row, d[at + 4]);
    air.previous.fill(cells, row, d[at + 6]);
    air.first.fill(cells, row, ts, d[at + 3]);
    air.reading.fill(cells, row, ts + 1, d[at + 5]);
    air.writing.fill(cells, row, ts + 2, d[at + 7]);
    int word = load ? d[at + 4] : d[at + 6];
    int half = word >>> (address & 2) * 8 & 0xffff;
    cells.set(air.half[0], row, half & 0xff);
    cells.set(air.half[1], row, half >> 8);
    int op = program.op(index);
    if (load) {
      fillLoad(op, half, address & 1, cells, row);
    } else {
      fillStore(op, word, d[at + 4], address, cells, row);
    }
  }

  private void fillLoad(int op, int half, int odd, Cells cells, int row) {
    boolean isByte = op <= Op.LBU.id();
    boolean unsigned = op == Op.LBU.id() || op == Op.LHU.id();
    int value = isByte ? half >> 8 * odd & 0xff : half;
    int top = isByte ? value : half >> 8;
    int sign = top >> 7;
    cells.set(air.extra, row, 2 * (top & 0x7f));
    cells.set(air.sign, row, sign);
    int extension = sign == 0 || unsigned ? 0 : isByte ? 0xffffff00 : 0xffff0000;
    air.written.fill(cells, row, value | extension);
    cells.mark(isByte ? air.loadByte : air.loadHalf, row);
    if (unsigned) {
      cells.mark(air.unsigned, row);
    }
  }

  private void fillStore(int op, int before, int data, int address, Cells cells, int row) {
    boolean isByte = op == Op.SB.id();
    int mask = (isByte ? 0xff : 0xffff) << 8 * (address & 3);
    air.written.fill(cells, row, before & ~mask | data << 8 * (address & 3) & mask);
    if (isByte) {
      cells.set(air.extra, row, data & 0xff);
    }
    cells.mark(isByte ? air.storeByte : air.storeHalf, row);
  }
}
