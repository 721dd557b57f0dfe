package dev.merapi.vm.memory;

import dev.merapi.vm.verification.MemoryHash;

/** The digests of subtrees in which every word is zero. */
final class ZeroSubtrees {
  private static final int[][] DIGESTS = new int[MemoryImage.TREE_HEIGHT + 1][];

  static {
    int[] digest = new int[Compressions.DIGEST];
    for (int level = 0; level < DIGESTS.length; level++) {
      digest = MemoryHash.of(digest, digest);
      DIGESTS[level] = digest;
    }
  }

  private ZeroSubtrees() {}

  /** The digest of a node of a level, 0 = leaves; shared. */
  static int[] digest(int level) {
    return DIGESTS[level];
  }
}
