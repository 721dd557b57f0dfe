package dev.merapi.stark.kernel;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.hash.Poseidon2;
import dev.merapi.stark.hash.Poseidon2Suite;
import java.util.Arrays;

/** One row, one node at a time, by the permutations of {@link Poseidon2}. */
final class ScalarPoseidon2 extends ScalarRows {
  private static final int DIGEST = Poseidon2.DIGEST_WORDS;

  @Override
  int width(int rowWords) {
    return rowWords <= Poseidon2Suite.SHORT_ROW ? 16 : 24;
  }

  @Override
  boolean capacityFirst() {
    return false;
  }

  @Override
  void start(int[] state) {
    Arrays.fill(state, 0);
  }

  @Override
  void step(int[] state, int absorbed, int rowWords) {
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
