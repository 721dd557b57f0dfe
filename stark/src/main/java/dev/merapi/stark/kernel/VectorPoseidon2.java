package dev.merapi.stark.kernel;

import dev.merapi.stark.hash.Poseidon2;
import java.util.Arrays;

/** Poseidon2 on groups of rows and nodes. */
final class VectorPoseidon2 extends VectorRows {
  private static final int NODE_WORDS = 2 * Poseidon2.DIGEST_WORDS;

  VectorPoseidon2() {
    super(new ScalarPoseidon2());
  }

  @Override
  int groupSize(int stateWords) {
    return VectorPermutation.groupSize(stateWords);
  }

  @Override
  void start(int[] st, int at, int stateWords) {
    Arrays.fill(st, at, at + groupSize(stateWords), 0);
  }

  @Override
  void step(int[] st, int at, int stateWords, int absorbed, int rowWords) {
    // The rate is written before the next step, or the row ends and its digest is there.
    int kept = absorbed == rowWords ? 0 : stateWords - Poseidon2.DIGEST_WORDS;
    VectorPermutation.permute(st, at, stateWords, kept);
  }

  @Override
  int nodeStart() {
    return 0;
  }

  @Override
  void compressGroup(int[] st, int at) {
    VectorPermutation.permute(st, at, NODE_WORDS, 0);
  }
}
