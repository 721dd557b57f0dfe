package dev.merapi.cli;

import dev.merapi.bench.BenchException;
import dev.merapi.sdk.error.CancelledException;
import dev.merapi.sdk.error.DefectException;
import dev.merapi.sdk.error.GuestFailedException;
import dev.merapi.sdk.error.InvalidInputException;
import dev.merapi.sdk.error.InvalidInputException.Subject;
import dev.merapi.sdk.error.InvalidProgramException;
import dev.merapi.sdk.error.LimitReachedException;
import dev.merapi.sdk.error.MerapiException;
import dev.merapi.sdk.error.VerificationException;
import dev.merapi.sdk.text.OneLine;

/**
 * How a command failed, as the outside sees it.
 *
 * @param exitCode see {@link ExitCode}
 * @param kind a stable name for programs
 * @param message one line for people
 * @param guestExitCode the exit code of the guest, {@link #NO_EXIT_CODE} when it has none
 */
record Failure(int exitCode, String kind, String message, int guestExitCode) {

  static final int NO_EXIT_CODE = -1;

  /** Sorts what was thrown. */
  static Failure of(Throwable thrown) {
    return switch (thrown) {
      case MerapiException e -> of(e);
      case UsageException e -> new Failure(ExitCode.USAGE, "usage", line(e));
      case BenchException e -> of(e);
      case FileException e -> new Failure(ExitCode.BAD_INPUT, "file", line(e));
      case OutOfMemoryError e ->
          new Failure(
              ExitCode.LIMIT,
              "limit-reached",
              "out of memory at a heap of "
                  + Report.readableBytes(Runtime.getRuntime().maxMemory()));
      default -> new Failure(ExitCode.DEFECT, "defect", firstLine(thrown));
    };
  }

  private static Failure of(BenchException thrown) {
    return switch (thrown.kind()) {
      case CHOICE -> new Failure(ExitCode.USAGE, "usage", line(thrown));
      case FILE -> new Failure(ExitCode.BAD_INPUT, "file", line(thrown));
      case GUEST -> new Failure(ExitCode.GUEST_FAILED, "guest-failed", line(thrown));
      case RESULT -> new Failure(ofProcess(thrown.exitCode()), "benchmark", line(thrown));
    };
  }

  /**
   * A cold run is this command: what it ended with says as much here, unless something ended it.
   */
  private static int ofProcess(int exitCode) {
    return switch (exitCode) {
      case ExitCode.USAGE,
          ExitCode.BAD_INPUT,
          ExitCode.GUEST_FAILED,
          ExitCode.LIMIT,
          ExitCode.INTERRUPTED,
          ExitCode.DEFECT ->
          exitCode;
      default -> ExitCode.REJECTED;
    };
  }

  private static Failure of(MerapiException thrown) {
    int code =
        switch (thrown) {
          case InvalidProgramException e -> ExitCode.BAD_INPUT;
          case InvalidInputException e ->
              e.subject() == Subject.CONFIGURATION || e.subject() == Subject.COMMITMENT
                  ? ExitCode.USAGE
                  : ExitCode.BAD_INPUT;
          case GuestFailedException e -> ExitCode.GUEST_FAILED;
          case LimitReachedException e -> ExitCode.LIMIT;
          case CancelledException e -> ExitCode.INTERRUPTED;
          case VerificationException e -> ExitCode.REJECTED;
          case DefectException e -> ExitCode.DEFECT;
        };
    int guest = thrown instanceof GuestFailedException e ? e.exitCode() : NO_EXIT_CODE;
    return new Failure(code, thrown.kind(), line(thrown), guest);
  }

  Failure(int exitCode, String kind, String message) {
    this(exitCode, kind, message, NO_EXIT_CODE);
  }

  /** The message of an exception of ours: if it has line breaks, they are those of a name in it. */
  private static String line(Throwable thrown) {
    return OneLine.of(message(thrown));
  }

  private static String firstLine(Throwable thrown) {
    return OneLine.of(message(thrown).lines().findFirst().orElse(thrown.toString()));
  }

  private static String message(Throwable thrown) {
    return thrown.getMessage() == null ? thrown.toString() : thrown.getMessage();
  }
}
