package dev.merapi.sdk;

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
            Metrics.counter(MetricNames.QUOTIENT_DEG, air.quotientDegree());
            Metrics.counter(MetricNames.CONSTRAINTS, air.constraints().size());
            Metrics.counter(MetricNames.INTERACTIONS, air.interactions().size());
          });
    }
  }

  /** One segment's proof. */
  static void segment(Machine machine, SegmentSizes sizes, PhaseTimes times) {
    if (!Metrics.enabled()) {
      return;
    }
    Metrics.gauge(MetricNames.EXECUTE, millis(times.time(Phase.EXECUTION)));
    Metrics.gauge(MetricNames.TRACE_GEN, millis(times.time(Phase.TRACE_GENERATION)));
    PhaseListener.metrics()
        .forEach((phase, name) -> Metrics.gauge(name, millis(times.time(phase))));
    Metrics.gauge(MetricNames.STARK_PROVE, millis(times.prove()));
    Metrics.gauge(MetricNames.GRIND, millis(times.grind()));
    Metrics.counter(MetricNames.TOTAL_CYCLES, sizes.instructions());
    TraceArea area = TraceArea.of(machine.airs(), sizes.rows());
    Metrics.counter(MetricNames.MAIN_CELLS_USED, area.mainCellsUsed());
    Metrics.counter(MetricNames.TOTAL_CELLS_USED, area.totalCellsUsed());
    Metrics.counter(
        MetricNames.FRI_LOG_BLOWUP, machine.starkKey().verifyingKey().parameters().logBlowup());
    for (TraceArea.Table table : area.tables()) {
      Labels.with(MetricNames.AIR_NAME, table.name()).run(() -> table(table));
    }
    Metrics.counter(MetricNames.TOTAL_CELLS, area.cells());
  }

  private static void table(TraceArea.Table table) {
    Metrics.counter(MetricNames.ROWS, table.rows());
    Metrics.counter(MetricNames.CELLS, table.cells());
    Metrics.counter(MetricNames.PREP_COLS, table.committed());
    Metrics.counter(MetricNames.MAIN_COLS, table.main());
    Metrics.counter(MetricNames.PERM_COLS, table.bus());
  }

  /** A whole run. */
  static void run(String program, Duration metering, ProofStatistics statistics) {
    if (!Metrics.enabled()) {
      return;
    }
    Metrics.counter(MetricNames.NUM_SEGMENTS, statistics.segments());
    Metrics.gauge(MetricNames.EXECUTE_METERED, millis(metering));
    Duration total =
        statistics.execute().plus(statistics.traceGeneration()).plus(statistics.prove());
    Labels.only(MetricNames.PROGRAM, program)
        .run(() -> Metrics.gauge(MetricNames.TOTAL_PROOF, millis(total)));
    Metrics.gauge(MetricNames.PEAK_MEMORY, statistics.peakMemoryBytes());
    Metrics.gauge(MetricNames.PROOF_SIZE, statistics.proofBytes());
  }

  private static double millis(Duration time) {
    return Math.rint(time.toNanos() / 1e6);
  }
}
