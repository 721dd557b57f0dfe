package dev.merapi.sdk;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.proof.CommittedRoot;
import dev.merapi.stark.prover.CommittedMatrix;
import dev.merapi.vm.memory.MemoryTree;

/**
 * A program a machine has committed to.
 *
 * @param matrix the decoded program
 * @param memory the tree of the memory it starts with
 * @param commitments what pins it
 */
record CommittedProgram(CommittedMatrix matrix, MemoryTree memory, Commitments commitments) {

  /** The digests of a tree over two cosets, and the decoded instruction. */
  private static final int BYTES_PER_ROW = 2 * 2 * 32 + 64;

  /** A cell and the two of its extension. */
  private static final int WORDS_PER_CELL = 3;

  /** Bytes of the heap that it takes, the tree of its memory included, at most. */
  long heapBytes() {
    ColumnMatrix rows = matrix.matrix();
    return memory.heapBytes()
        + (long) BYTES_PER_ROW * rows.height()
        + (long) Integer.BYTES * WORDS_PER_CELL * rows.width() * rows.height();
  }

  /** What a verifier knows of the decoded program. */
  CommittedRoot root() {
    return matrix.root();
  }
}
