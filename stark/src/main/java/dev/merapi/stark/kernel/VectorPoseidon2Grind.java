package dev.merapi.stark.kernel;

import static dev.merapi.stark.kernel.VectorPermutation.GROUP;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.HashSuite;

/** Sixteen nonces a permutation. */
final class VectorPoseidon2Grind implements GrindKernel {
  private final ScalarGrind scalar = new ScalarGrind(HashSuite.poseidon2());

  @Override
  public int search(int[] state, int slot, int bits, int from, int to) {
    int mask = (1 << bits) - 1;
    int end = from + (to - from) / GROUP * GROUP;
    int[] st = new int[VectorPermutation.groupSize(16)];
    int value = KoalaBear.fromCanonical(from);
    for (int nonce = from; nonce < end; nonce += GROUP) {
      for (int w = 0; w < 16; w++) {
        java.util.Arrays.fill(st, GROUP * w, GROUP * (w + 1), state[w]);
      }
      for (int lane = 0; lane < GROUP; lane++) {
        st[GROUP * slot + lane] = value;
        value = KoalaBear.add(value, KoalaBear.ONE);
      }
      VectorPermutation.permute(st, 0, 16, 0);
      for (int lane = 0; lane < GROUP; lane++) {
        if ((KoalaBear.toCanonical(st[lane]) & mask) == 0) {
          return nonce + lane;
        }
      }
    }
    return scalar.search(state, slot, bits, end, to);
  }
}
