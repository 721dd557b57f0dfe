package dev.merapi.stark.hash;

/**
 * The compression function of BLAKE3 (O'Connor, Aumasson, Neves, Wilcox-O'Hearn, 2020), one input
 * at a time: a chaining value of 8 words, a block of 16, a counter below 2^32, the bytes of the
 * block that count, and flags make 16 words, the first 8 of which are the next chaining value.
 */
public final class Blake3 {
  /** Words of a block. */
  public static final int BLOCK_WORDS = 16;

  /** Flag of the first block of a chunk. */
  public static final int CHUNK_START = 1;

  /** Flag of the last block of a chunk. */
  public static final int CHUNK_END = 2;

  /** Flag of a node over two chaining values. */
  public static final int PARENT = 4;

  /** Flag of the last compression of a hash. */
  public static final int ROOT = 8;

  /** Flag of every compression under a key. */
  public static final int KEYED_HASH = 16;

  private static final int ROUNDS = 7;

  private static final int[] IV = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
  };

  private Blake3() {}

  /** Word i of the initial chaining value, 0 to 7. */
  public static int iv(int i) {
    return IV[i];
  }

  /** A fresh initial chaining value. */
  static int[] iv() {
    return IV.clone();
  }

  /**
   * The next chaining value.
   *
   * @param cv array holding the chaining value at {@code cvAt}
   * @param block array holding the block's 16 words at {@code at}, zeros after its bytes
   * @param counter low word of the counter; the high one is zero
   * @param bytes bytes of the block, 0 to 64
   * @param out takes 8 words; may be {@code cv}
   */
  static void chain(
      int[] cv, int cvAt, int[] block, int at, int counter, int bytes, int flags, int[] out) {
    compress(cv, cvAt, block, at, block, at + 8, counter, bytes, flags, out, false);
  }

  /**
   * The first 8 words of the compression of a block from the initial chaining value.
   *
   * @param low the block's first 8 words
   * @param high the others
   * @param out takes 8 words
   */
  static void hash(int[] low, int[] high, int flags, int[] out) {
    compress(IV, 0, low, 0, high, 0, 0, 4 * BLOCK_WORDS, flags, out, false);
  }

  /** As {@link #chain}, for all 16 words. */
  static void expand(
      int[] cv, int cvAt, int[] block, int at, int counter, int bytes, int flags, int[] out) {
    compress(cv, cvAt, block, at, block, at + 8, counter, bytes, flags, out, true);
  }

  private static void compress(
      int[] cv,
      int cvAt,
      int[] low,
      int lowAt,
      int[] high,
      int highAt,
      int counter,
      int bytes,
      int flags,
      int[] out,
      boolean whole) {
    int m0 = low[lowAt + 0];
    int m1 = low[lowAt + 1];
    int m2 = low[lowAt + 2];
    int m3 = low[lowAt + 3];
    int m4 = low[lowAt + 4];
    int m5 = low[lowAt + 5];
    int m6 = low[lowAt + 6];
    int m7 = low[lowAt + 7];
    int m8 = high[highAt + 0];
    int m9 = high[highAt + 1];
    int m10 = high[highAt + 2];
    int m11 = high[highAt + 3];
    int m12 = high[highAt + 4];
    int m13 = high[highAt + 5];
    int m14 = high[highAt + 6];
    int m15 = high[highAt + 7];
    int v0 = cv[cvAt + 0];
    int v1 = cv[cvAt + 1];
    int v2 = cv[cvAt + 2];
    int v3 = cv[cvAt + 3];
    int v4 = cv[cvAt + 4];
    int v5 = cv[cvAt + 5];
    int v6 = cv[cvAt + 6];
    int v7 = cv[cvAt + 7];
    int v8 = IV[0];
    int v9 = IV[1];
    int v10 = IV[2];
    int v11 = IV[3];
    int v12 = counter;
    int v13 = 0;
    int v14 = bytes;
    int v15 = flags;
    for (int round = 1; ; round++) {
      v0 += v4 + m0;
      v12 = Integer.rotateRight(v12 ^ v0, 16);
      v8 += v12;
      v4 = Integer.rotateRight(v4 ^ v8, 12);
      v0 += v4 + m1;
      v12 = Integer.rotateRight(v12 ^ v0, 8);
      v8 += v12;
      v4 = Integer.rotateRight(v4 ^ v8, 7);
      v1 += v5 + m2;
      v13 = Integer.rotateRight(v13 ^ v1, 16);
      v9 += v13;
      v5 = Integer.rotateRight(v5 ^ v9, 12);
      v1 += v5 + m3;
      v13 = Integer.rotateRight(v13 ^ v1, 8);
      v9 += v13;
      v5 = Integer.rotateRight(v5 ^ v9, 7);
      v2 += v6 + m4;
      v14 = Integer.rotateRight(v14 ^ v2, 16);
      v10 += v14;
      v6 = Integer.rotateRight(v6 ^ v10, 12);
      v2 += v6 + m5;
      v14 = Integer.rotateRight(v14 ^ v2, 8);
      v10 += v14;
      v6 = Integer.rotateRight(v6 ^ v10, 7);
      v3 += v7 + m6;
      v15 = Integer.rotateRight(v15 ^ v3, 16);
      v11 += v15;
      v7 = Integer.rotateRight(v7 ^ v11, 12);
      v3 += v7 + m7;
      v15 = Integer.rotateRight(v15 ^ v3, 8);
      v11 += v15;
      v7 = Integer.rotateRight(v7 ^ v11, 7);
      v0 += v5 + m8;
      v15 = Integer.rotateRight(v15 ^ v0, 16);
      v10 += v15;
      v5 = Integer.rotateRight(v5 ^ v10, 12);
      v0 += v5 + m9;
      v15 = Integer.rotateRight(v15 ^ v0, 8);
      v10 += v15;
      v5 = Integer.rotateRight(v5 ^ v10, 7);
      v1 += v6 + m10;
      v12 = Integer.rotateRight(v12 ^ v1, 16);
      v11 += v12;
      v6 = Integer.rotateRight(v6 ^ v11, 12);
      v1 += v6 + m11;
      v12 = Integer.rotateRight(v12 ^ v1, 8);
      v11 += v12;
      v6 = Integer.rotateRight(v6 ^ v11, 7);
      v2 += v7 + m12;
      v13 = Integer.rotateRight(v13 ^ v2, 16);
      v8 += v13;
      v7 = Integer.rotateRight(v7 ^ v8, 12);
      v2 += v7 + m13;
      v13 = Integer.rotateRight(v13 ^ v2, 8);
      v8 += v13;
      v7 = Integer.rotateRight(v7 ^ v8, 7);
      v3 += v4 + m14;
      v14 = Integer.rotateRight(v14 ^ v3, 16);
      v9 += v14;
      v4 = Integer.rotateRight(v4 ^ v9, 12);
      v3 += v4 + m15;
      v14 = Integer.rotateRight(v14 ^ v3, 8);
      v9 += v14;
      v4 = Integer.rotateRight(v4 ^ v9, 7);
      if (round == ROUNDS) {
        break;
      }
      int t0 = m0;
      m0 = m2;
      m2 = m3;
      m3 = m10;
      m10 = m12;
      m12 = m9;
      m9 = m11;
      m11 = m5;
      m5 = t0;
      int t1 = m1;
      m1 = m6;
      m6 = m4;
      m4 = m7;
      m7 = m13;
      m13 = m14;
      m14 = m15;
      m15 = m8;
      m8 = t1;
    }
    if (whole) {
      out[8] = v8 ^ cv[cvAt + 0];
      out[9] = v9 ^ cv[cvAt + 1];
      out[10] = v10 ^ cv[cvAt + 2];
      out[11] = v11 ^ cv[cvAt + 3];
      out[12] = v12 ^ cv[cvAt + 4];
      out[13] = v13 ^ cv[cvAt + 5];
      out[14] = v14 ^ cv[cvAt + 6];
      out[15] = v15 ^ cv[cvAt + 7];
    }
    out[0] = v0 ^ v8;
    out[1] = v1 ^ v9;
    out[2] = v2 ^ v10;
    out[3] = v3 ^ v11;
    out[4] = v4 ^ v12;
    out[5] = v5 ^ v13;
    out[6] = v6 ^ v14;
    out[7] = v7 ^ v15;
  }
}
