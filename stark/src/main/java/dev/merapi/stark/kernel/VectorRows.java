package dev.merapi.stark.kernel;

import static dev.merapi.stark.kernel.VectorPermutation.GROUP;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.hash.HashSuite;
import jdk.incubator.vector.IntVector;

/**
 * Rows in blocks of up to 128 (eight groups of 16 states, which stay in the first-level cache while
 * the block's columns are read), nodes in groups of 16. What does not fill a group of 16 inside a
 * coset goes to the scalar twin.
 */
abstract class VectorRows implements HashKernel {
  private static final int DIGEST = HashSuite.DIGEST_WORDS;
  private static final int BLOCK = 128;

  /** Where the groups begin in a thread's scratch. */
  private static final int GROUPS = Scratch.HASHING;

  private final ScalarRows scalar;

  VectorRows(ScalarRows scalar) {
    this.scalar = scalar;
  }

  /** Words of a group's slice for states of so many words, of which word w begins at 16w. */
  abstract int groupSize(int stateWords);

  /** The states of a group before the first word of a row. */
  abstract void start(int[] st, int at, int stateWords);

  /** As {@link ScalarRows#step}, on the states of a group. */
  abstract void step(int[] st, int at, int stateWords, int absorbed, int rowWords);

  /** Where the children's words begin in that slice, the left child's before the right one's. */
  abstract int nodeStart();

  /** Compresses the nodes of a group; the digests are the first words of the slice. */
  abstract void compressGroup(int[] st, int at);

  @Override
  public final int stateWords(int rowWords, int position) {
    return scalar.stateWords(rowWords, position);
  }

  @Override
  public final void absorb(Segment s, int from, int to) {
    int coset = 1 << s.logHeight();
    int first = Math.min(to, (from + GROUP - 1) / GROUP * GROUP);
    int end = Math.max(first, to / GROUP * GROUP);
    if (coset < GROUP) {
      scalar.absorb(s, from, to);
      return;
    }
    scalar.absorb(s, from, first);
    int words = scalar.width(s.rowWords());
    int[] st = Scratch.words();
    int q = first;
    while (q < end) {
      int rows = Math.min(Math.min(BLOCK, end - q), coset - (q & (coset - 1)));
      absorbBlock(s, q, rows / GROUP, st, words);
      q += rows;
    }
    scalar.absorb(s, end, to);
  }

  private void absorbBlock(Segment s, int q, int groups, int[] st, int words) {
    int coset = q >>> s.logHeight();
    int i = q & ((1 << s.logHeight()) - 1);
    int size = groupSize(words);
    int rate = scalar.rate(s.rowWords());
    int start = GROUPS + GROUP * scalar.rateStart();
    loadStates(s, coset, i, groups, st, words);
    RowColumns columns = s.columns();
    int at = scalar.filled(s.rowWords(), s.position());
    for (int k = 0; k < columns.width(); k++) {
      loadColumn(columns, k, coset, i, groups, st, start + GROUP * at, size);
      at++;
      if (at == rate) {
        for (int g = 0; g < groups; g++) {
          step(st, GROUPS + g * size, words, s.position() + k + 1, s.rowWords());
        }
        at = 0;
      }
    }
    ColumnMatrix out = s.out();
    for (int w = 0; w < out.width(); w++) {
      int index = out.offset(w) + q;
      int word = GROUPS + GROUP * (s.last() ? w : scalar.saved(w, s.rowWords()));
      for (int g = 0; g < groups; g++) {
        copy(st, g * size + word, out.data(), index + GROUP * g);
      }
    }
  }

  private void loadStates(Segment s, int coset, int i, int groups, int[] st, int words) {
    int size = groupSize(words);
    ColumnMatrix previous = s.previous();
    if (previous == null) {
      for (int g = 0; g < groups; g++) {
        start(st, GROUPS + g * size, words);
      }
      return;
    }
    int mask = (1 << s.logPreviousHeight()) - 1;
    for (int w = 0; w < previous.width(); w++) {
      int base = previous.offset(w) + (coset << s.logPreviousHeight());
      int word = GROUPS + GROUP * scalar.saved(w, s.rowWords());
      load(previous.data(), base, mask, i, groups, st, word, size);
    }
  }

  private static void loadColumn(
      RowColumns columns, int k, int coset, int i, int groups, int[] st, int at, int size) {
    int base = columns.offset[k] + coset * columns.cosetStride[k];
    load(columns.data[k], base, columns.mask[k], i, groups, st, at, size);
  }

  private static void load(
      int[] data, int base, int mask, int i, int groups, int[] st, int at, int size) {
    for (int g = 0; g < groups; g++) {
      int row = i + GROUP * g;
      int to = at + g * size;
      if (mask >= GROUP - 1) {
        copy(data, base + (row & mask), st, to);
      } else {
        for (int l = 0; l < GROUP; l++) {
          st[to + l] = data[base + ((row + l) & mask)];
        }
      }
    }
  }

  private static void copy(int[] from, int at, int[] to, int index) {
    for (int l = 0; l < GROUP; l += Lanes.N) {
      IntVector.fromArray(Lanes.I, from, at + l).intoArray(to, index + l);
    }
  }

  @Override
  public final void compress(ColumnMatrix children, ColumnMatrix parents, int from, int to) {
    int half = children.height() / 2;
    int end = from + (to - from) / GROUP * GROUP;
    int[] st = Scratch.words();
    int start = GROUPS + nodeStart();
    for (int j = from; j < end; j += GROUP) {
      for (int w = 0; w < DIGEST; w++) {
        int index = children.offset(w) + j;
        copy(children.data(), index, st, start + GROUP * w);
        copy(children.data(), index + half, st, start + GROUP * (DIGEST + w));
      }
      compressGroup(st, GROUPS);
      for (int w = 0; w < DIGEST; w++) {
        copy(st, GROUPS + GROUP * w, parents.data(), parents.offset(w) + j);
      }
    }
    scalar.compress(children, parents, end, to);
  }
}
