package dev.merapi.stark.hash;

import static dev.merapi.stark.field.KoalaBear.reduce;

import dev.merapi.stark.field.KoalaBear;

/**
 * Poseidon2 over KoalaBear, one state at a time (Grassi, Khovratovich, Schofnegger, "Poseidon2",
 * ePrint 2023/323; parameters in {@link Poseidon2Parameters}). States hold elements in Montgomery
 * form.
 */
public final class Poseidon2 {
  /** Words of a digest. */
  public static final int DIGEST_WORDS = 8;

  private static final Poseidon2 P16 = new Poseidon2(Poseidon2Parameters.WIDTH_16);
  private static final Poseidon2 P24 = new Poseidon2(Poseidon2Parameters.WIDTH_24);

  private final int width;
  private final int[][] external = new int[Poseidon2Parameters.EXTERNAL_ROUNDS][];
  private final int[] internal;
  private final int[] diagonal;

  private Poseidon2(Poseidon2Parameters parameters) {
    width = parameters.width();
    diagonal = new int[width];
    for (int i = 0; i < width; i++) {
      diagonal[i] = KoalaBear.fromCanonical(parameters.diagonal(i));
    }
    for (int r = 0; r < external.length; r++) {
      external[r] = new int[width];
      for (int i = 0; i < width; i++) {
        external[r][i] = KoalaBear.fromCanonical(parameters.externalConstant(r, i));
      }
    }
    internal = new int[parameters.internalRounds()];
    for (int r = 0; r < internal.length; r++) {
      internal[r] = KoalaBear.fromCanonical(parameters.internalConstant(r));
    }
  }

  /** Permutes a state of 16 words in place. */
  public static void permute16(int[] state) {
    P16.permute(state);
  }

  /** Permutes a state of 24 words in place. */
  public static void permute24(int[] state) {
    P24.permute(state);
  }

  /**
   * The first 8 words of the width-16 permutation of left ‖ right, 8 words each. Not
   * collision-resistant: for digests, never for data.
   */
  public static int[] compress(int[] left, int[] right) {
    int[] state = new int[16];
    System.arraycopy(left, 0, state, 0, DIGEST_WORDS);
    System.arraycopy(right, 0, state, DIGEST_WORDS, DIGEST_WORDS);
    permute16(state);
    return java.util.Arrays.copyOf(state, DIGEST_WORDS);
  }

  private void permute(int[] s) {
    if (s.length != width) {
      throw new IllegalArgumentException("state of " + s.length + " words, expected " + width);
    }
    externalLayer(s);
    for (int r = 0; r < external.length / 2; r++) {
      externalRound(s, external[r]);
    }
    for (int constant : internal) {
      internalRound(s, constant);
    }
    for (int r = external.length / 2; r < external.length; r++) {
      externalRound(s, external[r]);
    }
  }

  private static void externalRound(int[] s, int[] constants) {
    for (int i = 0; i < s.length; i++) {
      s[i] = cube(KoalaBear.add(s[i], constants[i]));
    }
    externalLayer(s);
  }

  private void internalRound(int[] s, int constant) {
    s[0] = cube(KoalaBear.add(s[0], constant));
    long sum = 0;
    for (int x : s) {
      sum += x;
    }
    long scaled = (long) fold(sum) * KoalaBear.ONE;
    for (int i = 0; i < s.length; i++) {
      s[i] = reduce(scaled + (long) s[i] * diagonal[i]);
    }
  }

  /** circ(2·M4, M4, …): M4 on each block of four, then the sums over the blocks. */
  private static void externalLayer(int[] s) {
    long z0 = 0;
    long z1 = 0;
    long z2 = 0;
    long z3 = 0;
    for (int k = 0; k < s.length; k += 4) {
      long all = (long) s[k] + s[k + 1] + s[k + 2] + s[k + 3];
      z0 += all + s[k] + 2L * s[k + 1];
      z1 += all + s[k + 1] + 2L * s[k + 2];
      z2 += all + s[k + 2] + 2L * s[k + 3];
      z3 += all + s[k + 3] + 2L * s[k];
    }
    for (int k = 0; k < s.length; k += 4) {
      long a = s[k];
      long b = s[k + 1];
      long c = s[k + 2];
      long d = s[k + 3];
      long all = a + b + c + d;
      s[k] = fold(z0 + all + a + 2 * b);
      s[k + 1] = fold(z1 + all + b + 2 * c);
      s[k + 2] = fold(z2 + all + c + 2 * d);
      s[k + 3] = fold(z3 + all + d + 2 * a);
    }
  }

  private static int cube(int x) {
    return reduce((long) reduce((long) x * x) * x);
  }

  /** Reduces x in [0, 2^38) by 2^31 = 2^24 - 1 mod p. */
  private static int fold(long x) {
    long t = (x & 0x7fffffffL) + (x >>> 31) * 0xffffffL;
    return (int) (t >= KoalaBear.P ? t - KoalaBear.P : t);
  }
}
