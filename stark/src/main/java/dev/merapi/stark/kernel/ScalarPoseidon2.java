package dev.merapi.stark.kernel;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.hash.Poseidon2;
import dev.merapi.stark.hash.Poseidon2Suite;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One row, one node at a time, by the permutations of {@link Poseidon2}. */
final class ScalarPoseidon2 implements HashKernel {
  private static final int DIGEST = Poseidon2.DIGEST_WORDS;

  @Override
  public int stateWords(int rowWords) {
    return rowWords <= Poseidon2Suite.SHORT_ROW ? 16 : 24;
  }

  @Override
  public void absorb(Segment segment, int from, int to) {
    int[] state = new int[stateWords(segment.rowWords())];
    for (int q = from; q < to; q++) {
      absorbRow(segment, q, state);
    }
  }

  private static void absorbRow(Segment s, int q, int[] state) {
    int coset = q >>> s.logHeight();
    int i = q & ((1 << s.logHeight()) - 1);
    int rate = state.length - DIGEST;
    load(s.previous(), coset, i, s.logPreviousHeight(), state);
    int at = s.position() % rate;
    int width = s.columns().width();
    for (int k = 0; k < width; k++) {
      state[at++] = s.columns().word(k, coset, i);
      if (at == rate) {
        permute(state);
        at = 0;
      }
    }
    if (s.last() && at != 0) {
      Arrays.fill(state, at, rate, 0);
      permute(state);
    }
    ColumnMatrix out = s.out();
    for (int w = 0; w < out.width(); w++) {
      out.data()[out.offset(w) + q] = state[w];
    }
  }

  private static void load(
      @Nullable ColumnMatrix previous, int coset, int i, int logHeight, int[] state) {
    if (previous == null) {
      Arrays.fill(state, 0);
      return;
    }
    int row = (coset << logHeight) + (i & ((1 << logHeight) - 1));
    for (int w = 0; w < state.length; w++) {
      state[w] = previous.data()[previous.offset(w) + row];
    }
  }

  private static void permute(int[] state) {
    if (state.length == 16) {
      Poseidon2.permute16(state);
    } else {
      Poseidon2.permute24(state);
    }
  }

  @Override
  public void compress(ColumnMatrix children, ColumnMatrix parents, int from, int to) {
    int half = children.height() / 2;
    int[] state = new int[2 * DIGEST];
    for (int j = from; j < to; j++) {
      for (int w = 0; w < DIGEST; w++) {
        state[w] = children.data()[children.offset(w) + j];
        state[DIGEST + w] = children.data()[children.offset(w) + j + half];
      }
      Poseidon2.permute16(state);
      for (int w = 0; w < DIGEST; w++) {
        parents.data()[parents.offset(w) + j] = state[w];
      }
    }
  }
}
