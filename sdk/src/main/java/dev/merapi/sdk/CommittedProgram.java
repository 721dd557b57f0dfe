package dev.merapi.sdk;

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

  /** What a verifier knows of the decoded program. */
  CommittedRoot root() {
    return matrix.root();
  }
}
