package dev.merapi.stark.verifier;

/** The check a proof failed. */
public enum Rejection {
  /** The bytes are not the canonical encoding of a proof of this key. */
  MALFORMED,
  /** Public values are not as many as the key says, or not canonical. */
  PUBLIC_VALUES,
  /** A committed matrix has another height, or caps are missing. */
  COMMITTED_MATRICES,
  /** A height is not one the key allows. */
  HEIGHTS,
  /** A bus could carry p interactions or more. */
  INTERACTION_COUNT,
  /** A nonce does not show its proof of work. */
  PROOF_OF_WORK,
  /** The exposed sums do not cancel. */
  BUS_BALANCE,
  /** The out-of-domain point lies in a trace or evaluation domain. */
  EVALUATION_POINT,
  /** The opened values do not satisfy the constraints. */
  CONSTRAINTS,
  /** A leaf is not in its tree. */
  MERKLE_PATH,
  /** The query indices in the proof are not those of the transcript. */
  QUERY_INDICES,
  /** A codeword differs from what the layer before it gives. */
  FOLDING,
  /** The last codeword differs from the final polynomial. */
  FINAL_POLYNOMIAL
}
