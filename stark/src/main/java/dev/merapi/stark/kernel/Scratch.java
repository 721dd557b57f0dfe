package dev.merapi.stark.kernel;

/**
 * Words of each thread that its kernel calls use again: new arrays would come from beyond all
 * caches, and not begin on the 64-byte borders that whole vectors want. A kernel has its own part,
 * so that one may call another.
 */
final class Scratch {
  /**
   * 2 MiB, of which a tenth is used: G1 gives an array of that size regions of its own, and so a
   * border.
   */
  private static final int WORDS = 1 << 19;

  /** First index on a 64-byte border behind a 16-byte header. */
  private static final int START = 12;

  /** 4096 words for {@link VectorBlocks#invert}. */
  static final int INVERSION = START;

  /** 8192 words for {@link VectorDots}. */
  static final int SUMS = INVERSION + 4096;

  /** 32768 words for extension vectors. */
  static final int EXTENSION = SUMS + 8192;

  /** 4096 words for {@link VectorRows}. */
  static final int HASHING = EXTENSION + 32768;

  private static final ThreadLocal<int[]> OWN = ThreadLocal.withInitial(() -> new int[WORDS]);

  private Scratch() {}

  /** The calling thread's words, of any content. */
  static int[] words() {
    return OWN.get();
  }
}
