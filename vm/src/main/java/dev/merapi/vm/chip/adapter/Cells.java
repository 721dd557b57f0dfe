package dev.merapi.vm.chip.adapter;

import dev.merapi.stark.air.Column;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;

/** Writes ordinary integers into a trace, where they stand in Montgomery form. */
public final class Cells {
  /** R² mod p: multiplying by it brings an integer into Montgomery form. */
  private static final int R2 = KoalaBear.fromCanonical(1L << 32);

  private static final int BLOCK = 256;

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

  /**
   * Replaces the nonzero cells of a column in rows [from, to) by their inverses, with one inversion
   * for each block of rows (Montgomery's trick).
   */
  public void invert(Column column, int from, int to) {
    int first = base + stride * column.index();
    int[] prefix = new int[BLOCK];
    for (int start = from; start < to; start += BLOCK) {
      int end = Math.min(to, start + BLOCK);
      int product = KoalaBear.ONE;
      for (int row = start; row < end; row++) {
        prefix[row - start] = product;
        int cell = data[first + row];
        product = cell == 0 ? product : KoalaBear.mul(product, cell);
      }
      int inverse = KoalaBear.inverse(product);
      for (int row = end - 1; row >= start; row--) {
        int cell = data[first + row];
        if (cell != 0) {
          data[first + row] = KoalaBear.mul(inverse, prefix[row - start]);
          inverse = KoalaBear.mul(inverse, cell);
        }
      }
    }
  }
}
