package dev.merapi.stark.field;

/**
 * A matrix of base elements stored by columns in one array.
 *
 * <p>Column j is {@code data()[offset(j) .. offset(j) + height())}. Column starts lie on 64-byte
 * borders (as far as the array itself does) and are staggered, so that power-of-two heights do not
 * make all columns compete for the same cache sets. The words between columns belong to nobody:
 * vector code may read them, and whatever they hold is never part of a result.
 */
public final class ColumnMatrix {
  /** First index that falls on a 64-byte border behind a 16-byte array header. */
  private static final int BASE = 12;

  private static final int LINE = 16;
  private static final int STAGGER_FROM = 1024;
  private static final int STAGGER = 5 * LINE;

  private final int height;
  private final int width;
  private final int stride;
  private final int[] data;

  private ColumnMatrix(int height, int width, int stride, int[] data) {
    this.height = height;
    this.width = width;
    this.stride = stride;
    this.data = data;
  }

  /**
   * A matrix of zeros.
   *
   * @param height rows, at least 1
   * @param width columns, at least 0
   * @throws IllegalArgumentException if a size is negative or the matrix exceeds one array
   */
  public static ColumnMatrix allocate(int height, int width) {
    int stride = stride(height, width);
    return new ColumnMatrix(height, width, stride, new int[BASE + stride * width + LINE]);
  }

  /**
   * A matrix over an array used before, when it is large enough, else over a new one. The cells are
   * NOT cleared.
   */
  public static ColumnMatrix reuse(int[] buffer, int height, int width) {
    if (buffer.length < words(height, width)) {
      return allocate(height, width);
    }
    return new ColumnMatrix(height, width, stride(height, width), buffer);
  }

  /** Words of the backing array of a matrix of this shape. */
  public static int words(int height, int width) {
    return BASE + stride(height, width) * width + LINE;
  }

  private static int stride(int height, int width) {
    if (height < 1 || width < 0) {
      throw new IllegalArgumentException("matrix of " + height + " rows, " + width + " columns");
    }
    long stride = (height + (LINE - 1L)) / LINE * LINE + (height >= STAGGER_FROM ? STAGGER : 0);
    if (BASE + stride * width + LINE > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "matrix of " + height + " rows, " + width + " columns exceeds one array");
    }
    return (int) stride;
  }

  /** Number of rows. */
  public int height() {
    return height;
  }

  /** Number of columns. */
  public int width() {
    return width;
  }

  /** The backing array, shared. */
  public int[] data() {
    return data;
  }

  /** Index of row 0 of a column in {@link #data()}. */
  public int offset(int column) {
    return BASE + stride * column;
  }

  /** The cell of a column and a row, in Montgomery form. */
  public int get(int column, int row) {
    return data[index(column, row)];
  }

  /** Sets the cell of a column and a row to a reduced element in Montgomery form. */
  public void set(int column, int row, int montgomery) {
    data[index(column, row)] = montgomery;
  }

  private int index(int column, int row) {
    if (column < 0 || column >= width || row < 0 || row >= height) {
      throw new IndexOutOfBoundsException(
          "column " + column + ", row " + row + " of " + width + " x " + height);
    }
    return offset(column) + row;
  }
}
