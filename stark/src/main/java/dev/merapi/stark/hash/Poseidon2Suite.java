package dev.merapi.stark.hash;

import java.util.Arrays;

/**
 * The suite {@code poseidon2}: rows by an overwrite-mode sponge that starts at zero, of width 24
 * and rate 16, or of width 16 and rate 8 for rows of at most 8 words, with zeros before the row to
 * fill the rate; nodes and transcript by the width-16 permutation.
 */
public final class Poseidon2Suite implements HashSuite {
  /** Rows of at most this many words use width 16. */
  public static final int SHORT_ROW = 8;

  static final Poseidon2Suite INSTANCE = new Poseidon2Suite();

  private Poseidon2Suite() {}

  @Override
  public String id() {
    return "poseidon2";
  }

  @Override
  public boolean elementDigests() {
    return true;
  }

  @Override
  public int collisionBits() {
    return 124;
  }

  @Override
  public int[] hashRow(int[] words, int from, int length) {
    if (length < 1) {
      throw new IllegalArgumentException("a row of " + length + " words");
    }
    boolean isShort = length <= SHORT_ROW;
    int[] state = new int[isShort ? 16 : 24];
    int rate = state.length - DIGEST_WORDS;
    int zeros = HashSuite.leadingZeros(length, rate);
    System.arraycopy(words, from, state, zeros, rate - zeros);
    for (int done = rate - zeros; ; done += rate) {
      if (isShort) {
        Poseidon2.permute16(state);
      } else {
        Poseidon2.permute24(state);
      }
      if (done == length) {
        return Arrays.copyOf(state, DIGEST_WORDS);
      }
      System.arraycopy(words, from + done, state, 0, rate);
    }
  }

  @Override
  public int[] compress(int[] left, int[] right) {
    return Poseidon2.compress(left, right);
  }

  @Override
  public void permuteTranscript(int[] state) {
    Poseidon2.permute16(state);
  }
}
