package dev.merapi.stark.kernel;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.parallel.Parallel;
import java.util.concurrent.atomic.AtomicInteger;

/** Proof of work on the transcript: the smallest nonce, whatever the number of threads. */
public final class Grinding {
  private static final int CHUNK = 1 << 12;

  private Grinding() {}

  /**
   * The smallest canonical integer that, put into word slot of the state, makes the low bits of
   * word 0 of the permuted state zero (canonical form).
   *
   * @param state the transcript's state, 16 words, Montgomery, not changed
   * @param slot the word the nonce takes, 0 to 15
   * @param bits 0 to 30; one hash in 2^bits is a hit
   * @throws IllegalStateException if no element is a hit
   */
  public static int search(HashSuite suite, int[] state, int slot, int bits, Parallel parallel) {
    return search(suite, state, slot, bits, parallel, Kernels.best());
  }

  /** As the other form, with kernels given. */
  public static int search(
      HashSuite suite, int[] state, int slot, int bits, Parallel parallel, Kernels kernels) {
    if (bits < 0 || bits > 30 || slot < 0 || slot >= state.length) {
      throw new IllegalArgumentException("grinding " + bits + " bits in word " + slot);
    }
    GrindKernel kernel = kernels.grind(suite);
    AtomicInteger best = new AtomicInteger(Integer.MAX_VALUE);
    // Windows of chunks: all chunks below the best hit of a window are searched to their end.
    int window = Math.max(1, (1 << Math.max(0, bits - 14))) * 8 * parallel.threads();
    int chunks = KoalaBear.P / CHUNK + 1;
    for (int start = 0; start < chunks; start += window) {
      parallel.forRange(
          start,
          Math.min(chunks, start + window),
          1,
          (from, to) -> {
            for (int k = from; k < to && k * (long) CHUNK < best.get(); k++) {
              parallel.checkCancelled();
              int end = (int) Math.min(KoalaBear.P, (k + 1L) * CHUNK);
              int nonce = kernel.search(state, slot, bits, k * CHUNK, end);
              if (nonce >= 0) {
                best.accumulateAndGet(nonce, Math::min);
                return;
              }
            }
          });
      if (best.get() != Integer.MAX_VALUE) {
        return best.get();
      }
    }
    throw new IllegalStateException("no nonce for " + bits + " bits");
  }
}
