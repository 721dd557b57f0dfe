package dev.merapi.stark.prover;

import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.kernel.Kernels;
import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.merkle.LiftedTree;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.stark.poly.Domain;
import dev.merapi.stark.poly.Lde;
import dev.merapi.stark.proof.CommittedRoot;
import dev.merapi.stark.proof.StarkParameters;
import dev.merapi.stark.proof.VerifyingKey;
import java.util.List;

/**
 * A matrix committed ahead of proofs, with its extension and its tree; may serve many proofs at
 * once.
 */
public final class CommittedMatrix {
  /**
   * Up to here the scalar kernels take some milliseconds, and the vector kernels a second, if they
   * have not been compiled yet: who only wants to know a commitment should not wait for that.
   */
  private static final int FEW_CELLS = 1 << 16;

  private final ColumnMatrix matrix;
  private final ColumnMatrix lde;
  private final LiftedTree tree;
  private final CommittedRoot root;

  private CommittedMatrix(
      ColumnMatrix matrix, ColumnMatrix lde, LiftedTree tree, CommittedRoot root) {
    this.matrix = matrix;
    this.lde = lde;
    this.tree = tree;
    this.root = root;
  }

  static CommittedMatrix commit(
      VerifyingKey key, int airIndex, ColumnMatrix matrix, Parallel parallel) {
    StarkParameters parameters = key.parameters();
    CompiledAir air = key.airs().get(airIndex);
    int logHeight = Domain.log2(matrix.height());
    int min = Math.max(1, parameters.logCap());
    if (matrix.width() != air.committedWidth() || matrix.width() == 0) {
      throw new IllegalArgumentException(
          matrix.width()
              + " committed columns for "
              + air.name()
              + ", expected "
              + air.committedWidth());
    }
    if (logHeight < min || logHeight > parameters.maxLogHeight()) {
      throw new IllegalArgumentException(
          "committed matrix of 2^"
              + logHeight
              + " rows for "
              + air.name()
              + ", allowed are 2^"
              + min
              + " to 2^"
              + parameters.maxLogHeight());
    }
    Kernels kernels =
        (long) matrix.height() * matrix.width() <= FEW_CELLS ? Kernels.scalar() : Kernels.best();
    ColumnMatrix lde =
        ColumnMatrix.allocate(matrix.height() << parameters.logBlowup(), matrix.width());
    Lde.extend(matrix, parameters.logBlowup(), lde, parallel, kernels);
    LiftedTree tree =
        LiftedTree.commit(
            List.of(lde),
            parameters.logBlowup(),
            parameters.logCap(),
            key.suite(),
            parallel,
            kernels,
            Workspace.heap());
    return new CommittedMatrix(
        matrix, lde, tree, new CommittedRoot(key.suite(), logHeight, tree.cap()));
  }

  /** What a verifier knows of the matrix. */
  public CommittedRoot root() {
    return root;
  }

  /** The rows, in natural order; not to be changed. */
  public ColumnMatrix matrix() {
    return matrix;
  }

  ColumnMatrix lde() {
    return lde;
  }

  LiftedTree tree() {
    return tree;
  }
}
