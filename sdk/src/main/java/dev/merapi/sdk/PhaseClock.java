package dev.merapi.sdk;

import dev.merapi.sdk.Progress.Phase;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Times the phases of one proof and tells its listener of them. The time remaining is guessed from
 * the share that the phases behind us usually have of the whole.
 */
final class PhaseClock {

  /** Percent of a proof's time that each phase usually takes, in the order of the phases. */
  private static final Map<Phase, Integer> SHARE = new EnumMap<>(Phase.class);

  static {
    SHARE.put(Phase.KEY_GENERATION, 0);
    SHARE.put(Phase.PROGRAM_COMMITMENT, 1);
    SHARE.put(Phase.EXECUTION, 2);
    SHARE.put(Phase.TRACE_GENERATION, 8);
    SHARE.put(Phase.MAIN_COMMITMENT, 38);
    SHARE.put(Phase.BUS_TRACE, 9);
    SHARE.put(Phase.BUS_COMMITMENT, 19);
    SHARE.put(Phase.QUOTIENT, 10);
    SHARE.put(Phase.QUOTIENT_COMMITMENT, 3);
    SHARE.put(Phase.OPENING, 10);
  }

  private static final int LEAST_SHARE = 10;

  private final Task task;
  private final long start = System.nanoTime();
  private final Map<Phase, Duration> times = new EnumMap<>(Phase.class);
  private Phase phase = Phase.KEY_GENERATION;
  private long phaseStart = start;
  private boolean running;
  private Duration prove = Duration.ZERO;
  private Duration grind = Duration.ZERO;

  PhaseClock(Task task) {
    this.task = task;
  }

  /** Ends the phase before, if it has not ended, and begins another. */
  void begin(Phase next) {
    task.check();
    end();
    phase = next;
    running = true;
    task.report(new Progress(next, 0, 0, 1, remaining()));
  }

  /** Ends the phase that is running; what comes before the next belongs to none. */
  void end() {
    long now = System.nanoTime();
    if (running) {
      times.merge(phase, Duration.ofNanos(now - phaseStart), Duration::plus);
      running = false;
    }
    phaseStart = now;
  }

  /** Does the work of the proof system's prover and times it as a whole. */
  <T> T proving(Supplier<T> work) {
    end();
    long begin = System.nanoTime();
    T result = work.get();
    prove = prove.plusNanos(System.nanoTime() - begin);
    return result;
  }

  void ground(long nanos) {
    grind = grind.plusNanos(nanos);
  }

  /** The whole of proving after the traces. */
  Duration prove() {
    return prove;
  }

  /** Proofs of work, within the phases. */
  Duration grind() {
    return grind;
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
