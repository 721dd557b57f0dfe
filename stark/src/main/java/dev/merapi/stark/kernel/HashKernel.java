package dev.merapi.stark.kernel;

import dev.merapi.stark.field.ColumnMatrix;
import org.jspecify.annotations.Nullable;

/** Tree hashing of many rows or nodes at once, of one hash suite. */
public interface HashKernel {
  /**
   * Words of a saved state.
   *
   * @param rowWords words of the whole row
   * @param position words of it absorbed
   */
  int stateWords(int rowWords, int position);

  /**
   * Absorbs the columns of a segment into the rows [from, to) of it: row q is (coset c, index i) =
   * (q / height, q mod height).
   */
  void absorb(Segment segment, int from, int to);

  /**
   * One level of a tree with top-bit pairing: parent j = compress(child j, child j + m), for j in
   * [from, to).
   *
   * @param children 8 columns of 2m digests
   * @param parents 8 columns of m digests; may be the first m rows of the children
   */
  void compress(ColumnMatrix children, ColumnMatrix parents, int from, int to);

  /**
   * The part of all rows that is absorbed at one height.
   *
   * @param rowWords words of the whole row, over all segments
   * @param position words absorbed by the segments before this one
   * @param columns what is absorbed, in order
   * @param logHeight log2 of the rows to a coset at this segment
   * @param previous the states the previous segment ended with, repeated cyclically inside each
   *     coset; null where the row begins
   * @param logPreviousHeight log2 of the rows to a coset there
   * @param out where states ({@link #stateWords} columns) or, at the end of a row, digests (8
   *     columns) go
   * @param last whether the row ends with this segment
   */
  record Segment(
      int rowWords,
      int position,
      RowColumns columns,
      int logHeight,
      @Nullable ColumnMatrix previous,
      int logPreviousHeight,
      ColumnMatrix out,
      boolean last) {}
}
