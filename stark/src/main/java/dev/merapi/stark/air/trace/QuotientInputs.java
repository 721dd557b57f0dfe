package dev.merapi.stark.air.trace;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.Ext;
import org.jspecify.annotations.Nullable;

/**
 * What the quotient of one AIR is computed from. Matrices are low-degree extensions: n·B rows in
 * coset-major order, or the n rows of one coset.
 *
 * @param main the main trace's extension
 * @param committed the committed matrix's extension, null when the AIR has none
 * @param aux the auxiliary matrix's extension, null when the AIR has none
 * @param publicValues canonical
 * @param challenges LogUp's challenges
 * @param exposedSum the exposed sum; ignored when the AIR has no interactions
 * @param fold the challenge that folds the constraints: constraint k of K is multiplied by
 *     fold^(K-1-k)
 */
public record QuotientInputs(
    ColumnMatrix main,
    @Nullable ColumnMatrix committed,
    @Nullable ColumnMatrix aux,
    int[] publicValues,
    LogUpChallenges challenges,
    Ext exposedSum,
    Ext fold) {

  /** The same, of some rows of each matrix. */
  QuotientInputs rows(int from, int count) {
    return new QuotientInputs(
        main.rows(from, count),
        committed == null ? null : committed.rows(from, count),
        aux == null ? null : aux.rows(from, count),
        publicValues,
        challenges,
        exposedSum,
        fold);
  }
}
