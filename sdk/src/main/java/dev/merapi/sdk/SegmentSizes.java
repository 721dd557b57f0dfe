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

  ProofStatistics statistics(PhaseClock clock, AppProof proof, double securityBits, int threads) {
    Map<String, Duration> phases = new LinkedHashMap<>();
    for (Phase phase : Phase.values()) {
      if (PhaseListener.isProverPhase(phase)) {
        phases.put(phase.title(), clock.time(phase));
      }
    }
    return new ProofStatistics(
        instructions,
        proof.segments(),
        clock.time(Phase.EXECUTION),
        clock.time(Phase.TRACE_GENERATION),
        clock.prove(),
        clock.wall(),
        phases,
        mainCellsUsed(),
        totalCellsUsed(),
        proof.sizeInBytes(),
        Environment.peakMemoryBytes(),
        securityBits,
        threads);
  }
}
