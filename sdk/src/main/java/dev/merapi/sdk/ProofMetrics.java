package dev.merapi.sdk;

import dev.merapi.metrics.LabelScope;
import dev.merapi.metrics.Labels;
import dev.merapi.metrics.MetricNames;
import dev.merapi.metrics.Metrics;
import dev.merapi.sdk.Progress.Phase;
import dev.merapi.sdk.codec.SegmentSizes;
import dev.merapi.stark.air.CompiledAir;
import java.time.Duration;
import java.util.List;

/** Emits the metrics of keys, segments and runs, under the labels in force. */
final class ProofMetrics {

  private ProofMetrics() {}

  /** What is known of the AIRs when the keys are made. */
  static void keys(List<CompiledAir> airs) {
    if (!Metrics.enabled()) {
      return;
    }
    for (CompiledAir air : airs) {
      Labels.with(MetricNames.AIR_NAME, air.name())
          .run(() -> {
            Metrics.absolute(MetricNames.QUOTIENT_DEG, air.quotientDegree());
            Metrics.absolute(MetricNames.CONSTRAINTS, air.constraints().size());
            Metrics.absolute(MetricNames.INTERACTIONS, air.interactions().size());
          });
    }
  }

  /** One segment's proof. */
  static void segment(Machine machine, SegmentSizes sizes, PhaseTimes times) {
    if (!Metrics.enabled()) {
      return;
    }
    long execute = times.time(Phase.EXECUTION).toNanos();
    long traces = times.time(Phase.TRACE_GENERATION).toNanos();
    long prove = times.prove().toNanos();
    Metrics.time(MetricNames.EXECUTE, execute);
    Metrics.time(MetricNames.EXECUTE_PREFLIGHT, execute);
    Metrics.time(MetricNames.TRACE_GEN, traces);
    PhaseListener.metrics()
        .forEach((phase, name) -> Metrics.time(name, times.time(phase).toNanos()));
    Metrics.time(MetricNames.STARK_PROVE, prove);
    Metrics.time(MetricNames.GRIND, times.grind().toNanos());
    Metrics.gauge(MetricNames.PEAK_MEMORY_SO_FAR, Environment.peakMemoryBytes());
    new LabelScope(Labels.current().renamed(MetricNames.GROUP, MetricNames.PROGRAM))
        .run(() -> Metrics.time(MetricNames.TOTAL_PROOF, execute + traces + prove));
    Metrics.counter(MetricNames.TOTAL_CYCLES, sizes.instructions());
    TraceArea area = TraceArea.of(machine.airs(), sizes.rows());
    Metrics.counter(MetricNames.MAIN_CELLS_USED, area.mainCellsUsed());
    Metrics.counter(MetricNames.TOTAL_CELLS_USED, area.totalCellsUsed());
    for (TraceArea.Table table : area.tables()) {
      Labels.with(MetricNames.AIR_NAME, table.name()).run(() -> table(table));
    }
    Metrics.counter(MetricNames.TOTAL_CELLS, area.cells());
  }

  private static void table(TraceArea.Table table) {
    Metrics.counter(MetricNames.ROWS, table.rows());
    Metrics.counter(MetricNames.CELLS, table.cells());
    Metrics.absolute(MetricNames.PREP_COLS, table.committed());
    Metrics.absolute(MetricNames.MAIN_COLS, table.main());
    Metrics.absolute(MetricNames.PERM_COLS, table.bus());
  }

  /** A run that was cut into segments. */
  static void planned(Machine machine, int segments, Duration metering) {
    Metrics.counter(MetricNames.NUM_SEGMENTS, segments);
    Metrics.absolute(
        MetricNames.FRI_LOG_BLOWUP, machine.starkKey().verifyingKey().parameters().logBlowup());
    Metrics.time(MetricNames.EXECUTE_METERED, metering.toNanos());
    Metrics.gauge(MetricNames.SEGMENTS_PLANNED, segments);
    Metrics.gauge(MetricNames.SEGMENTS_DONE, 0);
  }

  /**
   * How far a run is.
   *
   * @param segments that are proven, those kept from before included
   * @param instructions of those this run proved itself
   * @param times of the run so far
   */
  static void done(int segments, long instructions, PhaseTimes times) {
    Metrics.gauge(MetricNames.SEGMENTS_DONE, segments);
    if (instructions > 0) {
      Duration time =
          times
              .time(Phase.METERING)
              .plus(times.time(Phase.EXECUTION))
              .plus(times.time(Phase.TRACE_GENERATION))
              .plus(times.prove());
      Metrics.gauge(MetricNames.CYCLES_PER_SECOND, instructions * 1e9 / time.toNanos());
    }
  }

  /** A whole run. */
  static void run(ProofStatistics statistics) {
    Metrics.gauge(MetricNames.PEAK_MEMORY, statistics.peakMemoryBytes());
    Metrics.gauge(MetricNames.PROOF_SIZE, statistics.proofBytes());
  }
}
