package dev.merapi.sdk;

import dev.merapi.sdk.Progress.Phase;
import dev.merapi.sdk.verify.AppProof;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.vm.machine.SegmentTraces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How large the traces of a segment are; kept when the traces themselves are given back.
 *
 * @param instructions guest instructions of the segment
 * @param tables one for each AIR, in the machine's order
 */
record SegmentSizes(long instructions, List<Table> tables) {

  /**
   * The traces of one AIR.
   *
   * @param name the AIR
   * @param usedRows rows in use
   * @param rows rows with padding
   * @param committed columns committed ahead of time
   * @param main main columns
   * @param bus bus columns, in base elements
   */
  record Table(String name, long usedRows, long rows, int committed, int main, int bus) {
    long cells() {
      return rows * (committed + main + bus);
    }
  }

  static SegmentSizes of(List<CompiledAir> airs, SegmentTraces traces, long instructions) {
    List<Table> tables = new ArrayList<>();
    for (int i = 0; i < airs.size(); i++) {
      CompiledAir air = airs.get(i);
      tables.add(
          new Table(
              air.name(),
              traces.usedRows().get(i),
              traces.main().get(i).height(),
              air.committedWidth(),
              air.mainWidth(),
              air.auxWidth()));
    }
    return new SegmentSizes(instructions, List.copyOf(tables));
  }

  /** Cells in use of the main traces. */
  long mainCellsUsed() {
    return tables.stream().mapToLong(t -> t.usedRows() * t.main()).sum();
  }

  /** Cells in use of all traces, in base elements. */
  long totalCellsUsed() {
    return tables.stream()
        .mapToLong(t -> t.usedRows() * (t.committed() + t.main() + t.bus()))
        .sum();
  }

  /** The statistics of a proof made of segments of these sizes. */
  static ProofStatistics statistics(
      List<SegmentSizes> segments,
      PhaseClock clock,
      AppProof proof,
      double securityBits,
      int threads) {
    PhaseTimes times = clock.whole();
    Map<String, Duration> phases = new LinkedHashMap<>();
    for (Phase phase : Phase.values()) {
      if (PhaseListener.isProverPhase(phase)) {
        phases.put(phase.title(), times.time(phase));
      }
    }
    return new ProofStatistics(
        segments.stream().mapToLong(SegmentSizes::instructions).sum(),
        segments.size(),
        times.time(Phase.METERING).plus(times.time(Phase.EXECUTION)),
        times.time(Phase.TRACE_GENERATION),
        times.prove(),
        clock.wall(),
        phases,
        segments.stream().mapToLong(SegmentSizes::mainCellsUsed).sum(),
        segments.stream().mapToLong(SegmentSizes::totalCellsUsed).sum(),
        proof.sizeInBytes(),
        Environment.peakMemoryBytes(),
        securityBits,
        threads);
  }
}
