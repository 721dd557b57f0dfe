package dev.merapi.vm.memory;

/**
 * The words of all address spaces at one moment, readable in blocks of {@value #BLOCK_LEAVES}
 * leaves: block b has the leaves with labels from {@value #BLOCK_LEAVES} b on ({@link
 * MemoryImage#leafLabel}). Immutable and thread-safe.
 */
public interface MemoryWords {
  /** Leaves of a block. */
  int BLOCK_LEAVES = 256;

  /** Words of a block. */
  int BLOCK_WORDS = BLOCK_LEAVES * MemoryImage.LEAF_WORDS;

  /** Numbers of all blocks that may hold a word that is not zero, ascending. */
  int[] blocks();

  /** Copies the words of a block to {@code out[0..}{@value #BLOCK_WORDS}{@code )}. */
  void block(int number, int[] out);
}
