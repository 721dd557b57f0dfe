package dev.merapi.stark.kernel;

import dev.merapi.stark.field.ColumnMatrix;
import java.util.Arrays;
import java.util.List;

/**
 * The columns whose words, in order, make up rows indexed by (coset c, index i): word k of row (c,
 * i) is {@code data[k][offset[k] + c * cosetStride[k] + (i & mask[k])]}.
 */
public final class RowColumns {
  final int[][] data;
  final int[] offset;
  final int[] cosetStride;
  final int[] mask;

  private RowColumns(int[][] data, int[] offset, int[] cosetStride, int[] mask) {
    this.data = data;
    this.offset = offset;
    this.cosetStride = cosetStride;
    this.mask = mask;
  }

  /**
   * All columns of LDEs in coset-major order.
   *
   * @param matrices each of height n·2^logCosets for its own power of two n
   */
  public static RowColumns of(List<ColumnMatrix> matrices, int logCosets) {
    int width = matrices.stream().mapToInt(ColumnMatrix::width).sum();
    int[][] data = new int[width][];
    int[] offset = new int[width];
    int[] height = new int[width];
    int[] mask = new int[width];
    int k = 0;
    for (ColumnMatrix m : matrices) {
      int end = k + m.width();
      int n = m.height() >>> logCosets;
      Arrays.fill(data, k, end, m.data());
      Arrays.fill(height, k, end, n);
      Arrays.fill(mask, k, end, n - 1);
      for (int j = 0; k < end; j++, k++) {
        offset[k] = m.offset(j);
      }
    }
    return new RowColumns(data, offset, height, mask);
  }

  /**
   * All columns of matrices that hold one coset each: rows of that coset, whichever it is.
   *
   * @param matrices each of a power of two of rows
   */
  public static RowColumns ofCoset(List<ColumnMatrix> matrices) {
    RowColumns columns = of(matrices, 0);
    Arrays.fill(columns.cosetStride, 0);
    return columns;
  }

  /**
   * Rows of the 2^logArity places of a codeword that fold onto one: word width·k + j of row (c, i)
   * is column j at (c, i + k·n/2^logArity), for codewords of n·2^logCosets places.
   */
  public static RowColumns folded(ColumnMatrix codeword, int logCosets, int logArity) {
    int n = codeword.height() >>> logCosets;
    int part = n >>> logArity;
    int words = codeword.width() << logArity;
    int[][] data = new int[words][];
    int[] offset = new int[words];
    int[] stride = new int[words];
    int[] mask = new int[words];
    for (int w = 0; w < words; w++) {
      int k = w / codeword.width();
      int j = w % codeword.width();
      data[w] = codeword.data();
      offset[w] = codeword.offset(j) + k * part;
      stride[w] = n;
      mask[w] = part - 1;
    }
    return new RowColumns(data, offset, stride, mask);
  }

  /** Words of a row. */
  public int width() {
    return offset.length;
  }

  /** Word k of row (coset, i). */
  public int word(int k, int coset, int i) {
    return data[k][index(k, coset, i)];
  }

  int index(int k, int coset, int i) {
    return offset[k] + coset * cosetStride[k] + (i & mask[k]);
  }
}
