package dev.merapi.sdk;

import dev.merapi.sdk.Progress.Phase;
import dev.merapi.sdk.codec.SegmentSizes;
import dev.merapi.sdk.segment.FinishedSegment;
import dev.merapi.sdk.verify.AppProof;
import dev.merapi.vm.verification.SegmentPublicValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds up what is known of a run's segments as they come. */
final class SegmentTally {

  private final Machine machine;
  private final ProofRoom room;
  private final List<SegmentPublicValues> publicValues = new ArrayList<>();
  private double securityBits = Double.POSITIVE_INFINITY;
  private long instructions;
  private long instructionsKept;
  private int kept;
  private long mainCells;
  private long totalCells;

  SegmentTally(Machine machine, int segments) {
    this.machine = machine;
    this.room = new ProofRoom(segments);
  }

  /**
   * Counts a segment.
   *
   * @param fromBefore whether an earlier attempt proved it
   */
  void add(FinishedSegment segment, boolean fromBefore) {
    SegmentSizes sizes = segment.sizes();
    TraceArea area = TraceArea.of(machine.airs(), sizes.rows());
    room.take(segment.stark().length);
    publicValues.add(segment.publicValues());
    securityBits = Math.min(securityBits, machine.securityBits(logHeights(sizes)));
    instructions += sizes.instructions();
    instructionsKept += fromBefore ? sizes.instructions() : 0;
    kept += fromBefore ? 1 : 0;
    mainCells += area.mainCellsUsed();
    totalCells += area.totalCellsUsed();
  }

  private static int[] logHeights(SegmentSizes sizes) {
    return sizes.rows().stream()
        .mapToInt(rows -> Integer.numberOfTrailingZeros(rows.all()))
        .toArray();
  }

  /** Instructions of the segments that no earlier attempt proved. */
  long instructionsProven() {
    return instructions - instructionsKept;
  }

  /** What the proofs claim, in order. */
  List<SegmentPublicValues> publicValues() {
    return publicValues;
  }

  ProofStatistics statistics(PhaseClock clock, AppProof proof, int threads) {
    PhaseTimes times = clock.whole();
    Map<String, Duration> phases = new LinkedHashMap<>();
    for (Phase phase : Phase.values()) {
      if (PhaseListener.isProverPhase(phase)) {
        phases.put(phase.title(), times.time(phase));
      }
    }
    return new ProofStatistics(
        instructions,
        publicValues.size(),
        kept,
        instructionsKept,
        times.time(Phase.METERING).plus(times.time(Phase.EXECUTION)),
        times.time(Phase.TRACE_GENERATION),
        times.prove(),
        clock.wall(),
        phases,
        mainCells,
        totalCells,
        proof.sizeInBytes(),
        Environment.peakMemoryBytes(),
        securityBits,
        threads);
  }
}
