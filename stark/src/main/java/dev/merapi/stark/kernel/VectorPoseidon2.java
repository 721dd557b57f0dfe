package dev.merapi.stark.kernel;

import static dev.merapi.stark.kernel.VectorPermutation.GROUP;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.hash.Poseidon2;
import java.util.Arrays;
import jdk.incubator.vector.IntVector;

/**
 * Rows in blocks of up to 128 (eight groups of 16 states, which stay in the first-level cache while
 * the block's columns are read), nodes in groups of 16. What does not fill a group of 16 inside a
 * coset goes to the scalar twin.
 */
final class VectorPoseidon2 implements HashKernel {
  private static final int DIGEST = Poseidon2.DIGEST_WORDS;
  private static final int BLOCK = 128;

  private final ScalarPoseidon2 scalar = new ScalarPoseidon2();

  @Override
  public int stateWords(int rowWords) {
    return scalar.stateWords(rowWords);
  }

  @Override
  public void absorb(Segment s, int from, int to) {
    int coset = 1 << s.logHeight();
    int first = Math.min(to, (from + GROUP - 1) / GROUP * GROUP);
    int end = Math.max(first, to / GROUP * GROUP);
    if (coset < GROUP) {
      scalar.absorb(s, from, to);
      return;
    }
    scalar.absorb(s, from, first);
    int words = stateWords(s.rowWords());
    int[] st = new int[BLOCK / GROUP * VectorPermutation.groupSize(words)];
    int q = first;
    while (q < end) {
      int rows = Math.min(Math.min(BLOCK, end - q), coset - (q & (coset - 1)));
      absorbBlock(s, q, rows / GROUP, st, words);
      q += rows;
    }
    scalar.absorb(s, end, to);
  }

  private static void absorbBlock(Segment s, int q, int groups, int[] st, int words) {
    int coset = q >>> s.logHeight();
    int i = q & ((1 << s.logHeight()) - 1);
    int size = VectorPermutation.groupSize(words);
    int rate = words - DIGEST;
    loadStates(s, coset, i, groups, st, words);
    RowColumns columns = s.columns();
    int at = s.position() % rate;
    for (int k = 0; k < columns.width(); k++) {
      loadColumn(columns, k, coset, i, groups, st, GROUP * at, size);
      at++;
      if (at == rate) {
        permute(st, groups, size, words);
        at = 0;
      }
    }
    if (s.last() && at != 0) {
      for (int g = 0; g < groups; g++) {
        Arrays.fill(st, g * size + GROUP * at, g * size + GROUP * rate, 0);
      }
      permute(st, groups, size, words);
    }
    ColumnMatrix out = s.out();
    for (int w = 0; w < out.width(); w++) {
      int index = out.offset(w) + q;
      for (int g = 0; g < groups; g++) {
        copy(st, g * size + GROUP * w, out.data(), index + GROUP * g);
      }
    }
  }

  private static void permute(int[] st, int groups, int size, int words) {
    for (int g = 0; g < groups; g++) {
      VectorPermutation.permute(st, g * size, words);
    }
  }

  private static void loadStates(Segment s, int coset, int i, int groups, int[] st, int words) {
    int size = VectorPermutation.groupSize(words);
    ColumnMatrix previous = s.previous();
    if (previous == null) {
      Arrays.fill(st, 0, groups * size, 0);
      return;
    }
    int mask = (1 << s.logPreviousHeight()) - 1;
    for (int w = 0; w < words; w++) {
      int base = previous.offset(w) + (coset << s.logPreviousHeight());
      load(previous.data(), base, mask, i, groups, st, GROUP * w, size);
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
  public void compress(ColumnMatrix children, ColumnMatrix parents, int from, int to) {
    int half = children.height() / 2;
    int end = from + (to - from) / GROUP * GROUP;
    int[] st = new int[VectorPermutation.groupSize(2 * DIGEST)];
    for (int j = from; j < end; j += GROUP) {
      for (int w = 0; w < DIGEST; w++) {
        int index = children.offset(w) + j;
        copy(children.data(), index, st, GROUP * w);
        copy(children.data(), index + half, st, GROUP * (DIGEST + w));
      }
      VectorPermutation.permute(st, 0, 2 * DIGEST);
      for (int w = 0; w < DIGEST; w++) {
        copy(st, GROUP * w, parents.data(), parents.offset(w) + j);
      }
    }
    scalar.compress(children, parents, end, to);
  }
}
