package dev.merapi.vm.chip.shift;

import dev.merapi.stark.air.Air;
import dev.merapi.vm.chip.adapter.Cells;
import dev.merapi.vm.chip.adapter.RecordTrace;
import dev.merapi.vm.chip.adapter.RegisterOrImmediate.Operands;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.record.ChipRecord;

/** Fills {@link ShiftAir}: register forms, then SRAI. */
public final class ShiftTrace extends RecordTrace {
  private final ShiftAir air = new ShiftAir();

  /** The chip. */
  public ShiftTrace() {
    super(ChipRecord.SHIFT_REG, ChipRecord.SHIFT_ARITHMETIC_IMM);
  }

  @Override
  public Air air() {
    return air;
  }

  @Override
  protected void fillRow(
      ChipRecord stream, Program program, int[] d, int at, Cells cells, int row) {
    Operands o = air.frame.fill(stream, program, d, at, cells, row);
    int amount = o.y() & 31;
    boolean left = o.op() == Op.SLL.id();
    boolean arithmetic = o.op() == Op.SRA.id();
    int x = o.x();
    air.x.fill(cells, row, x);
    if (!o.immediate()) {
      air.y.fill(cells, row, o.y());
    }
    cells.mark(left ? air.sll : arithmetic ? air.sra : air.srl, row);
    boolean negative = arithmetic && x < 0;
    if (negative) {
      cells.mark(air.sign, row);
    }
    for (int i = 0; i < air.bit.length; i++) {
      cells.set(air.bit[i], row, amount >> i & 1);
    }
    int g = 1 << (amount & 7);
    cells.set(air.scale, row, g - 1);
    int word = negative ? ~x : x;
    int factor = left ? g : 256 / g;
    long v = Integer.toUnsignedLong(word) * factor;
    for (int i = 0; i < 2; i++) {
      int product = (word >>> 16 * i & 0xffff) * factor;
      for (int k = 0; k < 3; k++) {
        cells.set(air.product[3 * i + k], row, product >> 8 * k & 0xff);
      }
    }
    int byBit3 = amount & 8;
    int middle = (int) (left ? v << byBit3 : v >>> byBit3 + 8);
    air.middle.fill(cells, row, middle);
    int byBit4 = amount & 16;
    int z = left ? middle << byBit4 : middle >>> byBit4;
    air.z.fill(cells, row, negative ? ~z : z);
  }
}
