package dev.merapi.stark.air.trace;

import java.lang.ref.SoftReference;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Arrays for the registers of {@link BlockMachine}s, one for each that is at work, used again from
 * table to table and from proof to proof as long as the JVM has no better use for the memory.
 */
final class RegisterStore {
  /** 2 MiB hold the registers of nearly every program; larger arrays are not kept. */
  private static final int LEAST_WORDS = 1 << 19;

  private static final ConcurrentLinkedQueue<SoftReference<int[]>> IDLE =
      new ConcurrentLinkedQueue<>();

  private RegisterStore() {}

  /** At least so many words, of any content. */
  static int[] take(int words) {
    if (words > LEAST_WORDS) {
      return new int[words];
    }
    while (true) {
      @Nullable SoftReference<int[]> found = IDLE.poll();
      if (found == null) {
        return new int[LEAST_WORDS];
      }
      int[] array = found.get();
      if (array != null) {
        return array;
      }
    }
  }

  /** Keeps an array taken for the next to come. */
  static void give(int[] array) {
    if (array.length == LEAST_WORDS) {
      IDLE.add(new SoftReference<>(array));
    }
  }
}
