package dev.merapi.stark.hash;

import static dev.merapi.stark.hash.Lazy.cube;
import static dev.merapi.stark.hash.Lazy.near;

import java.util.Arrays;

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

  /** Round by round, as {@link Lazy#centred} has them. */
  private final long[] external;

  /** As {@link #external}, and 0 for the round after the last. */
  private final long[] internal;

  private Poseidon2(Poseidon2Parameters parameters) {
    width = parameters.width();
    external = new long[Poseidon2Parameters.EXTERNAL_ROUNDS * width];
    for (int i = 0; i < external.length; i++) {
      external[i] = Lazy.centred(parameters.externalConstant(i / width, i % width));
    }
    internal = new long[parameters.internalRounds() + 1];
    for (int r = 0; r < parameters.internalRounds(); r++) {
      internal[r] = Lazy.centred(parameters.internalConstant(r));
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
    return Arrays.copyOf(state, DIGEST_WORDS);
  }

  private void permute(int[] state) {
    if (state.length != width) {
      throw new IllegalArgumentException("state of " + state.length + " words, expected " + width);
    }
    long[] s = new long[width];
    for (int i = 0; i < width; i++) {
      s[i] = state[i];
    }
    int half = external.length / 2;
    externalLayer(s);
    for (int at = 0; at < half; at += width) {
      externalRound(s, at);
    }
    if (width == 16) {
      InternalRounds.apply16(s, internal);
    } else {
      InternalRounds.apply24(s, internal);
    }
    for (int at = half; at < external.length; at += width) {
      externalRound(s, at);
    }
    for (int i = 0; i < width; i++) {
      state[i] = Lazy.reduced(s[i]);
    }
  }

  /** The constants from {@code at} on, cubes, the external layer. */
  private void externalRound(long[] s, int at) {
    for (int k = 0; k < s.length; k++) {
      s[k] = cube(near(s[k] + external[at + k]));
    }
    externalLayer(s);
  }

  /**
   * circ(2·M4, M4, …): M4 on each block of four, then the sums over the blocks. Of words of at most
   * p it makes words of at most 49p.
   */
  private static void externalLayer(long[] s) {
    long z0 = 0;
    long z1 = 0;
    long z2 = 0;
    long z3 = 0;
    for (int k = 0; k < s.length; k += 4) {
      long a = s[k];
      long b = s[k + 1];
      long c = s[k + 2];
      long d = s[k + 3];
      long all = a + b + c + d;
      s[k] = all + a + 2 * b;
      s[k + 1] = all + b + 2 * c;
      s[k + 2] = all + c + 2 * d;
      s[k + 3] = all + d + 2 * a;
      z0 += s[k];
      z1 += s[k + 1];
      z2 += s[k + 2];
      z3 += s[k + 3];
    }
    for (int k = 0; k < s.length; k += 4) {
      s[k] += z0;
      s[k + 1] += z1;
      s[k + 2] += z2;
      s[k + 3] += z3;
    }
  }
}
