package dev.merapi.stark.proof;

import java.util.Arrays;

/**
 * A proof as plain arrays. Field elements are in Montgomery form; an extension element is four
 * consecutive words, a digest eight (those of the hash suite), a cap 2^logCap digests. Lengths are
 * those of {@link ProofShape}; a proof of work of no bits has nonce 0. The arrays are not to be
 * changed.
 *
 * @param keyDigest digest of the verifying key the proof was made under
 * @param logHeights log2 of the height of each AIR, ordinary integers
 * @param mainCap cap of the main tree
 * @param auxCap cap of the auxiliary tree, empty without interactions
 * @param quotientCap cap of the quotient tree
 * @param exposedSums one extension element for each AIR with interactions
 * @param openedHere each opened column of the trees in order at its y = z^(N/n), one extension
 *     element
 * @param openedNext the same at y·ω_n
 * @param nonces the proofs of work
 * @param friCaps caps of the FRI trees, one a fold
 * @param finalPolynomial coefficients, lowest first, extension elements
 * @param queryIndices the storage indices asked for, ordinary integers; fixed by the transcript,
 *     carried so that the paths can be encoded without their common parts
 * @param openings one for each query and tree
 * @param friOpenings one for each query and fold; a row holds the group of the fold, one extension
 *     element each
 */
@SuppressWarnings("ArrayRecordComponent")
public record StarkProof(
    int[] keyDigest,
    int[] logHeights,
    int[] mainCap,
    int[] auxCap,
    int[] quotientCap,
    int[] exposedSums,
    int[] openedHere,
    int[] openedNext,
    Nonces nonces,
    int[][] friCaps,
    int[] finalPolynomial,
    int[] queryIndices,
    Opening[][] openings,
    Opening[][] friOpenings) {

  /**
   * Proof-of-work nonces, each one element.
   *
   * @param logUp before the LogUp challenges
   * @param deep before the out-of-domain point
   * @param batch before the batching challenge
   * @param folds before each folding challenge
   * @param query before the query indices
   */
  public record Nonces(int logUp, int deep, int batch, int[] folds, int query) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Nonces n
          && logUp == n.logUp
          && deep == n.deep
          && batch == n.batch
          && query == n.query
          && Arrays.equals(folds, n.folds);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(folds) + 31 * (logUp + 31 * (deep + 31 * (batch + 31 * query)));
    }
  }

  /**
   * A leaf of a tree.
   *
   * @param row the elements hashed into the leaf
   * @param path sibling digests from the leaf's level to just below the cap
   */
  public record Opening(int[] row, int[] path) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Opening o && Arrays.equals(row, o.row) && Arrays.equals(path, o.path);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(row) + Arrays.hashCode(path);
    }
  }

  private Object[] parts() {
    return new Object[] {
      keyDigest,
      logHeights,
      mainCap,
      auxCap,
      quotientCap,
      exposedSums,
      openedHere,
      openedNext,
      nonces,
      friCaps,
      finalPolynomial,
      queryIndices,
      openings,
      friOpenings
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StarkProof proof && Arrays.deepEquals(parts(), proof.parts());
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(parts());
  }

  @Override
  public String toString() {
    return "StarkProof[logHeights=" + Arrays.toString(logHeights) + "]";
  }
}
