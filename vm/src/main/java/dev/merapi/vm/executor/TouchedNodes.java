package dev.merapi.vm.executor;

import dev.merapi.vm.memory.MemoryImage;
import java.util.Arrays;

/**
 * The leaves of the memory tree touched in a segment and the nodes above them: one bit each, at
 * position 2^(height - level) + index, so that the parent of a node is at half its position.
 */
@SuppressWarnings("ReferenceEquality") // the piece that is not there yet is known by identity
final class TouchedNodes {
  private static final int HEIGHT = MemoryImage.TREE_HEIGHT;
  private static final int FIRST_LEAF = 1 << HEIGHT;
  private static final int PAGE_LEVEL = GuestState.PAGE_SHIFT - 5;
  private static final int LOG_PIECE_BITS = 15;
  private static final int PIECE_WORDS = 1 << (LOG_PIECE_BITS - 6);
  private static final long[] NONE = new long[PIECE_WORDS];

  private final long[][] pieces = new long[1 << (HEIGHT + 1 - LOG_PIECE_BITS)][];
  private int newLeaves;
  private int newInner;
  private int newPages;

  void clear() {
    Arrays.fill(pieces, NONE);
  }

  boolean isTouched(int label) {
    return isSet(FIRST_LEAF | label);
  }

  /** Counts what touching the leaves from one label to another, both included, would add. */
  void measure(int from, int to) {
    newLeaves = unset(FIRST_LEAF | from, FIRST_LEAF | to);
    newInner = 0;
    newPages = 0;
    for (int level = 1; level <= HEIGHT; level++) {
      int first = (FIRST_LEAF | from) >>> level;
      int last = (FIRST_LEAF | to) >>> level;
      if (first == last && isSet(first)) {
        break;
      }
      int added = unset(first, last);
      newInner += added;
      newPages = level == PAGE_LEVEL ? added : newPages;
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

  /** Touches the leaves from one label to another, both included. */
  void touch(int from, int to) {
    for (int label = from; label <= to; label++) {
      for (int node = FIRST_LEAF | label; node > 0 && !isSet(node); node >>>= 1) {
        set(node);
      }
    }
  }

  private int unset(int first, int last) {
    int count = 0;
    for (int node = first; node <= last; node++) {
      count += isSet(node) ? 0 : 1;
    }
    return count;
  }

  private boolean isSet(int node) {
    long word = pieces[node >>> LOG_PIECE_BITS][node >>> 6 & PIECE_WORDS - 1];
    return (word >>> node & 1) != 0;
  }

  private void set(int node) {
    int number = node >>> LOG_PIECE_BITS;
    if (pieces[number] == NONE) {
      pieces[number] = new long[PIECE_WORDS];
    }
    pieces[number][node >>> 6 & PIECE_WORDS - 1] |= 1L << node;
  }
}
