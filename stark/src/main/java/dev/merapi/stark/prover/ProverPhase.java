package dev.merapi.stark.prover;

/** The phases of a proof, in order. */
public enum ProverPhase {
  /** Extension of the main traces and their tree. */
  MAIN_TRACE_COMMIT("main_trace_commit"),
  /** The LogUp columns. */
  GENERATE_PERM_TRACE("generate_perm_trace"),
  /** Their extension and tree. */
  PERM_TRACE_COMMIT("perm_trace_commit"),
  /** The folded constraints on the quotient domain. */
  QUOTIENT_POLY_COMPUTE("quotient_poly_compute"),
  /** The quotient chunks' extension and tree. */
  QUOTIENT_POLY_COMMIT("quotient_poly_commit"),
  /** Opened values, DEEP, FRI and the queries. */
  PCS_OPENING("pcs_opening");

  private final String id;

  ProverPhase(String id) {
    this.id = id;
  }

  /** The name of the phase in metrics. */
  public String id() {
    return id;
  }
}
