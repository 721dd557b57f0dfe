package dev.merapi.vm.chip.adapter;

import dev.merapi.stark.air.Column;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;

/** Writes ordinary integers into a trace, where they stand in Montgomery form. */
public final class Cells {
  /** R² mod p: multiplying by it brings an integer into Montgomery form. */
  private static final int R2 = KoalaBear.fromCanonical(1L << 32);

  private final int[] data;
  private final int base;
  private final int stride;

  /** A writer on {@code matrix}. */
  public Cells(ColumnMatrix matrix) {
    this.data = matrix.data();
    this.base = matrix.offset(0);
    this.stride = matrix.width() > 1 ? matrix.offset(1) - base : 0;
  }

  /**
   * Sets a cell.
   *
   * @param value in [0, p)
   */
  public void set(Column column, int row, int value) {
    data[base + stride * column.index() + row] = KoalaBear.mul(value, R2);
  }

  /** Sets a cell to a small integer that may be negative, more than -p. */
  public void setSigned(Column column, int row, int value) {
    set(column, row, value < 0 ? value + KoalaBear.P : value);
  }

  /** Sets a cell to an element that already is in Montgomery form. */
  public void setElement(Column column, int row, int montgomery) {
    data[base + stride * column.index() + row] = montgomery;
  }

  /** Sets a cell to one. */
  public void mark(Column column, int row) {
    data[base + stride * column.index() + row] = KoalaBear.ONE;
  }
}
