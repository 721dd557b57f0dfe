package dev.merapi.stark.kernel;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.hash.Blake3;
import dev.merapi.stark.hash.Blake3Suite;
import dev.merapi.stark.hash.HashSuite;
import java.util.Arrays;

/** One row, one node at a time; a state is a chaining value and a block. */
final class ScalarBlake3 extends ScalarRows {
  private static final int DIGEST = HashSuite.DIGEST_WORDS;

  @Override
  int width(int rowWords) {
    return DIGEST + Blake3.BLOCK_WORDS;
  }

  @Override
  boolean capacityFirst() {
    return true;
  }

  @Override
  void start(int[] state) {
    Arrays.fill(state, 0);
    for (int w = 0; w < DIGEST; w++) {
      state[w] = Blake3.iv(w);
    }
  }

  @Override
  void step(int[] state, int absorbed, int rowWords) {
    Blake3Suite.absorb(state, absorbed, rowWords);
  }

  @Override
  public void compress(ColumnMatrix children, ColumnMatrix parents, int from, int to) {
    int half = children.height() / 2;
    int[] left = new int[DIGEST];
    int[] right = new int[DIGEST];
    for (int j = from; j < to; j++) {
      for (int w = 0; w < DIGEST; w++) {
        left[w] = children.data()[children.offset(w) + j];
        right[w] = children.data()[children.offset(w) + j + half];
      }
      int[] digest = HashSuite.blake3().compress(left, right);
      for (int w = 0; w < DIGEST; w++) {
        parents.data()[parents.offset(w) + j] = digest[w];
      }
    }
  }
}
