package dev.merapi.stark.verifier;

import java.util.List;

/**
 * A proof and its claim as elements of an arithmetic. All lengths are those of the proof's {@link
 * dev.merapi.stark.proof.ProofShape}.
 *
 * @param <B> base element
 * @param <E> extension element
 * @param <D> digest
 */
public interface VerifierInput<B, E, D> {
  /** log2 of the height of each AIR. */
  List<B> logHeights();

  /** The public values. */
  List<B> publicValues();

  /** Cap of a tree of the shape. */
  List<D> cap(int tree);

  /** One sum for each AIR with interactions. */
  List<E> exposedSums();

  /** Every opened column at y. */
  List<E> openedHere();

  /** Every opened column at y·ω. */
  List<E> openedNext();

  /** Nonce before the LogUp challenges. */
  B logUpNonce();

  /** Nonce before the out-of-domain point. */
  B deepNonce();

  /** Nonce before the batching challenge. */
  B batchNonce();

  /** Nonce before a folding challenge. */
  B foldNonce(int fold);

  /** Nonce before the query indices. */
  B queryNonce();

  /** Cap of the tree of a fold's codeword. */
  List<D> friCap(int fold);

  /** Coefficients of the final polynomial, lowest first. */
  List<E> finalPolynomial();

  /** A query index as the proof states it. */
  B queryIndex(int query);

  /** Elements of the leaf of a tree at a query. */
  List<B> row(int query, int tree);

  /**
   * Siblings of the leaf of a tree at a query, from the leaf up. A committed tree has as many as
   * one over the tallest height would; steps that its height leaves out hold any digest, after
   * those over the cosets.
   */
  List<D> path(int query, int tree);

  /** The group of a fold at a query. */
  List<E> friRow(int query, int fold);

  /** Siblings of the leaf of a fold's tree at a query, from the leaf up. */
  List<D> friPath(int query, int fold);
}
