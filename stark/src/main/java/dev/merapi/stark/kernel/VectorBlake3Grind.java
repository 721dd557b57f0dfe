package dev.merapi.stark.kernel;

import static dev.merapi.stark.kernel.VectorCompression.GROUP;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.Blake3Suite;
import dev.merapi.stark.hash.HashSuite;
import java.util.Arrays;

/** Sixteen nonces a compression: of the transcript's step only the one that is sampled. */
final class VectorBlake3Grind implements GrindKernel {
  private static final int BLOCK = GROUP * HashSuite.DIGEST_WORDS;

  private final ScalarGrind scalar = new ScalarGrind(HashSuite.blake3());

  @Override
  public int search(int[] state, int slot, int bits, int from, int to) {
    if (slot >= HashSuite.TRANSCRIPT_RATE) {
      return scalar.search(state, slot, bits, from, to);
    }
    int mask = (1 << bits) - 1;
    int end = from + (to - from) / GROUP * GROUP;
    int[] st = new int[GROUP * VectorCompression.WORDS];
    int value = KoalaBear.fromCanonical(from);
    for (int nonce = from; nonce < end; nonce += GROUP) {
      load(state, st);
      for (int lane = 0; lane < GROUP; lane++) {
        st[BLOCK + GROUP * slot + lane] = value;
        value = KoalaBear.add(value, KoalaBear.ONE);
      }
      VectorCompression.compress(
          st, 0, 1, Blake3Suite.TRANSCRIPT_BYTES, Blake3Suite.TRANSCRIPT_FLAGS, false);
      for (int lane = 0; lane < GROUP; lane++) {
        if ((Blake3Suite.sample(st[lane], st[GROUP + lane]) & mask) == 0) {
          return nonce + lane;
        }
      }
    }
    return scalar.search(state, slot, bits, end, to);
  }

  private static void load(int[] state, int[] st) {
    for (int w = 0; w < HashSuite.DIGEST_WORDS; w++) {
      int cv = GROUP * w;
      Arrays.fill(st, cv, cv + GROUP, state[HashSuite.TRANSCRIPT_RATE + w]);
      Arrays.fill(st, BLOCK + cv, BLOCK + cv + GROUP, state[w]);
    }
  }
}
