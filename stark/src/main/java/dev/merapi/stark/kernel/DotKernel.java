package dev.merapi.stark.kernel;

import dev.merapi.stark.field.ColumnMatrix;

/** Sums of products of base columns with extension elements. */
public interface DotKernel {
  /**
   * Sums over rows, of many columns, with two sets of weights: sums[8j + t] += Σ f_j(row + i) ·
   * weights_t[at + i] and sums[8j + 4 + t] += Σ f_j(row + i) · weights_t[at + i - 1], for t < 4 and
   * i < rows.
   *
   * @param matrix whose columns j of [fromColumn, toColumn) are summed
   * @param weights an extension vector, four columns
   * @param at index into the weights' columns, at least 1 (relative to the column's start)
   * @param sums 8 words for each column of the matrix, Montgomery
   */
  void weightedSums(
      ColumnMatrix matrix,
      int fromColumn,
      int toColumn,
      int row,
      int rows,
      ColumnMatrix weights,
      int at,
      int[] sums);

  /**
   * Sums over columns: accumulator(r) += Σ_j coefficient_j · f_j(r) for r in [fromRow, toRow).
   *
   * @param coefficients 4 words for each column, the extension element's coordinates
   * @param at index of the coefficient of column 0
   * @param accumulator an extension vector, four columns, of the matrix's height
   */
  void combineColumns(
      ColumnMatrix matrix,
      int[] coefficients,
      int at,
      ColumnMatrix accumulator,
      int fromRow,
      int toRow);
}
