package dev.merapi.stark.poly;

import dev.merapi.stark.field.KoalaBear;

/**
 * An evaluation domain of 2^logCosets cosets of the subgroup of order n = 2^logHeight: the coset
 * shift·⟨ω_{n·cosets}⟩ in coset-major order. Entry q = c·n + i is the point
 * shift·ω_{n·cosets}^(cosets·i + c) = cosetShift(c)·ω_n^i.
 *
 * @param logHeight log2 of the points of each coset (the height of the trace)
 * @param logCosets log2 of the number of cosets (the blowup, or the number of quotient chunks)
 * @param shift shift of the whole, Montgomery
 */
public record Domain(int logHeight, int logCosets, int shift) {
  /** Checks the size against the field's two-adicity. */
  public Domain {
    if (logHeight < 0 || logCosets < 0 || logHeight + logCosets > KoalaBear.TWO_ADICITY) {
      throw new IllegalArgumentException(
          "domain of 2^" + logHeight + " x 2^" + logCosets + " points: at most 2^24 in all");
    }
  }

  /**
   * The domain of the low-degree extension of traces of a height: its shift depends on its size.
   */
  public static Domain lde(int logHeight, int logBlowup) {
    if (logHeight + logBlowup > KoalaBear.TWO_ADICITY) {
      throw new IllegalArgumentException(
          "domain of 2^" + logHeight + " x 2^" + logBlowup + " points: at most 2^24 in all");
    }
    return new Domain(logHeight, logBlowup, KoalaBear.cosetShift(logHeight + logBlowup));
  }

  /** The domain of a trace itself, the subgroup. */
  public static Domain trace(int logHeight) {
    return new Domain(logHeight, 0, KoalaBear.ONE);
  }

  /** The domain of the columns of a matrix of 2^logCosets cosets with the shift of an LDE. */
  public static Domain ldeOf(int points, int logBlowup) {
    return lde(log2(points) - logBlowup, logBlowup);
  }

  /** log2 of a power of two. */
  public static int log2(int powerOfTwo) {
    if (Integer.bitCount(powerOfTwo) != 1 || powerOfTwo < 0) {
      throw new IllegalArgumentException(powerOfTwo + " is not a power of two");
    }
    return Integer.numberOfTrailingZeros(powerOfTwo);
  }

  /** Points of a coset. */
  public int height() {
    return 1 << logHeight;
  }

  /** Number of cosets. */
  public int cosets() {
    return 1 << logCosets;
  }

  /** Points in all. */
  public int size() {
    return 1 << (logHeight + logCosets);
  }

  /** The root ω_n by which the points of a coset advance. */
  public int step() {
    return KoalaBear.rootOfUnity(logHeight);
  }

  /** The first point of a coset. */
  public int cosetShift(int coset) {
    return KoalaBear.mul(shift, KoalaBear.pow(KoalaBear.rootOfUnity(logHeight + logCosets), coset));
  }

  /** The point of index i of a coset. */
  public int point(int coset, int i) {
    return KoalaBear.mul(cosetShift(coset), KoalaBear.pow(step(), i));
  }

  /** The point at a storage index q = coset·n + i. */
  public int point(int q) {
    return point(q >>> logHeight, q & (height() - 1));
  }

  /** The value of X^n, constant on a coset. */
  public int vanishingPower(int coset) {
    return KoalaBear.pow(cosetShift(coset), height());
  }

  /** The domain of X^(2^log) for X of this domain: as many cosets, each folded by 2^log. */
  public Domain folded(int log) {
    return new Domain(logHeight - log, logCosets, KoalaBear.pow(shift, 1L << log));
  }

  /** Writes the points from i to i + n of a coset. */
  public void points(int coset, int i, int n, int[] out, int at) {
    int x = point(coset, i);
    int step = step();
    for (int k = 0; k < n; k++) {
      out[at + k] = x;
      x = KoalaBear.mul(x, step);
    }
  }
}
