package dev.merapi.sdk;

import dev.merapi.sdk.Progress.Phase;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Times the phases of one proof and tells its listener of them. The time remaining is guessed from
 * the share that the phases behind us usually have of the whole.
 */
final class PhaseClock {

  /** Percent of a proof's time that each phase usually takes, in the order of the phases. */
  private static final Map<Phase, Integer> SHARE = new EnumMap<>(Phase.class);

  static {
    SHARE.put(Phase.KEY_GENERATION, 0);
    SHARE.put(Phase.PROGRAM_COMMITMENT, 2);
    SHARE.put(Phase.EXECUTION, 4);
    SHARE.put(Phase.TRACE_GENERATION, 8);
    SHARE.put(Phase.MAIN_COMMITMENT, 26);
    SHARE.put(Phase.BUS_TRACE, 8);
    SHARE.put(Phase.BUS_COMMITMENT, 18);
    SHARE.put(Phase.QUOTIENT, 16);
    SHARE.put(Phase.QUOTIENT_COMMITMENT, 4);
    SHARE.put(Phase.OPENING, 14);
  }

  private static final int LEAST_SHARE = 10;

  private final Task task;
  private final long start = System.nanoTime();
  private final Map<Phase, Duration> times = new EnumMap<>(Phase.class);
  private Phase phase = Phase.KEY_GENERATION;
  private long phaseStart = start;

  PhaseClock(Task task) {
    this.task = task;
  }

  /** Ends the phase before and begins another. */
  void begin(Phase next) {
    task.check();
    end();
    phase = next;
    task.report(new Progress(next, 0, 0, 1, remaining()));
  }

  /** Ends the last phase. */
  void end() {
    long now = System.nanoTime();
    times.merge(phase, Duration.ofNanos(now - phaseStart), Duration::plus);
    phaseStart = now;
  }

  Duration time(Phase of) {
    return times.getOrDefault(of, Duration.ZERO);
  }

  Duration wall() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private Optional<Duration> remaining() {
    int done = 0;
    for (Map.Entry<Phase, Integer> entry : SHARE.entrySet()) {
      if (entry.getKey().compareTo(phase) < 0) {
        done += entry.getValue();
      }
    }
    return done < LEAST_SHARE
        ? Optional.empty()
        : Optional.of(wall().multipliedBy(100 - done).dividedBy(done));
  }
}
