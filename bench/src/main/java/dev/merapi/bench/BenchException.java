package dev.merapi.bench;

/** A benchmark cannot be run, has failed, or left a file that cannot be used; one line says why. */
public final class BenchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** What is wrong. */
  public enum Kind {
    /** What was asked for: there is no such guest, size or measure. */
    CHOICE,
    /** A file or directory that cannot be read, understood or written. */
    FILE,
    /** The guest ended in failure, so that there is nothing to prove. */
    GUEST,
    /** The benchmark itself: a wrong result, or a process that failed. */
    RESULT
  }

  private final Kind kind;
  private final int exitCode;

  /** Creates the exception with a one-line message. */
  public BenchException(Kind kind, String message) {
    this(kind, message, 0);
  }

  /** As above, of a process that failed with an exit code. */
  BenchException(Kind kind, String message, int exitCode) {
    super(message);
    this.kind = kind;
    this.exitCode = exitCode;
  }

  /** The exit code of the process that failed; 0 if it was none. */
  public int exitCode() {
    return exitCode;
  }

  /** What is wrong. */
  public Kind kind() {
    return kind;
  }
}
