package dev.merapi.vm.executor;

import dev.merapi.vm.memory.MemoryImage;
import java.util.Arrays;

/**
 * A set of nodes of the memory tree: one bit each, at position 2^(height - level) + index, so that
 * the parent of a node is at half its position. The bits are in pieces that exist where needed.
 */
@SuppressWarnings("ReferenceEquality") // the piece that is not there yet is known by identity
final class NodeSet {
  private static final int LOG_PIECE_BITS = 15;
  private static final int PIECE_WORDS = 1 << (LOG_PIECE_BITS - 6);
  private static final long[] NONE = new long[PIECE_WORDS];

  private final long[][] pieces = new long[1 << (MemoryImage.TREE_HEIGHT + 1 - LOG_PIECE_BITS)][];

  NodeSet() {
    clear();
  }

  /** The pieces: bit {@code node % 64} of word {@code node / 64 % PIECE_WORDS} of each. */
  long[][] pieces() {
    return pieces;
  }

  /** Whether a node is in the set with these pieces. */
  static boolean contains(long[][] pieces, int node) {
    long word = pieces[node >>> LOG_PIECE_BITS][node >>> 6 & PIECE_WORDS - 1];
    return (word >>> node & 1) != 0;
  }

  void clear() {
    Arrays.fill(pieces, NONE);
  }

  boolean contains(int node) {
    return contains(pieces, node);
  }

  /** Adds a node and all above it; those above a node in the set are in the set. */
  void addPath(int leaf) {
    for (int node = leaf; node > 0 && !contains(node); node >>>= 1) {
      piece(node >>> LOG_PIECE_BITS)[node >>> 6 & PIECE_WORDS - 1] |= 1L << node;
    }
  }

  void addAll(NodeSet other) {
    for (int number = 0; number < pieces.length; number++) {
      if (other.pieces[number] != NONE) {
        long[] piece = piece(number);
        for (int i = 0; i < PIECE_WORDS; i++) {
          piece[i] |= other.pieces[number][i];
        }
      }
    }
  }

  private long[] piece(int number) {
    if (pieces[number] == NONE) {
      pieces[number] = new long[PIECE_WORDS];
    }
    return pieces[number];
  }
}
