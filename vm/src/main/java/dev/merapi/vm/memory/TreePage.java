package dev.merapi.vm.memory;

import org.jspecify.annotations.Nullable;

/**
 * A piece of a {@link MemoryTree}: the digests of a subtree, and the pieces below it. There are
 * three floors: pages of levels 0 to 8, of levels 9 to 16, and one of levels 17 to 26.
 *
 * <p>A page's digests are in heap order: the node that is d levels below the top and k-th there at
 * 8 (2^d + k). Where the page below is absent, the subtree has only zeros.
 */
@SuppressWarnings("ArrayRecordComponent")
record TreePage(int[] digests, @Nullable TreePage[] below) {
  /** log2 of the pages below one page of the middle floor. */
  static final int LOG_BELOW = 8;

  /** Levels of the nodes that have a page each. */
  private static final int[] TOP = {8, 16, MemoryImage.TREE_HEIGHT};

  private static final int DIGEST = Compressions.DIGEST;
  private static final TreePage[] ZERO = {zero(0), zero(1), zero(2)};

  /** A page in which all is zero. */
  static TreePage zeroPage(int floor) {
    return ZERO[floor].copy();
  }

  /** The digest of a page of zeros' topmost node. */
  static int[] zeroRoot(int floor) {
    return ZeroSubtrees.digest(TOP[floor]);
  }

  /** The floor of a level. */
  static int floorOf(int level) {
    return level <= TOP[0] ? 0 : level <= TOP[1] ? 1 : 2;
  }

  /** log2 of the nodes of a level that share a page. */
  static int logNodes(int level) {
    return TOP[floorOf(level)] - level;
  }

  /** Where a node's digest is in its page. */
  static int offset(int level, int index) {
    int nodes = 1 << logNodes(level);
    return DIGEST * (nodes | index & nodes - 1);
  }

  private static TreePage zero(int floor) {
    int logFloor = floor == 0 ? TOP[0] + 1 : TOP[floor] - TOP[floor - 1];
    int[] digests = new int[DIGEST << logFloor];
    for (int node = 1; node < 1 << logFloor; node++) {
      int depth = 31 - Integer.numberOfLeadingZeros(node);
      System.arraycopy(ZeroSubtrees.digest(TOP[floor] - depth), 0, digests, DIGEST * node, DIGEST);
    }
    return new TreePage(digests, new TreePage[floor == 0 ? 0 : 1 << logFloor]);
  }

  TreePage copy() {
    return new TreePage(digests.clone(), below.clone());
  }

  /** Heap bytes of a page of a floor. */
  static long heapBytes(int floor) {
    return ZERO[floor].heapBytes();
  }

  /** Heap bytes of this page alone. */
  long heapBytes() {
    return 4L * digests.length + 4L * below.length + 64;
  }
}
