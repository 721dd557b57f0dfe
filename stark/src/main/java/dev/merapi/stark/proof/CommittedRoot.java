package dev.merapi.stark.proof;

import java.util.Arrays;

/**
 * What identifies a matrix committed ahead of proofs, such as a program.
 *
 * @param logHeight log2 of its rows
 * @param cap the cap of its tree: 2^logCap digests of 8 elements in Montgomery form; not to be
 *     changed
 */
@SuppressWarnings("ArrayRecordComponent")
public record CommittedRoot(int logHeight, int[] cap) {
  @Override
  public boolean equals(Object other) {
    return other instanceof CommittedRoot root
        && logHeight == root.logHeight
        && Arrays.equals(cap, root.cap);
  }

  @Override
  public int hashCode() {
    return 31 * logHeight + Arrays.hashCode(cap);
  }

  @Override
  public String toString() {
    return "CommittedRoot[logHeight=" + logHeight + ", hash=" + hashCode() + "]";
  }
}
