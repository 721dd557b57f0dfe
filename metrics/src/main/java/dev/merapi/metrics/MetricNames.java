package dev.merapi.metrics;

/**
 * The name of every metric and label, each spelled here and nowhere else. They are a contract with
 * the tools that read them.
 */
public final class MetricNames {

  /** Gauge: running the segment. */
  public static final String EXECUTE = "execute_time_ms";

  /** Gauge: running the guest once to cut the run into segments. */
  public static final String EXECUTE_METERED = "execute_metered_time_ms";

  /**
   * Gauge: {@link #EXECUTE} under the name that later readers of the file look for; they know the
   * execution that leaves records as preflight.
   */
  public static final String EXECUTE_PREFLIGHT = "execute_preflight_time_ms";

  /** Gauge: records to trace matrices, those committed ahead of time left out. */
  public static final String TRACE_GEN = "trace_gen_time_ms";

  /** Gauge: the whole of proving after the traces. */
  public static final String STARK_PROVE = "stark_prove_excluding_trace_time_ms";

  /** Gauge, a phase of {@link #STARK_PROVE}: committing to the main traces. */
  public static final String MAIN_TRACE_COMMIT = "main_trace_commit_time_ms";

  /** Gauge, a phase of {@link #STARK_PROVE}: filling the bus accumulators. */
  public static final String GENERATE_PERM_TRACE = "generate_perm_trace_time_ms";

  /** Gauge, a phase of {@link #STARK_PROVE}: committing to the bus accumulators. */
  public static final String PERM_TRACE_COMMIT = "perm_trace_commit_time_ms";

  /** Gauge, a phase of {@link #STARK_PROVE}: evaluating the constraints. */
  public static final String QUOTIENT_POLY_COMPUTE = "quotient_poly_compute_time_ms";

  /** Gauge, a phase of {@link #STARK_PROVE}: committing to the quotient. */
  public static final String QUOTIENT_POLY_COMMIT = "quotient_poly_commit_time_ms";

  /** Gauge, a phase of {@link #STARK_PROVE}: openings and the low-degree test. */
  public static final String PCS_OPENING = "pcs_opening_time_ms";

  /** Counter: instructions of the segment. */
  public static final String TOTAL_CYCLES = "total_cycles";

  /** Counter: unpadded cells of the main traces. */
  public static final String MAIN_CELLS_USED = "main_cells_used";

  /** Counter: unpadded cells of the main, preprocessed and bus traces, in base elements. */
  public static final String TOTAL_CELLS_USED = "total_cells_used";

  /** Counter: segments of the run. */
  public static final String NUM_SEGMENTS = "num_segments";

  /** Gauge: segments the run was cut into. */
  public static final String SEGMENTS_PLANNED = "segments_planned";

  /** Gauge: segments of the run that are proven, so far. */
  public static final String SEGMENTS_DONE = "segments_done";

  /** Gauge: instructions a second of metering, execution, traces and proving, of the last run. */
  public static final String CYCLES_PER_SECOND = "cycles_per_second";

  /** Counter: the greatest number of proofs a proof of an aggregation layer takes in. */
  public static final String NUM_CHILDREN = "num_children";

  /** Counter: base-2 logarithm of the blow-up. */
  public static final String FRI_LOG_BLOWUP = "fri.log_blowup";

  /** Counter by AIR: degree of its quotient. */
  public static final String QUOTIENT_DEG = "quotient_deg";

  /** Counter by AIR: its constraints. */
  public static final String CONSTRAINTS = "constraints";

  /** Counter by AIR: its bus interactions. */
  public static final String INTERACTIONS = "interactions";

  /** Counter by AIR: rows of its trace, padding included. */
  public static final String ROWS = "rows";

  /** Counter by AIR: cells of all its traces, padding included, in base elements. */
  public static final String CELLS = "cells";

  /** Counter by AIR: columns committed ahead of time. */
  public static final String PREP_COLS = "prep_cols";

  /** Counter by AIR: main columns. */
  public static final String MAIN_COLS = "main_cols";

  /** Counter by AIR: bus columns, in base elements. */
  public static final String PERM_COLS = "perm_cols";

  /** Counter: {@link #CELLS} of all AIRs. */
  public static final String TOTAL_CELLS = "total_cells";

  /** Counter by chip, profiling: rows of its trace in use. */
  public static final String ROWS_USED = "rows_used";

  /** Counter by opcode, AIR and span, profiling: executions. */
  public static final String FREQUENCY = "frequency";

  /** Counter by opcode, AIR and span, profiling: cells of the rows of these executions. */
  public static final String CELLS_USED = "cells_used";

  /** Gauge: making the keys. */
  public static final String KEYGEN = "keygen_time_ms";

  /** Gauge: committing to the program. */
  public static final String COMMIT_EXE = "commit_exe_time_ms";

  /**
   * Gauge: execution, traces and proving together. Readers of the file derive it for a group from
   * the three and would count it twice there, so a STARK proof has it under {@link #PROGRAM}
   * instead of {@link #GROUP}.
   */
  public static final String TOTAL_PROOF = "total_proof_time_ms";

  /** Gauge: the largest resident size of the process. */
  public static final String PEAK_MEMORY = "peak_memory_bytes";

  /** Gauge: {@link #PEAK_MEMORY} as it was when a proof was done; it never falls. */
  public static final String PEAK_MEMORY_SO_FAR = "peak_memory_so_far_bytes";

  /** Gauge: the size of the encoded proof. */
  public static final String PROOF_SIZE = "proof_size_bytes";

  /** Gauge: verifying. */
  public static final String VERIFY = "verify_time_ms";

  /** Gauge: proofs of work, within the phases. */
  public static final String GRIND = "grind_time_ms";

  /** Label: what a proof is part of. */
  public static final String GROUP = "group";

  /** Label: the group of a proof, on what must not be added to the group. */
  public static final String PROGRAM = "program";

  /** Label: the index of a proof within its group. */
  public static final String IDX = "idx";

  /** Label: the index of a segment. */
  public static final String SEGMENT = "segment";

  /** Label: an AIR. */
  public static final String AIR_NAME = "air_name";

  /** Label: the AIR whose rows are counted by {@link #ROWS_USED}. */
  public static final String CHIP_NAME = "chip_name";

  /** Label: an operation of the machine. */
  public static final String OPCODE = "opcode";

  /** Label: the spans that the guest has marked and the function, semicolons between. */
  public static final String CYCLE_TRACKER_SPAN = "cycle_tracker_span";

  /** Value of {@link #GROUP} of the proofs of a program that was given no name. */
  public static final String APP_PROOF = "app_proof";

  /** Value of {@link #GROUP} of the proofs that take in segments. */
  public static final String LEAF = "leaf";

  /**
   * Beginning of the {@link #GROUP} of an internal layer; the height follows, 0 above the leaves.
   */
  public static final String INTERNAL_PREFIX = "internal.";

  /** Value of {@link #GROUP} of the proof that takes in the last internal one. */
  public static final String ROOT = "root";

  /** Value of {@link #GROUP} of the SNARK of the root. */
  public static final String HALO2_OUTER = "halo2_outer";

  /** Value of {@link #GROUP} of the SNARK of that SNARK. */
  public static final String HALO2_WRAPPER = "halo2_wrapper";

  /** Ending of the {@link #GROUP} of a key generation. */
  public static final String KEYGEN_SUFFIX = "_keygen";

  static final String TIME_SUFFIX = "_time_ms";

  private MetricNames() {}
}
