package dev.merapi.stark.kernel;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.HashSuite;

/** One nonce at a time, by the suite's own step. */
final class ScalarGrind implements GrindKernel {
  private final HashSuite suite;

  ScalarGrind(HashSuite suite) {
    this.suite = suite;
  }

  @Override
  public int search(int[] state, int slot, int bits, int from, int to) {
    int mask = (1 << bits) - 1;
    int[] trial = new int[state.length];
    for (int nonce = from; nonce < to; nonce++) {
      System.arraycopy(state, 0, trial, 0, state.length);
      trial[slot] = KoalaBear.fromCanonical(nonce);
      suite.permuteTranscript(trial);
      if ((KoalaBear.toCanonical(trial[0]) & mask) == 0) {
        return nonce;
      }
    }
    return -1;
  }
}
