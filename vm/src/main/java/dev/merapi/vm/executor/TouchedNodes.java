package dev.merapi.vm.executor;

import dev.merapi.vm.memory.MemoryImage;

/**
 * The leaves of the memory tree touched in a segment and the nodes above them, and how many
 * distinct compressions these take at most: before the segment one for each that may not be zero,
 * after it one for each with a leaf that was written. Zero subtrees of a level share theirs.
 */
final class TouchedNodes {
  /** Compressions of the zero subtrees of all levels. */
  static final int ZERO_SUBTREES = MemoryImage.TREE_HEIGHT + 1;

  private static final int HEIGHT = MemoryImage.TREE_HEIGHT;
  private static final int FIRST_LEAF = 1 << HEIGHT;
  private static final int FIRST_MEMORY_LEAF =
      FIRST_LEAF | MemoryImage.leafLabel(MemoryImage.MEMORY, 0);
  private static final int PAGE_LEVEL = GuestState.PAGE_SHIFT - 5;

  private final NodeSet nonZero = new NodeSet();
  private final NodeSet touched = new NodeSet();
  private final NodeSet written = new NodeSet();
  private int newLeaves;
  private int newInner;
  private int newPages;
  private int newCompressions;

  /** Nothing touched in a memory of which only some leaves are not zero. */
  TouchedNodes(int[] nonZeroLeaves) {
    for (int label : nonZeroLeaves) {
      nonZero.addPath(FIRST_LEAF | label);
    }
  }

  /** Goes on to the next segment, in which nothing is touched yet. */
  void next() {
    nonZero.addAll(written);
    touched.clear();
    written.clear();
  }

  /** Whether touching a leaf would add nothing. */
  boolean has(int label, boolean write) {
    return (write ? written : touched).contains(FIRST_LEAF | label);
  }

  /** The pieces of the set of nodes touched, which stay the same. */
  long[][] touchedPieces() {
    return touched.pieces();
  }

  /** The pieces of the set of nodes written, which stay the same. */
  long[][] writtenPieces() {
    return written.pieces();
  }

  /** Whether the leaf around an address of the memory is in a set with these pieces. */
  static boolean inMemory(long[][] pieces, int address) {
    return NodeSet.contains(pieces, FIRST_MEMORY_LEAF + (address >>> 5));
  }

  /** Counts what touching the leaves from one label to another, both included, would add. */
  void measure(int from, int to, boolean write) {
    newLeaves = 0;
    newInner = 0;
    newPages = 0;
    newCompressions = 0;
    for (int level = 0; level <= HEIGHT; level++) {
      int first = (FIRST_LEAF | from) >>> level;
      int last = (FIRST_LEAF | to) >>> level;
      if (first == last && (write ? written : touched).contains(first)) {
        break;
      }
      int added = 0;
      for (int node = first; node <= last; node++) {
        if (!touched.contains(node)) {
          added++;
          newCompressions += nonZero.contains(node) ? 1 : 0;
        }
        newCompressions += write && !written.contains(node) ? 1 : 0;
      }
      newLeaves += level == 0 ? added : 0;
      newInner += level == 0 ? 0 : added;
      newPages += level == PAGE_LEVEL ? added : 0;
    }
  }

  /** Leaves that were not touched yet, as {@link #measure} found. */
  int newLeaves() {
    return newLeaves;
  }

  /** Nodes above leaves, the root included. */
  int newInner() {
    return newInner;
  }

  /** Pages of memory. */
  int newPages() {
    return newPages;
  }

  /** Distinct compressions, at most. */
  int newCompressions() {
    return newCompressions;
  }

  /** Touches the leaves from one label to another, both included. */
  void touch(int from, int to, boolean write) {
    for (int label = from; label <= to; label++) {
      touched.addPath(FIRST_LEAF | label);
      if (write) {
        written.addPath(FIRST_LEAF | label);
      }
    }
  }
}
