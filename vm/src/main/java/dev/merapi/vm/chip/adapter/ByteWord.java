package dev.merapi.vm.chip.adapter;

import dev.merapi.stark.air.Column;
import dev.merapi.stark.air.Columns;
import dev.merapi.stark.air.Expr;

/**
 * A 32-bit word in four columns of 8 bits, low first. The columns are not range-checked by being
 * declared.
 */
public final class ByteWord {
  private static final int BYTES = 4;

  private final Column[] bytes;

  private ByteWord(Column[] bytes) {
    this.bytes = bytes;
  }

  /** Declares the four columns. */
  public static ByteWord declare(Columns columns, String name) {
    return new ByteWord(columns.main(name, BYTES));
  }

  /** Byte {@code i}. */
  public Column get(int i) {
    return bytes[i];
  }

  /** Bits 0 to 15. */
  public Expr lo() {
    return bytes[0].plus(bytes[1].times(256));
  }

  /** Bits 16 to 31. */
  public Expr hi() {
    return bytes[2].plus(bytes[3].times(256));
  }

  /** The four bytes as unsigned digits. */
  public Expr[] digits() {
    return new Expr[] {bytes[0], bytes[1], bytes[2], bytes[3]};
  }

  /** The four bytes as digits of word - 2^32·sign: the top one counts 256 less where sign is 1. */
  public Expr[] digits(Expr sign) {
    return new Expr[] {bytes[0], bytes[1], bytes[2], bytes[3].minus(sign.times(256))};
  }

  /** The sum of products of digits whose positions add up to {@code position}. */
  public static Expr product(Expr[] x, Expr[] y, int position) {
    Expr sum = Expr.constant(0);
    for (int i = Math.max(0, position - BYTES + 1); i <= Math.min(position, BYTES - 1); i++) {
      sum = sum.plus(x[i].times(y[position - i]));
    }
    return sum;
  }

  /** Products at position 2·limb plus 2^8 times those at the next one. */
  public static Expr limbProduct(Expr[] x, Expr[] y, int limb) {
    return product(x, y, 2 * limb).plus(product(x, y, 2 * limb + 1).times(256));
  }

  /** The integer that {@link #limbProduct} gives on the digits of two words. */
  public static int limbProduct(int x, int xTop, int y, int yTop, int limb) {
    return product(x, xTop, y, yTop, 2 * limb) + 256 * product(x, xTop, y, yTop, 2 * limb + 1);
  }

  private static int product(int x, int xTop, int y, int yTop, int position) {
    int sum = 0;
    for (int i = Math.max(0, position - BYTES + 1); i <= Math.min(position, BYTES - 1); i++) {
      sum += digit(x, xTop, i) * digit(y, yTop, position - i);
    }
    return sum;
  }

  private static int digit(int word, int top, int i) {
    return i == BYTES - 1 ? top : word >>> 8 * i & 0xff;
  }

  /** The top byte of a word, 256 less where {@code negative}. */
  public static int top(int word, boolean negative) {
    return (word >>> 24) - (negative ? 256 : 0);
  }

  /** Fills the columns. */
  public void fill(Cells cells, int row, int word) {
    for (int i = 0; i < BYTES; i++) {
      cells.set(bytes[i], row, word >>> 8 * i & 0xff);
    }
  }
}
