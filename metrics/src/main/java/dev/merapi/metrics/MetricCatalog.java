package dev.merapi.metrics;

import dev.merapi.metrics.MetricDescriptor.Place;
import dev.merapi.metrics.MetricEntry.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every metric there is: the table of docs/metrics.md, the help texts and label keys of Prometheus
 * and the tests of what a run records come from here.
 */
public final class MetricCatalog {

  private static final List<MetricDescriptor> ALL =
      List.of(
          proof(MetricNames.EXECUTE, "running the segment"),
          proof(
              MetricNames.EXECUTE_PREFLIGHT,
              "the same, under the name by which later readers of the file know it"),
          proof(MetricNames.TRACE_GEN, "records to trace matrices, the committed one left out"),
          proof(MetricNames.STARK_PROVE, "the whole of proving after the traces"),
          proof(MetricNames.MAIN_TRACE_COMMIT, "its first phase: committing to the main traces"),
          proof(MetricNames.GENERATE_PERM_TRACE, "its second: the bus columns"),
          proof(MetricNames.PERM_TRACE_COMMIT, "its third: committing to them"),
          proof(MetricNames.QUOTIENT_POLY_COMPUTE, "its fourth: evaluating the constraints"),
          proof(MetricNames.QUOTIENT_POLY_COMMIT, "its fifth: committing to the quotient"),
          proof(MetricNames.PCS_OPENING, "its sixth and last: openings and the low-degree test"),
          proof(MetricNames.GRIND, "proofs of work, within the phases"),
          proof(
              MetricNames.PEAK_MEMORY_SO_FAR,
              "largest resident size of the process by the end of the proof"),
          counter(Place.PROOF, MetricNames.TOTAL_CYCLES, "instructions"),
          counter(
              Place.PROOF,
              MetricNames.MAIN_CELLS_USED,
              "rows in use times main columns, over all AIRs"),
          counter(
              Place.PROOF,
              MetricNames.TOTAL_CELLS_USED,
              "the same with committed and bus columns, in base elements"),
          counter(Place.PROOF, MetricNames.TOTAL_CELLS, "cells with padding, over all AIRs"),
          air(Place.PROOF, MetricNames.ROWS, "rows of an AIR, with padding"),
          air(Place.PROOF, MetricNames.CELLS, "its cells with padding, in base elements"),
          air(Place.PROOF, MetricNames.PREP_COLS, "its columns committed ahead of time"),
          air(Place.PROOF, MetricNames.MAIN_COLS, "its main columns"),
          air(Place.PROOF, MetricNames.PERM_COLS, "its bus columns, in base elements"),
          new MetricDescriptor(
              MetricNames.ROWS_USED,
              Kind.COUNTER,
              Place.PROOF,
              List.of(MetricNames.CHIP_NAME),
              "profiling: rows of an AIR in use"),
          opcode(MetricNames.FREQUENCY, "profiling: executions of an operation in a function"),
          opcode(
              MetricNames.CELLS_USED,
              "profiling: cells of their rows, counted as in total_cells_used"),
          new MetricDescriptor(
              MetricNames.TOTAL_PROOF,
              Kind.GAUGE,
              Place.BESIDE_GROUP,
              List.of(),
              "execution, traces and proving of a STARK proof; readers derive that of a group from"
                  + " the three, so it stands beside the group. A SNARK is measured directly, in"
                  + " its group"),
          counter(Place.GROUP, MetricNames.NUM_SEGMENTS, "segments of the run"),
          counter(Place.GROUP, MetricNames.FRI_LOG_BLOWUP, "base-2 logarithm of the blow-up"),
          counter(
              Place.GROUP,
              MetricNames.NUM_CHILDREN,
              "proofs that a proof of an aggregation layer takes in, at most; no run records it"),
          gauge(Place.GROUP, MetricNames.SEGMENTS_PLANNED, "segments the run was cut into"),
          gauge(
              Place.GROUP,
              MetricNames.SEGMENTS_DONE,
              "those proven so far; what is shown while a run is at work"),
          gauge(
              Place.GROUP,
              MetricNames.CYCLES_PER_SECOND,
              "instructions proven so far in the run, a second of metering, execution, traces and"
                  + " proving"),
          gauge(
              Place.GROUP,
              MetricNames.EXECUTE_METERED,
              "running the guest once, to cut the run into segments"),
          gauge(
              Place.GROUP,
              MetricNames.COMMIT_EXE,
              "committing to the program, when this prover had not before"),
          gauge(Place.GROUP, MetricNames.PEAK_MEMORY, "largest resident size of the process"),
          gauge(Place.GROUP, MetricNames.PROOF_SIZE, "the encoded proof"),
          gauge(Place.GROUP, MetricNames.KEYGEN, "making the keys; the group ends in _keygen"),
          air(Place.GROUP, MetricNames.QUOTIENT_DEG, "an AIR's quotient chunks; same group"),
          air(Place.GROUP, MetricNames.CONSTRAINTS, "its constraints; same group"),
          air(Place.GROUP, MetricNames.INTERACTIONS, "its bus interactions; same group"),
          gauge(Place.CALLER, MetricNames.VERIFY, "one verification"));

  private static final Map<String, MetricDescriptor> BY_NAME =
      ALL.stream().collect(Collectors.toMap(MetricDescriptor::name, Function.identity()));

  private MetricCatalog() {}

  /** All metrics, those of a proof first. */
  public static List<MetricDescriptor> all() {
    return ALL;
  }

  /** What a name means, if it is one of ours. */
  public static Optional<MetricDescriptor> of(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  private static MetricDescriptor proof(String name, String meaning) {
    return gauge(Place.PROOF, name, meaning);
  }

  private static MetricDescriptor gauge(Place place, String name, String meaning) {
    return new MetricDescriptor(name, Kind.GAUGE, place, List.of(), meaning);
  }

  private static MetricDescriptor counter(Place place, String name, String meaning) {
    return new MetricDescriptor(name, Kind.COUNTER, place, List.of(), meaning);
  }

  private static MetricDescriptor opcode(String name, String meaning) {
    return new MetricDescriptor(
        name,
        Kind.COUNTER,
        Place.PROOF,
        List.of(MetricNames.OPCODE, MetricNames.AIR_NAME, MetricNames.CYCLE_TRACKER_SPAN),
        meaning);
  }

  private static MetricDescriptor air(Place place, String name, String meaning) {
    return new MetricDescriptor(name, Kind.COUNTER, place, List.of(MetricNames.AIR_NAME), meaning);
  }
}
