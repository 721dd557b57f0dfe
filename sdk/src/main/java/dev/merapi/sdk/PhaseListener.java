package dev.merapi.sdk;

import dev.merapi.metrics.MetricNames;
import dev.merapi.sdk.Progress.Phase;
import dev.merapi.stark.prover.ProverListener;
import dev.merapi.stark.prover.ProverPhase;
import java.util.EnumMap;
import java.util.Map;

/** Carries the phases of the proof system's prover over to those of the SDK and of the metrics. */
final class PhaseListener implements ProverListener {

  private static final Map<ProverPhase, Phase> PHASES = new EnumMap<>(ProverPhase.class);
  private static final Map<Phase, String> METRICS = new EnumMap<>(Phase.class);

  static {
    put(ProverPhase.MAIN_TRACE_COMMIT, Phase.MAIN_COMMITMENT, MetricNames.MAIN_TRACE_COMMIT);
    put(ProverPhase.GENERATE_PERM_TRACE, Phase.BUS_TRACE, MetricNames.GENERATE_PERM_TRACE);
    put(ProverPhase.PERM_TRACE_COMMIT, Phase.BUS_COMMITMENT, MetricNames.PERM_TRACE_COMMIT);
    put(ProverPhase.QUOTIENT_POLY_COMPUTE, Phase.QUOTIENT, MetricNames.QUOTIENT_POLY_COMPUTE);
    put(
        ProverPhase.QUOTIENT_POLY_COMMIT,
        Phase.QUOTIENT_COMMITMENT,
        MetricNames.QUOTIENT_POLY_COMMIT);
    put(ProverPhase.PCS_OPENING, Phase.OPENING, MetricNames.PCS_OPENING);
  }

  private final PhaseClock clock;

  PhaseListener(PhaseClock clock) {
    this.clock = clock;
  }

  private static void put(ProverPhase from, Phase to, String metric) {
    PHASES.put(from, to);
    METRICS.put(to, metric);
  }

  /** The metric of each phase of the proof system's prover. */
  static Map<Phase, String> metrics() {
    return METRICS;
  }

  static boolean isProverPhase(Phase phase) {
    return METRICS.containsKey(phase);
  }

  @Override
  public void started(ProverPhase phase) {
    Phase mapped = PHASES.get(phase);
    if (mapped != null) {
      clock.begin(mapped);
    }
  }

  @Override
  public void finished(ProverPhase phase) {
    clock.end();
  }

  @Override
  public void ground(long nanos) {
    clock.ground(nanos);
  }
}
