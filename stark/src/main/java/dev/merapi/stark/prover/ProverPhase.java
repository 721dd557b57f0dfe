package dev.merapi.stark.prover;

/** The phases of a proof, in order. */
public enum ProverPhase {
  /** Extension of the main traces and their tree. */
  MAIN_TRACE_COMMIT,
  /** The LogUp columns. */
  GENERATE_PERM_TRACE,
  /** Their extension and tree. */
  PERM_TRACE_COMMIT,
  /** The folded constraints on the quotient domain. */
  QUOTIENT_POLY_COMPUTE,
  /** The quotient chunks' extension and tree. */
  QUOTIENT_POLY_COMMIT,
  /** Opened values, DEEP, FRI and the queries. */
  PCS_OPENING
}
