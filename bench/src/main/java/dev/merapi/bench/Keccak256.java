package dev.merapi.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Keccak-256 with the padding of Ethereum, which the JDK has not. */
final class Keccak256 {

  private static final int RATE = 136;
  private static final int DIGEST_BYTES = 32;
  private static final int LANES = 25;
  private static final int ROUNDS = 24;

  private Keccak256() {}

  static byte[] digest(byte[] data) {
    byte[] padded = new byte[(data.length / RATE + 1) * RATE];
    System.arraycopy(data, 0, padded, 0, data.length);
    padded[data.length] ^= 1;
    padded[padded.length - 1] ^= (byte) 0x80;
    ByteBuffer words = ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN);
    long[] state = new long[LANES];
    while (words.hasRemaining()) {
      for (int i = 0; i < RATE / Long.BYTES; i++) {
        state[i] ^= words.getLong();
      }
      permute(state);
    }
    ByteBuffer digest = ByteBuffer.allocate(DIGEST_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < DIGEST_BYTES / Long.BYTES; i++) {
      digest.putLong(state[i]);
    }
    return digest.array();
  }

  /** Lane (x, y) of the state is word x + 5 y. */
  private static void permute(long[] a) {
    int lfsr = 1;
    for (int round = 0; round < ROUNDS; round++) {
      theta(a);
      long[] moved = new long[LANES];
      moved[0] = a[0];
      int x = 1;
      int y = 0;
      for (int t = 0; t < ROUNDS; t++) {
        long turned = Long.rotateLeft(a[x + 5 * y], (t + 1) * (t + 2) / 2);
        int next = (2 * x + 3 * y) % 5;
        x = y;
        y = next;
        moved[x + 5 * y] = turned;
      }
      for (int i = 0; i < LANES; i++) {
        int row = i - i % 5;
        a[i] = moved[i] ^ (~moved[row + (i + 1) % 5] & moved[row + (i + 2) % 5]);
      }
      for (int bit = 0; bit < 7; bit++) {
        if ((lfsr & 1) != 0) {
          a[0] ^= 1L << ((1 << bit) - 1);
        }
        lfsr = lfsr << 1 ^ ((lfsr >> 7) * 0x171);
      }
    }
  }

  private static void theta(long[] a) {
    long[] parity = new long[5];
    for (int i = 0; i < LANES; i++) {
      parity[i % 5] ^= a[i];
    }
    for (int i = 0; i < LANES; i++) {
      a[i] ^= parity[(i + 4) % 5] ^ Long.rotateLeft(parity[(i + 1) % 5], 1);
    }
  }
}
