package dev.merapi.vm.chip.adapter;

import dev.merapi.stark.air.Column;
import dev.merapi.stark.air.Columns;

/**
 * A 32-bit word in two columns of 16 bits.
 *
 * <p>The columns are not range-checked by being declared. A word received from the memory bus is
 * 16-bit by induction (whoever wrote it had checked it); a word that a chip computes and writes
 * must be checked by that chip.
 *
 * @param lo bits 0 to 15
 * @param hi bits 16 to 31
 */
public record Word(Column lo, Column hi) {

  /** Declares the two columns. */
  public static Word declare(Columns columns, String name) {
    return new Word(columns.main(name + ".lo"), columns.main(name + ".hi"));
  }

  /** Fills both columns. */
  public void fill(Cells cells, int row, int word) {
    cells.set(lo, row, word & 0xffff);
    cells.set(hi, row, word >>> 16);
  }
}
