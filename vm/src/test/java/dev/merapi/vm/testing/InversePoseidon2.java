package dev.merapi.vm.testing;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.Poseidon2Parameters;

/** The width-16 Poseidon2 permutation backwards, which anybody can compute. */
public final class InversePoseidon2 {
  private static final int WIDTH = 16;
  private static final Poseidon2Parameters PARAMETERS = Poseidon2Parameters.WIDTH_16;
  private static final int HALF_ROUNDS = Poseidon2Parameters.EXTERNAL_ROUNDS / 2;

  /** 1/3 mod p - 1. */
  private static final long CUBE_ROOT = (2L * (KoalaBear.P - 1) + 1) / 3;

  private static final int[][] EXTERNAL = inverse(external());
  private static final int[][] INTERNAL = inverse(internal());

  private InversePoseidon2() {}

  /** The 16 elements that the permutation takes to {@code image}, all in Montgomery form. */
  public static int[] of(int[] image) {
    int[] state = image.clone();
    for (int r = 2 * HALF_ROUNDS - 1; r >= HALF_ROUNDS; r--) {
      state = externalRound(state, r);
    }
    for (int r = PARAMETERS.internalRounds() - 1; r >= 0; r--) {
      state = times(INTERNAL, state);
      state[0] = beforeBox(state[0], PARAMETERS.internalConstant(r));
    }
    for (int r = HALF_ROUNDS - 1; r >= 0; r--) {
      state = externalRound(state, r);
    }
    return times(EXTERNAL, state);
  }

  private static int[] externalRound(int[] state, int round) {
    int[] before = times(EXTERNAL, state);
    for (int i = 0; i < WIDTH; i++) {
      before[i] = beforeBox(before[i], PARAMETERS.externalConstant(round, i));
    }
    return before;
  }

  private static int beforeBox(int word, int constant) {
    int root = KoalaBear.ONE;
    for (int bit = 62; bit >= 0; bit--) {
      root = KoalaBear.square(root);
      if ((CUBE_ROOT >>> bit & 1) == 1) {
        root = KoalaBear.mul(root, word);
      }
    }
    return KoalaBear.sub(root, KoalaBear.fromCanonical(constant));
  }

  private static int[][] external() {
    int[] row = {2, 3, 1, 1};
    int[][] m = new int[WIDTH][WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      for (int j = 0; j < WIDTH; j++) {
        int entry = row[(j - i & 3)] * (i / 4 == j / 4 ? 2 : 1);
        m[i][j] = KoalaBear.fromCanonical(entry);
      }
    }
    return m;
  }

  private static int[][] internal() {
    int[][] m = new int[WIDTH][WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      for (int j = 0; j < WIDTH; j++) {
        m[i][j] = KoalaBear.fromCanonical(i == j ? 1L + PARAMETERS.diagonal(i) : 1);
      }
    }
    return m;
  }

  private static int[] times(int[][] m, int[] x) {
    int[] y = new int[WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      for (int j = 0; j < WIDTH; j++) {
        y[i] = KoalaBear.add(y[i], KoalaBear.mul(m[i][j], x[j]));
      }
    }
    return y;
  }

  /** Gauss and Jordan. */
  private static int[][] inverse(int[][] m) {
    int[][] result = new int[WIDTH][WIDTH];
    for (int i = 0; i < WIDTH; i++) {
      result[i][i] = KoalaBear.ONE;
    }
    for (int c = 0; c < WIDTH; c++) {
      int pivot = c;
      while (m[pivot][c] == 0) {
        pivot++;
      }
      swap(m, c, pivot);
      swap(result, c, pivot);
      int scale = KoalaBear.inverse(m[c][c]);
      for (int j = 0; j < WIDTH; j++) {
        m[c][j] = KoalaBear.mul(m[c][j], scale);
        result[c][j] = KoalaBear.mul(result[c][j], scale);
      }
      for (int i = 0; i < WIDTH; i++) {
        int factor = m[i][c];
        for (int j = 0; j < WIDTH && i != c; j++) {
          m[i][j] = KoalaBear.sub(m[i][j], KoalaBear.mul(factor, m[c][j]));
          result[i][j] = KoalaBear.sub(result[i][j], KoalaBear.mul(factor, result[c][j]));
        }
      }
    }
    return result;
  }

  private static void swap(int[][] m, int a, int b) {
    int[] row = m[a];
    m[a] = m[b];
    m[b] = row;
  }
}
