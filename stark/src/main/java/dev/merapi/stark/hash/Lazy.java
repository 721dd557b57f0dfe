package dev.merapi.stark.hash;

import dev.merapi.stark.field.KoalaBear;

/**
 * Arithmetic modulo p on signed longs that are not fully reduced: what the scalar permutation
 * computes with. p = 2^31 - 2^24 + 1, so 2^31 is 2^24 - 1 modulo p and 2^-24 is -127.
 */
final class Lazy {
  static final long P = KoalaBear.P;

  private static final int P_INVERSE = -KoalaBear.NEG_P_INVERSE;

  private Lazy() {}

  /** The representative in (-p/2, p/2) of a canonical integer's Montgomery form. */
  static long centred(int canonical) {
    long montgomery = KoalaBear.fromCanonical(canonical);
    return montgomery > P / 2 ? montgomery - P : montgomery;
  }

  /**
   * Nearer to zero: x minus the multiple of p that x / 2^31 rounds to. For |x| at most h·2^31, the
   * result is at most 2^30 + (h + 1)·2^24, which is below p for h = 50.
   */
  static long near(long x) {
    return x - ((x + (1L << 30)) >> 31) * P;
  }

  /** x³ in Montgomery form, of |x| ≤ p; below p again. */
  static long cube(long x) {
    return quotient(quotient(x * x) * x);
  }

  /** c / 2^32 modulo p, below |c| / 2^32 + p/2. */
  private static long quotient(long c) {
    return (c - (long) ((int) c * P_INVERSE) * P) >> 32;
  }

  /** x / 2^k modulo p, k at most 24: |x| / 2^k + 2^31 at most. */
  static long shifted(long x, int k) {
    return (x >> k) - (x & ((1 << k) - 1)) * (127L << (24 - k));
  }

  /** The representative in [0, p) of |x| ≤ 50·2^31. */
  static int reduced(long x) {
    long r = near(x);
    return (int) (r + ((r >> 63) & P));
  }
}
