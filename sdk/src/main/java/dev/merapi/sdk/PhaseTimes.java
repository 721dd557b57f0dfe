package dev.merapi.sdk;

import dev.merapi.sdk.Progress.Phase;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/** Times of a whole proof, or of one segment of it. */
final class PhaseTimes {

  private final Map<Phase, Duration> times = new EnumMap<>(Phase.class);
  private Duration prove = Duration.ZERO;
  private Duration grind = Duration.ZERO;

  void add(Phase phase, long nanos) {
    times.merge(phase, Duration.ofNanos(nanos), Duration::plus);
  }

  void addProve(long nanos) {
    prove = prove.plusNanos(nanos);
  }

  void addGrind(long nanos) {
    grind = grind.plusNanos(nanos);
  }

  /** The time of a phase. */
  Duration time(Phase of) {
    return times.getOrDefault(of, Duration.ZERO);
  }

  /** The whole of proving after the traces. */
  Duration prove() {
    return prove;
  }

  /** Proofs of work, within the phases. */
  Duration grind() {
    return grind;
  }
}
