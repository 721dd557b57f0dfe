package dev.merapi.stark.prover;

import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.kernel.Kernels;
import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.merkle.LiftedTree;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.stark.poly.Domain;
import dev.merapi.stark.poly.Extension;
import dev.merapi.stark.proof.CommittedRoot;
import dev.merapi.stark.proof.StarkParameters;
import dev.merapi.stark.proof.VerifyingKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A matrix committed ahead of proofs, with its extension and its tree; may serve many proofs at
 * once.
 */
public final class CommittedMatrix {
  /** Places at which digests from elsewhere are compared with the rows. */
  private static final int SAMPLES = 32;

  private final ColumnMatrix matrix;
  private final Extension lde;
  private final LiftedTree tree;
  private final CommittedRoot root;

  private CommittedMatrix(HashSuite suite, ColumnMatrix matrix, Extension lde, LiftedTree tree) {
    this.matrix = matrix;
    this.lde = lde;
    this.tree = tree;
    this.root = new CommittedRoot(suite, Domain.log2(matrix.height()), tree.cap());
  }

  static CommittedMatrix commit(
      VerifyingKey key, int airIndex, ColumnMatrix matrix, Parallel parallel) {
    check(key, airIndex, matrix);
    StarkParameters parameters = key.parameters();
    Kernels kernels = kernels(key, matrix);
    Extension lde = extend(parameters, matrix, parallel, kernels);
    LiftedTree tree =
        LiftedTree.commit(
            List.of(lde), parameters.logCap(), key.suite(), parallel, kernels, Workspace.heap());
    return new CommittedMatrix(key.suite(), matrix, lde, tree);
  }

  static Optional<CommittedMatrix> restore(
      VerifyingKey key, int airIndex, ColumnMatrix matrix, int[] digests, Parallel parallel) {
    check(key, airIndex, matrix);
    StarkParameters parameters = key.parameters();
    HashSuite suite = key.suite();
    if (digests.length != digestWords(key, matrix)
        || suite.elementDigests()
            && !Arrays.stream(digests).allMatch(word -> word >= 0 && word < KoalaBear.P)) {
      return Optional.empty();
    }
    Kernels kernels = kernels(key, matrix);
    Extension lde = extend(parameters, matrix, parallel, kernels);
    LiftedTree tree =
        LiftedTree.restore(lde, parameters.logCap(), digests, suite, parallel, kernels);
    return ThreadLocalRandom.current().ints(SAMPLES).allMatch(tree::holds)
        ? Optional.of(new CommittedMatrix(suite, matrix, lde, tree))
        : Optional.empty();
  }

  /** Words of {@link #digests} of a matrix. */
  static int digestWords(VerifyingKey key, ColumnMatrix matrix) {
    StarkParameters parameters = key.parameters();
    return LiftedTree.lowestWords(
        matrix.height() << parameters.logBlowup(), matrix.width(), parameters.logCap());
  }

  private static void check(VerifyingKey key, int airIndex, ColumnMatrix matrix) {
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
  }

  private static Kernels kernels(VerifyingKey key, ColumnMatrix matrix) {
    return Kernels.forWork(key.suite(), (long) matrix.height() * matrix.width());
  }

  private static Extension extend(
      StarkParameters parameters, ColumnMatrix matrix, Parallel parallel, Kernels kernels) {
    Extension extension =
        Extension.take(
            Domain.log2(matrix.height()),
            parameters.logBlowup(),
            matrix.width(),
            false,
            Workspace.heap());
    extension.extend(matrix, parallel, kernels);
    return extension;
  }

  /**
   * Digests that spare {@link Keygen#restore} the hashing of rows: the lowest level of the tree
   * that is kept, 8 words a node.
   */
  public int[] digests() {
    return tree.lowestLevel();
  }

  /** What a verifier knows of the matrix. */
  public CommittedRoot root() {
    return root;
  }

  /** The rows, in natural order; not to be changed. */
  public ColumnMatrix matrix() {
    return matrix;
  }

  Extension lde() {
    return lde;
  }

  LiftedTree tree() {
    return tree;
  }
}
