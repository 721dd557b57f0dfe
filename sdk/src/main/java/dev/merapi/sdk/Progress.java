package dev.merapi.sdk;

import java.time.Duration;
import java.util.Optional;

/**
 * How far a proof is.
 *
 * @param phase what is being done
 * @param segment the segment it is done for, counted from 0
 * @param segments segments of the run; 0 as long as that is not known
 * @param done units of work done in this phase
 * @param total units of work of this phase
 * @param remaining the estimated time to the end of the proof, once there is ground for an estimate
 */
public record Progress(
    Phase phase, int segment, int segments, long done, long total, Optional<Duration> remaining) {

  /** The phases of a proof, in order. */
  public enum Phase {
    /** Keys of the machine; skipped when the prover has them. */
    KEY_GENERATION("keys"),
    /** The commitment of the program; skipped when the prover has it. */
    PROGRAM_COMMITMENT("program commitment"),
    /** Running the guest once, to cut the run into segments. */
    METERING("metering"),
    /** Checking a segment that an earlier attempt had proven. */
    CHECKING("checking"),
    /** Proving a small piece of a run, to estimate the whole. */
    CALIBRATION("calibration"),
    /** Running the guest to see who executes what. */
    PROFILING("profile"),
    /** Running the guest through a segment, leaving records. */
    EXECUTION("execution"),
    /** Records to trace matrices. */
    TRACE_GENERATION("traces"),
    /** Committing to the main traces. */
    MAIN_COMMITMENT("main commitment"),
    /** The bus accumulators. */
    BUS_TRACE("bus trace"),
    /** Committing to the bus accumulators. */
    BUS_COMMITMENT("bus commitment"),
    /** Evaluating the constraints. */
    QUOTIENT("quotient"),
    /** Committing to the quotient. */
    QUOTIENT_COMMITMENT("quotient commitment"),
    /** Openings and the low-degree test. */
    OPENING("opening");

    private final String title;

    Phase(String title) {
      this.title = title;
    }

    /** A short name for display. */
    public String title() {
      return title;
    }
  }
}
