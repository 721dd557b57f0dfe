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
  private static final int LOG_PIECE_BITS = 15;
  private static final int PIECE_WORDS = 1 << (LOG_PIECE_BITS - 6);
  private static final long[] NONE = new long[PIECE_WORDS];

  private final long[][] pieces = new long[1 << (HEIGHT + 1 - LOG_PIECE_BITS)][];
  private int leaves;
  private int all;

  TouchedNodes() {
    clear();
  }

  void clear() {
    Arrays.fill(pieces, NONE);
    leaves = 0;
    all = 0;
  }

  /** Touched leaves. */
  int leaves() {
    return leaves;
  }

  /** Touched leaves and all nodes above them. */
  int all() {
    return all;
  }

  boolean isTouched(int label) {
    return isSet(FIRST_LEAF | label);
  }

  /** At least as many leaves and nodes as touching these leaves may add. */
  static int most(int from, int to) {
    int count = to - from + 1;
    return count == 1 ? 1 + HEIGHT : 2 * (count + HEIGHT);
  }

  /** Touches the leaves from one label to another, both included. */
  void touch(int from, int to) {
    for (int label = from; label <= to; label++) {
      int node = FIRST_LEAF | label;
      leaves += isSet(node) ? 0 : 1;
      for (; node > 0 && !isSet(node); node >>>= 1) {
        set(node);
        all++;
      }
    }
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
