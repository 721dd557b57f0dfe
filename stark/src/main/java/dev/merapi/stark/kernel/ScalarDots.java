package dev.merapi.stark.kernel;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;

final class ScalarDots implements DotKernel {
  @Override
  public void weightedSums(
      ColumnMatrix matrix,
      int fromColumn,
      int toColumn,
      int row,
      int rows,
      ColumnMatrix weights,
      int at,
      int[] sums) {
    for (int j = fromColumn; j < toColumn; j++) {
      int f = matrix.offset(j) + row;
      for (int t = 0; t < 4; t++) {
        int w = weights.offset(t) + at;
        sums[8 * j + t] =
            KoalaBear.add(sums[8 * j + t], dot(matrix.data(), f, weights.data(), w, rows));
        sums[8 * j + 4 + t] =
            KoalaBear.add(sums[8 * j + 4 + t], dot(matrix.data(), f, weights.data(), w - 1, rows));
      }
    }
  }

  private static int dot(int[] a, int ai, int[] b, int bi, int n) {
    int sum = 0;
    for (int i = 0; i < n; i++) {
      sum = KoalaBear.add(sum, KoalaBear.mul(a[ai + i], b[bi + i]));
    }
    return sum;
  }

  @Override
  public void combineColumns(
      ColumnMatrix matrix,
      int[] coefficients,
      int at,
      ColumnMatrix accumulator,
      int fromRow,
      int toRow) {
    for (int t = 0; t < 4; t++) {
      int out = accumulator.offset(t);
      for (int j = 0; j < matrix.width(); j++) {
        int c = coefficients[at + 4 * j + t];
        int in = matrix.offset(j);
        for (int r = fromRow; r < toRow; r++) {
          accumulator.data()[out + r] =
              KoalaBear.add(accumulator.data()[out + r], KoalaBear.mul(matrix.data()[in + r], c));
        }
      }
    }
  }
}
