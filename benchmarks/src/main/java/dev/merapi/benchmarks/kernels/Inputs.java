package dev.merapi.benchmarks.kernels;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;

/** Elements and checksums, the same as the C twins make. */
final class Inputs {
  /** Arrays of 4 MiB and more begin with a region of the heap, so that lines of cells are lines. */
  private static final long LEAST_WORDS = 1 << 20;

  private Inputs() {}

  /** Zeros on the 64-byte borders that a proof's matrices and the C twins' lie on. */
  static ColumnMatrix zeros(int height, int width) {
    long words = Math.max(LEAST_WORDS, ColumnMatrix.words(height, width));
    return ColumnMatrix.view(ColumnMatrix.backing(words), 0, height, width);
  }

  /** A sequence of elements for each column. */
  static ColumnMatrix fill(int height, int width) {
    ColumnMatrix m = zeros(height, width);
    for (int j = 0; j < width; j++) {
      int s = j + 1;
      int at = m.offset(j);
      for (int r = 0; r < height; r++) {
        s = s * 1664525 + 1013904223; // modulo 2^32 on purpose
        m.data()[at + r] = (int) ((s & 0xFFFFFFFFL) * KoalaBear.P >>> 32);
      }
    }
    return m;
  }

  /** Of columns [from, to), in order. */
  static int checksum(ColumnMatrix m, int from, int to) {
    int hash = 0;
    for (int j = from; j < to; j++) {
      for (int r = 0; r < m.height(); r++) {
        hash = 31 * hash + m.get(j, r);
      }
    }
    return hash;
  }

  static int checksum(ColumnMatrix m) {
    return checksum(m, 0, m.width());
  }

  /** Of cells whose order is the kernel's own. */
  static int unorderedChecksum(ColumnMatrix m) {
    int sum = 0;
    for (int j = 0; j < m.width(); j++) {
      for (int r = 0; r < m.height(); r++) {
        int x = m.get(j, r);
        sum += x * (x >> 3 | 1);
      }
    }
    return sum;
  }
}
