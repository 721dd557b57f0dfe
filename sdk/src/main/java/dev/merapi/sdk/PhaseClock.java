package dev.merapi.sdk;

import dev.merapi.metrics.Metrics;
import dev.merapi.sdk.Progress.Phase;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
    SHARE.put(Phase.METERING, 1);
    SHARE.put(Phase.CHECKING, 0);
    SHARE.put(Phase.CALIBRATION, 0);
    SHARE.put(Phase.PROFILING, 0);
    SHARE.put(Phase.EXECUTION, 1);
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
  private final PhaseTimes whole = new PhaseTimes();
  private PhaseTimes part = new PhaseTimes();
  private Phase phase = Phase.KEY_GENERATION;
  private long phaseStart = start;
  private Metrics.@Nullable Span running;
  private int segment;
  private int segments;

  private final boolean silent;

  PhaseClock(Task task) {
    this(task, false);
  }

  private PhaseClock(Task task, boolean silent) {
    this.task = task;
    this.silent = silent;
  }

  /** A clock that tells nobody. */
  static PhaseClock silent(Task task) {
    return new PhaseClock(task, true);
  }

  /** Begins a segment of those there are. */
  void segment(int number, int of) {
    end();
    segment = number;
    segments = of;
    part = new PhaseTimes();
  }

  /** Ends the phase before, if it has not ended, and begins another. */
  void begin(Phase next) {
    task.check();
    end();
    phase = next;
    running = Metrics.trace(next.title());
    if (!silent) {
      task.report(new Progress(next, segment, segments, 0, 1, remaining()));
    }
  }

  /** Ends the phase that is running; what comes before the next belongs to none. */
  void end() {
    long now = System.nanoTime();
    if (running != null) {
      whole.add(phase, now - phaseStart);
      part.add(phase, now - phaseStart);
      running.close();
      running = null;
    }
    phaseStart = now;
  }

  /** Does the work of the proof system's prover and times it as a whole. */
  <T> T proving(Supplier<T> work) {
    end();
    try (Metrics.Span _ = Metrics.trace("prove")) {
      long begin = System.nanoTime();
      T result = work.get();
      long nanos = System.nanoTime() - begin;
      whole.addProve(nanos);
      part.addProve(nanos);
      return result;
    }
  }

  void ground(long nanos) {
    whole.addGrind(nanos);
    part.addGrind(nanos);
  }

  /** Times since the beginning. */
  PhaseTimes whole() {
    return whole;
  }

  /** Times since the segment began. */
  PhaseTimes ofSegment() {
    return part;
  }

  Duration wall() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private Optional<Duration> remaining() {
    int done = 100 * segment;
    for (Map.Entry<Phase, Integer> entry : SHARE.entrySet()) {
      if (entry.getKey().compareTo(phase) < 0) {
        done += entry.getValue();
      }
    }
    int all = 100 * Math.max(1, segments);
    return 100L * done < (long) LEAST_SHARE * all
        ? Optional.empty()
        : Optional.of(wall().multipliedBy(all - done).dividedBy(done));
  }
}
