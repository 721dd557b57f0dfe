package dev.merapi.stark.field;

/**
 * A matrix of base elements stored by columns: a view of a part of an array.
 *
 * <p>Column j is {@code data()[offset(j) .. offset(j) + height())}. Column starts lie on 64-byte
 * borders (as far as the array itself does) and are staggered, so that power-of-two heights do not
 * make all columns compete for the same cache sets. The words between columns belong to nobody, and
 * those behind the last column to whoever comes next in the array: vector code may read them, and
 * whatever they hold is never part of a result.
 */
public final class ColumnMatrix {
  /** Words of a cache line. */
  public static final int LINE = 16;

  /** First index that falls on a 64-byte border behind a 16-byte array header. */
  private static final int BASE = 12;

  /** Most words of one array that matrices can take. */
  public static final long MAX_WORDS = (1L << 31) - 3 * LINE;

  private static final int STAGGER_FROM = 1024;
  private static final int STAGGER = 5 * LINE;

  private final int[] data;
  private final int base;
  private final int stride;
  private final int height;
  private final int width;

  private ColumnMatrix(int[] data, int base, int stride, int height, int width) {
    this.data = data;
    this.base = base;
    this.stride = stride;
    this.height = height;
    this.width = width;
  }

  /**
   * A matrix of zeros, in an array of its own.
   *
   * @param height rows, at least 1
   * @param width columns, at least 0
   * @throws IllegalArgumentException if a size is negative or the matrix exceeds one array
   */
  public static ColumnMatrix allocate(int height, int width) {
    return view(backing(words(height, width)), 0, height, width);
  }

  /** An array for matrices of so many words in all. */
  public static int[] backing(long words) {
    return new int[Math.toIntExact(BASE + words + LINE)];
  }

  /**
   * A matrix in a part of an array from {@link #backing}; its cells are what the array holds.
   *
   * @param place where its words begin, counted in words of matrices; a multiple of {@link #LINE}
   */
  public static ColumnMatrix view(int[] data, long place, int height, int width) {
    words(height, width);
    return new ColumnMatrix(data, BASE + (int) place, stride(height), height, width);
  }

  /**
   * Words that a matrix of this shape takes, a multiple of {@link #LINE}.
   *
   * @throws IllegalArgumentException if a size is negative or the matrix exceeds one array
   */
  public static long words(int height, int width) {
    if (height < 1 || width < 0) {
      throw new IllegalArgumentException("matrix of " + height + " rows, " + width + " columns");
    }
    long words = ((height + (LINE - 1L)) / LINE * LINE + stagger(height)) * width;
    if (words > MAX_WORDS) {
      throw new IllegalArgumentException(
          "matrix of " + height + " rows, " + width + " columns exceeds one array");
    }
    return words;
  }

  private static int stride(int height) {
    return (height + (LINE - 1)) / LINE * LINE + stagger(height);
  }

  private static int stagger(int height) {
    return height >= STAGGER_FROM ? STAGGER : 0;
  }

  /** A view of the rows from {@code from} on, {@code count} of them. */
  public ColumnMatrix rows(int from, int count) {
    if (from < 0 || count < 1 || from > height - count) {
      throw new IndexOutOfBoundsException(count + " rows from " + from + " of " + height);
    }
    return new ColumnMatrix(data, base + from, stride, count, width);
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
    return base + stride * column;
  }

  /** Where the matrix begins in its array, as in {@link #view}. */
  public long place() {
    return base - BASE;
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
