package dev.merapi.vm.verification;

/** A proof of a run that does not show what it claims. */
public final class AppRejectedException extends Exception {
  private static final long serialVersionUID = 1L;

  /** Which rule failed. */
  public enum Rule {
    /** The proof of one segment does not hold. */
    SEGMENT,
    /** The segments do not make one whole run. */
    RUN,
    /** The run is not of the program asked for. */
    PROGRAM,
    /** The public values are not those of the final memory. */
    PUBLIC_VALUES,
    /** Everything holds, and the run ended with an exit code other than 0. */
    GUEST_FAILED
  }

  private final Rule rule;
  private final int segment;
  private final String check;

  /**
   * A refusal.
   *
   * @param rule the rule that failed
   * @param segment the segment it failed at
   * @param check short name of the failed check; the exit code for {@link Rule#GUEST_FAILED}
   * @param message one line for a reader
   */
  AppRejectedException(Rule rule, int segment, String check, String message) {
    super(message);
    this.rule = rule;
    this.segment = segment;
    this.check = check;
  }

  /** The rule that failed. */
  public Rule rule() {
    return rule;
  }

  /** The segment it failed at, counted from 0. */
  public int segment() {
    return segment;
  }

  /** Short name of the failed check; the exit code for {@link Rule#GUEST_FAILED}. */
  public String check() {
    return check;
  }
}
