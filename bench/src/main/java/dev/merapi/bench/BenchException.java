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
    /** The benchmark itself: a wrong result, or a process that failed. */
    RESULT
  }

  private final Kind kind;

  /** Creates the exception with a one-line message. */
  public BenchException(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  /** What is wrong. */
  public Kind kind() {
    return kind;
  }
}
