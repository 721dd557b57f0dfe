package dev.merapi.stark.hash;

import dev.merapi.stark.field.KoalaBear;

/** The permutation as the paper defines it: matrices, and every word reduced after every step. */
final class SlowPoseidon2 {
  private static final int[][] M4 = {{2, 3, 1, 1}, {1, 2, 3, 1}, {1, 1, 2, 3}, {3, 1, 1, 2}};

  private SlowPoseidon2() {}

  static int[] permute(int[] montgomery) {
    Poseidon2Parameters parameters =
        montgomery.length == 16 ? Poseidon2Parameters.WIDTH_16 : Poseidon2Parameters.WIDTH_24;
    long[] s = new long[montgomery.length];
    for (int i = 0; i < s.length; i++) {
      s[i] = KoalaBear.toCanonical(montgomery[i]);
    }
    s = external(s);
    for (int r = 0; r < Poseidon2Parameters.EXTERNAL_ROUNDS; r++) {
      if (r == Poseidon2Parameters.EXTERNAL_ROUNDS / 2) {
        for (int k = 0; k < parameters.internalRounds(); k++) {
          s[0] = cube(s[0] + parameters.internalConstant(k));
          s = internal(s, parameters);
        }
      }
      for (int i = 0; i < s.length; i++) {
        s[i] = cube(s[i] + parameters.externalConstant(r, i));
      }
      s = external(s);
    }
    int[] result = new int[s.length];
    for (int i = 0; i < s.length; i++) {
      result[i] = KoalaBear.fromCanonical(s[i]);
    }
    return result;
  }

  private static long cube(long x) {
    long y = x % KoalaBear.P;
    return y * y % KoalaBear.P * y % KoalaBear.P;
  }

  /** Block (i, j) is M4, twice that on the diagonal. */
  private static long[] external(long[] s) {
    long[] out = new long[s.length];
    for (int i = 0; i < s.length; i++) {
      for (int j = 0; j < s.length; j++) {
        out[i] += (i / 4 == j / 4 ? 2 : 1) * M4[i % 4][j % 4] * s[j];
      }
      out[i] %= KoalaBear.P;
    }
    return out;
  }

  /** All ones, plus the diagonal. */
  private static long[] internal(long[] s, Poseidon2Parameters parameters) {
    long[] out = new long[s.length];
    for (int i = 0; i < s.length; i++) {
      for (int j = 0; j < s.length; j++) {
        out[i] += s[j];
      }
      out[i] = (out[i] + parameters.diagonal(i) * s[i]) % KoalaBear.P;
    }
    return out;
  }
}
