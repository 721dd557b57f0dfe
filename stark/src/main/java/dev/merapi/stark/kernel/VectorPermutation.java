package dev.merapi.stark.kernel;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.Poseidon2Parameters;

/**
 * Poseidon2 on 16 states at once.
 *
 * <p>A group of 16 states of t words lies in an {@code int[]}: word w of state l at index at + 16w
 * + l, followed by four vectors for the column sums z of the external layer (z_j is the sum of the
 * words i ≡ j mod 4 before the M4 blocks, to whose inputs it is added). An external round is two
 * passes over the state: S-boxes, which leave the sums; then the layer with the next round's
 * constants. The internal layer's diagonal is made of small multiples, halves and quotients by
 * powers of two: no multiplications by arbitrary constants.
 */
final class VectorPermutation {
  /** States to a group. */
  static final int GROUP = 16;

  /** Whether a vector holds all states of a group. */
  static final boolean WHOLE = Lanes.N == GROUP;

  /** Which lanes of two vectors hold the upper halves of the even lanes and of the odd ones. */
  static final int[] UPPER = upper();

  private VectorPermutation() {}

  private static int[] upper() {
    int[] upper = new int[Lanes.N];
    for (int i = 0; i < upper.length; i++) {
      upper[i] = i % 2 == 0 ? i + 1 : Lanes.N + i;
    }
    return upper;
  }

  /** Words of a group's slice for states of so many words. */
  static int groupSize(int words) {
    return GROUP * (words + 4);
  }

  /** Permutes the 16 states of a group, of 16 or 24 words. */
  static void permute(int[] st, int at, int words) {
    for (int lane = at; lane < at + GROUP; lane += Lanes.N) {
      if (words == 16) {
        if (Choice.WIDE_MULTIPLY) {
          WidePermutation16.permute(st, lane);
        } else {
          VectorPermutation16.permute(st, lane);
        }
      } else if (Choice.WIDE_MULTIPLY) {
        WidePermutation24.permute(st, lane);
      } else {
        VectorPermutation24.permute(st, lane);
      }
    }
  }

  /** The constants of the external rounds, round by round. */
  static int[] external(Poseidon2Parameters parameters) {
    int t = parameters.width();
    int[] constants = new int[Poseidon2Parameters.EXTERNAL_ROUNDS * t];
    for (int i = 0; i < constants.length; i++) {
      constants[i] = KoalaBear.fromCanonical(parameters.externalConstant(i / t, i % t));
    }
    return constants;
  }

  /** The constants of the internal rounds. */
  static int[] internal(Poseidon2Parameters parameters) {
    int[] constants = new int[parameters.internalRounds()];
    for (int r = 0; r < constants.length; r++) {
      constants[r] = KoalaBear.fromCanonical(parameters.internalConstant(r));
    }
    return constants;
  }
}
