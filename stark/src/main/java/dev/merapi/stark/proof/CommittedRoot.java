package dev.merapi.stark.proof;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.HashSuite;
import java.util.Arrays;

/**
 * What identifies a matrix committed ahead of proofs, such as a program.
 *
 * @param suite the hash suite of its tree
 * @param logHeight log2 of its rows
 * @param cap the cap of its tree: 2^logCap digests of 8 words; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent")
public record CommittedRoot(HashSuite suite, int logHeight, int[] cap) {
  /**
   * The cap as elements in Montgomery form, one to one: its words, or the low and high halves of
   * words that are no elements.
   */
  public int[] capElements() {
    if (suite.elementDigests()) {
      return cap.clone();
    }
    int[] elements = new int[2 * cap.length];
    for (int i = 0; i < cap.length; i++) {
      elements[2 * i] = KoalaBear.fromCanonical(cap[i] & 0xFFFF);
      elements[2 * i + 1] = KoalaBear.fromCanonical(cap[i] >>> 16);
    }
    return elements;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CommittedRoot root
        && suite.equals(root.suite)
        && logHeight == root.logHeight
        && Arrays.equals(cap, root.cap);
  }

  @Override
  public int hashCode() {
    return 31 * logHeight + Arrays.hashCode(cap);
  }

  @Override
  public String toString() {
    return "CommittedRoot["
        + suite.id()
        + ", logHeight="
        + logHeight
        + ", hash="
        + hashCode()
        + "]";
  }
}
