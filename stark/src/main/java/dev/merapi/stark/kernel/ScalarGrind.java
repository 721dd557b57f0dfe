package dev.merapi.stark.kernel;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.Poseidon2;

final class ScalarGrind implements GrindKernel {
  @Override
  public int search(int[] state, int slot, int bits, int from, int to) {
    int mask = (1 << bits) - 1;
    int[] trial = new int[state.length];
    for (int nonce = from; nonce < to; nonce++) {
      System.arraycopy(state, 0, trial, 0, state.length);
      trial[slot] = KoalaBear.fromCanonical(nonce);
      Poseidon2.permute16(trial);
      if ((KoalaBear.toCanonical(trial[0]) & mask) == 0) {
        return nonce;
      }
    }
    return -1;
  }
}
