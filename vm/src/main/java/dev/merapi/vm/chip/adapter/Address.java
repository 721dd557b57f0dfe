package dev.merapi.vm.chip.adapter;

import dev.merapi.stark.air.AirBuilder;
import dev.merapi.stark.air.Column;
import dev.merapi.stark.air.Columns;
import dev.merapi.stark.air.Expr;
import dev.merapi.vm.chip.Buses;
import dev.merapi.vm.program.Program;

/**
 * A 32-bit address base + immediate as a field element: two columns beside the base's word, one
 * lookup.
 *
 * <p>The address only has to be right where it matters: as the pointer of a cell that exists (a
 * multiple of 4 below 2^29, sent by the memory boundary) or as the pc of a row of the program. So
 * no carry and no limb of it is computed; it is enough that the field element stands for one
 * integer. With {@code wrap} = 0, 4·hi(base) is range-checked, hi(base) &lt; 2^14, so that base +
 * imm lies in [-2^11, 2^30 + 2^11), without two elements congruent mod p; negative values are above
 * 2^30 in the field, where no cell and no row is. A base at the very top of the address space may
 * wrap: with {@code wrap} = 1 the checked value 4·(hi(base) - 65535) forces hi(base) = 65535, and
 * 2^32 is subtracted. hi(base) is 16-bit (it was read), so the checked value is an integer below
 * 2^19 in absolute value and the check means what it says; it forces {@code wrap}, too.
 */
public final class Address {
  private static final int LIMB = 0xffff;

  private final Column imm;
  private final Column wrap;

  /** The base register's value. */
  public final Word base;

  /** Declares the columns. */
  public Address(Columns columns) {
    imm = columns.main("imm");
    base = Word.declare(columns, "base");
    wrap = columns.main("wrap");
  }

  /** The immediate, an operand of the program row. */
  public Expr immediate() {
    return imm;
  }

  /** base + immediate. */
  public Expr value() {
    return base.lo().plus(base.hi().times(1 << 16)).plus(imm).minus(wrap.times(1L << 32));
  }

  /** The constraint and the lookup. */
  public void define(AirBuilder b, Expr real) {
    b.assertBoolean("wrap", wrap);
    b.lookup(Buses.RANGE16, real, base.hi().minus(wrap.times(LIMB)).times(4));
  }

  /** Fills the columns for the instruction at a row of the program; returns the address. */
  public int fill(Cells cells, int row, int baseValue, Program program, int index) {
    cells.set(imm, row, program.c(index));
    base.fill(cells, row, baseValue);
    if (baseValue >>> 16 == LIMB) {
      cells.mark(wrap, row);
    }
    return baseValue + program.immediate(index);
  }
}
