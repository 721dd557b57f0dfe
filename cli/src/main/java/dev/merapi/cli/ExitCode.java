package dev.merapi.cli;

/** What the process ends with; scripts rely on these numbers. */
final class ExitCode {

  /** Done. */
  static final int DONE = 0;

  /** The proof does not verify; a benchmark has failed. */
  static final int REJECTED = 1;

  /** The command line itself is wrong. */
  static final int USAGE = 2;

  /** A file or value handed in cannot be used. */
  static final int BAD_INPUT = 3;

  /** The guest failed. */
  static final int GUEST_FAILED = 4;

  /** A limit was reached. */
  static final int LIMIT = 5;

  /** Interrupted; what was written before stays. */
  static final int INTERRUPTED = 6;

  /** A defect of Merapi. */
  static final int DEFECT = 70;

  private ExitCode() {}
}
