package dev.merapi.stark.hash;

/** The compression function, step by step as its definition has it. */
final class SlowBlake3 {
  static final int[] IV = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
  };

  private static final int[] PERMUTATION = {2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8};

  private SlowBlake3() {}

  static int[] compress(int[] cv, int[] block, int counter, int bytes, int flags) {
    int[] v = new int[16];
    System.arraycopy(cv, 0, v, 0, 8);
    System.arraycopy(IV, 0, v, 8, 4);
    v[12] = counter;
    v[14] = bytes;
    v[15] = flags;
    int[] m = block.clone();
    for (int round = 0; round < 7; round++) {
      for (int i = 0; i < 4; i++) {
        mix(v, i, 4 + i, 8 + i, 12 + i, m[2 * i], m[2 * i + 1]);
      }
      for (int i = 0; i < 4; i++) {
        mix(v, i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4, m[8 + 2 * i], m[9 + 2 * i]);
      }
      int[] next = new int[16];
      for (int i = 0; i < 16; i++) {
        next[i] = m[PERMUTATION[i]];
      }
      m = next;
    }
    for (int i = 0; i < 8; i++) {
      v[i] ^= v[8 + i];
      v[8 + i] ^= cv[i];
    }
    return v;
  }

  private static void mix(int[] v, int a, int b, int c, int d, int x, int y) {
    v[a] += v[b] + x;
    v[d] = Integer.rotateRight(v[d] ^ v[a], 16);
    v[c] += v[d];
    v[b] = Integer.rotateRight(v[b] ^ v[c], 12);
    v[a] += v[b] + y;
    v[d] = Integer.rotateRight(v[d] ^ v[a], 8);
    v[c] += v[d];
    v[b] = Integer.rotateRight(v[b] ^ v[c], 7);
  }
}
