package dev.merapi.stark.kernel;

import static dev.merapi.stark.kernel.VectorCompression.GROUP;

import dev.merapi.stark.hash.Blake3;
import dev.merapi.stark.hash.Blake3Suite;
import dev.merapi.stark.hash.HashSuite;
import java.util.Arrays;

/** BLAKE3 on groups of rows and nodes. */
final class VectorBlake3 extends VectorRows {
  private static final int SIZE = GROUP * VectorCompression.WORDS;
  private static final int BLOCK_BYTES = 4 * Blake3.BLOCK_WORDS;

  VectorBlake3() {
    super(new ScalarBlake3());
  }

  @Override
  int groupSize(int stateWords) {
    return SIZE;
  }

  @Override
  void start(int[] st, int at, int stateWords) {
    start(st, at);
    Arrays.fill(st, at + nodeStart(), at + SIZE, 0);
  }

  private static void start(int[] st, int at) {
    for (int w = 0; w < HashSuite.DIGEST_WORDS; w++) {
      Arrays.fill(st, at + GROUP * w, at + GROUP * (w + 1), Blake3.iv(w));
    }
  }

  @Override
  void step(int[] st, int at, int stateWords, int absorbed, int rowWords) {
    int flags = Blake3Suite.rowFlags(absorbed, rowWords);
    VectorCompression.compress(st, at, 0, BLOCK_BYTES, flags, false);
  }

  @Override
  int nodeStart() {
    return GROUP * HashSuite.DIGEST_WORDS;
  }

  @Override
  void compressGroup(int[] st, int at) {
    start(st, at);
    VectorCompression.compress(st, at, 0, BLOCK_BYTES, Blake3.PARENT, false);
  }
}
