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
 * constants. Of the last layer only the words that are wanted are computed. The internal layer's
 * diagonal is made of small multiples, halves and quotients by powers of two: no multiplications by
 * arbitrary constants.
 */
final class VectorPermutation {
  /** States to a group. */
  static final int GROUP = 16;

  /** Whether a vector holds all states of a group. */
  static final boolean WHOLE = Lanes.N == GROUP;

  /** Which lanes of two vectors hold the upper halves of the even lanes and of the odd ones. */
  static final int[] UPPER = upper();

  /** 35 times the first row of the inverse of M4 = circ(2, 3, 1, 1). */
  private static final int[] M4_INVERSE = {-4, 3, -11, 17};

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

  /**
   * Permutes the 16 states of a group, of 16 or 24 words.
   *
   * @param kept the first of the 8 words that are wanted, a multiple of 4; the others may come out
   *     as anything
   */
  static void permute(int[] st, int at, int words, int kept) {
    for (int lane = at; lane < at + GROUP; lane += Lanes.N) {
      if (words == 16) {
        if (Choice.WIDE_MULTIPLY) {
          WidePermutation16.permute(st, lane, kept);
        } else {
          VectorPermutation16.permute(st, lane, kept);
        }
      } else if (Choice.WIDE_MULTIPLY) {
        WidePermutation24.permute(st, lane, kept);
      } else {
        VectorPermutation24.permute(st, lane, kept);
      }
    }
  }

  /**
   * The constants of the external rounds, round by round, and as many zeros. Those of the first
   * block of four are added where the column sums begin, which costs nothing: M4 takes what is here
   * to them. It takes the other blocks with it, which have the difference to the first one here.
   * Only the round after the internal ones, which begins without a layer, has its constants as they
   * are.
   */
  static int[] external(Poseidon2Parameters parameters) {
    int t = parameters.width();
    int[] constants = new int[(Poseidon2Parameters.EXTERNAL_ROUNDS + 1) * t];
    for (int r = 0; r < Poseidon2Parameters.EXTERNAL_ROUNDS; r++) {
      boolean plain = r == Poseidon2Parameters.EXTERNAL_ROUNDS / 2;
      for (int i = 0; i < t; i++) {
        int constant = external(parameters, r, i);
        constants[r * t + i] =
            plain
                ? constant
                : i < 4
                    ? beforeLayer(parameters, r, i)
                    : KoalaBear.sub(constant, external(parameters, r, i % 4));
      }
    }
    return constants;
  }

  private static int external(Poseidon2Parameters parameters, int round, int word) {
    return KoalaBear.fromCanonical(parameters.externalConstant(round, word));
  }

  /** Entry of the vector that M4 takes to the constants of the first block. */
  private static int beforeLayer(Poseidon2Parameters parameters, int round, int word) {
    int sum = KoalaBear.ZERO;
    for (int j = 0; j < 4; j++) {
      int constant = external(parameters, round, (word + j) % 4);
      sum = KoalaBear.add(sum, KoalaBear.mul(KoalaBear.fromCanonical(M4_INVERSE[j]), constant));
    }
    return KoalaBear.mul(sum, KoalaBear.inverse(KoalaBear.fromCanonical(35)));
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
