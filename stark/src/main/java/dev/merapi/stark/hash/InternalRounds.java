package dev.merapi.stark.hash;

import static dev.merapi.stark.hash.Lazy.P;
import static dev.merapi.stark.hash.Lazy.cube;
import static dev.merapi.stark.hash.Lazy.near;
import static dev.merapi.stark.hash.Lazy.shifted;

/**
 * The internal rounds: word 0 takes its constant and becomes y, its cube; then word i becomes sum +
 * d[i]·word i. The entries of the diagonal are small integers and quotients by powers of two, so
 * one product of elements is left in a round, that of the cube. Everything else is kept off the
 * path from one cube to the next: as d[0] = -2, word 0 becomes the sum of the other words minus y.
 *
 * <p>Written out word by word, so that the words are local variables.
 *
 * <p>Bounds: cubes and word 0 stay within p. The sum of the other words, at first below 23·49·2^31
 * and brought near zero twice, stays within 0.6·2^31; so sum is below 1.6·2^31. Words multiplied by
 * an integer are brought near zero each round and quotients shrink, so all words end below 6·2^31,
 * which the external round that follows accepts ({@link Lazy#near}).
 */
final class InternalRounds {
  private InternalRounds() {}

  /** Word 0 from its value before reduction, |u| ≤ 2p: within p. */
  private static long next(long u) {
    return u - P + ((u >> 63) & 2 * P);
  }

  /** All rounds at width 16; the constants of the rounds, and 0. */
  static void apply16(long[] s, long[] constants) {
    long x0 = near(s[0] + constants[0]);
    long x1 = s[1];
    long x2 = s[2];
    long x3 = s[3];
    long x4 = s[4];
    long x5 = s[5];
    long x6 = s[6];
    long x7 = s[7];
    long x8 = s[8];
    long x9 = s[9];
    long x10 = s[10];
    long x11 = s[11];
    long x12 = s[12];
    long x13 = s[13];
    long x14 = s[14];
    long x15 = s[15];
    for (int r = 1; r < constants.length; r++) {
      long others =
          near(
              near(x1 + x2 + x3 + x4 + x5 + x6 + x7 + x8 + x9 + x10 + x11 + x12 + x13 + x14 + x15));
      long y = cube(x0);
      long sum = others + y;
      x1 = near(sum + x1);
      x2 = near(sum + 2 * x2);
      x3 = sum + shifted(x3, 1);
      x4 = near(sum + 3 * x4);
      x5 = near(sum + 4 * x5);
      x6 = sum - shifted(x6, 1);
      x7 = near(sum - 3 * x7);
      x8 = near(sum - 4 * x8);
      x9 = sum + shifted(x9, 8);
      x10 = sum + shifted(x10, 3);
      x11 = sum + shifted(x11, 24);
      x12 = sum - shifted(x12, 8);
      x13 = sum - shifted(x13, 3);
      x14 = sum - shifted(x14, 4);
      x15 = sum - shifted(x15, 24);
      x0 = next(near(others + constants[r]) - y);
    }
    s[0] = x0;
    s[1] = x1;
    s[2] = x2;
    s[3] = x3;
    s[4] = x4;
    s[5] = x5;
    s[6] = x6;
    s[7] = x7;
    s[8] = x8;
    s[9] = x9;
    s[10] = x10;
    s[11] = x11;
    s[12] = x12;
    s[13] = x13;
    s[14] = x14;
    s[15] = x15;
  }

  /** All rounds at width 24; the constants of the rounds, and 0. */
  static void apply24(long[] s, long[] constants) {
    long x0 = near(s[0] + constants[0]);
    long x1 = s[1];
    long x2 = s[2];
    long x3 = s[3];
    long x4 = s[4];
    long x5 = s[5];
    long x6 = s[6];
    long x7 = s[7];
    long x8 = s[8];
    long x9 = s[9];
    long x10 = s[10];
    long x11 = s[11];
    long x12 = s[12];
    long x13 = s[13];
    long x14 = s[14];
    long x15 = s[15];
    long x16 = s[16];
    long x17 = s[17];
    long x18 = s[18];
    long x19 = s[19];
    long x20 = s[20];
    long x21 = s[21];
    long x22 = s[22];
    long x23 = s[23];
    for (int r = 1; r < constants.length; r++) {
      long others =
          near(
              near(
                  x1 + x2 + x3 + x4 + x5 + x6 + x7 + x8 + x9 + x10 + x11 + x12 + x13 + x14 + x15
                      + x16 + x17 + x18 + x19 + x20 + x21 + x22 + x23));
      long y = cube(x0);
      long sum = others + y;
      x1 = near(sum + x1);
      x2 = near(sum + 2 * x2);
      x3 = sum + shifted(x3, 1);
      x4 = near(sum + 3 * x4);
      x5 = near(sum + 4 * x5);
      x6 = sum - shifted(x6, 1);
      x7 = near(sum - 3 * x7);
      x8 = near(sum - 4 * x8);
      x9 = sum + shifted(x9, 8);
      x10 = sum + shifted(x10, 2);
      x11 = sum + shifted(x11, 3);
      x12 = sum + shifted(x12, 4);
      x13 = sum + shifted(x13, 5);
      x14 = sum + shifted(x14, 6);
      x15 = sum + shifted(x15, 24);
      x16 = sum - shifted(x16, 8);
      x17 = sum - shifted(x17, 3);
      x18 = sum - shifted(x18, 4);
      x19 = sum - shifted(x19, 5);
      x20 = sum - shifted(x20, 6);
      x21 = sum - shifted(x21, 7);
      x22 = sum - shifted(x22, 9);
      x23 = sum - shifted(x23, 24);
      x0 = next(near(others + constants[r]) - y);
    }
    s[0] = x0;
    s[1] = x1;
    s[2] = x2;
    s[3] = x3;
    s[4] = x4;
    s[5] = x5;
    s[6] = x6;
    s[7] = x7;
    s[8] = x8;
    s[9] = x9;
    s[10] = x10;
    s[11] = x11;
    s[12] = x12;
    s[13] = x13;
    s[14] = x14;
    s[15] = x15;
    s[16] = x16;
    s[17] = x17;
    s[18] = x18;
    s[19] = x19;
    s[20] = x20;
    s[21] = x21;
    s[22] = x22;
    s[23] = x23;
  }
}
