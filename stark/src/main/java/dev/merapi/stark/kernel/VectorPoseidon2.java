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
    VectorPermutation.permute(st, at, stateWords);
  }

  @Override
  int nodeStart() {
    return 0;
  }

  @Override
  void compressGroup(int[] st, int at) {
    VectorPermutation.permute(st, at, NODE_WORDS);
  }
}
