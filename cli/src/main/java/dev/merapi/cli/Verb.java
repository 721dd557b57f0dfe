package dev.merapi.cli;

import dev.merapi.sdk.text.OneLine;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * A command: does its work into a {@link Report}, which is then shown as lines or as JSON; whatever
 * is thrown becomes one line and an exit code.
 */
abstract class Verb implements Callable<Integer> {

  private static final String INTERNAL = "internal error: ";

  @Mixin OutputOptions output = new OutputOptions();

  @Spec CommandSpec spec;

  final Shell shell;

  Verb(Shell shell, CommandSpec placeholder) {
    this.shell = shell;
    this.spec = placeholder;
  }

  Verb(Shell shell) {
    this(shell, CommandSpec.create());
  }

  /** Does the work. */
  abstract void perform(Report report) throws IOException;

  /** What must hold before the work begins. */
  void beforehand() {}

  /** What remains to be done before the outcome is told, after success and failure alike. */
  void afterwards() {}

  @Override
  @SuppressWarnings(
      "CatchingUnchecked") // The last line of defence: nothing leaves as a stack trace.
  public final Integer call() {
    long start = System.nanoTime();
    Report report = new Report();
    try {
      beforehand();
      perform(report);
      afterwards();
      finish(report, start);
      if (output.json) {
        shell.out().println(report.success());
      } else {
        tell(report);
      }
      return ExitCode.DONE;
    } catch (Exception | OutOfMemoryError | StackOverflowError | AssertionError | LinkageError e) {
      return fail(report, e, start);
    }
  }

  /** A remark for a reader, beside the result. */
  final void note(String text) {
    if (!output.quiet) {
      shell.err().println(OneLine.of(text));
    }
  }

  /** Shows a reader the report, before a failure where that leaves a result. */
  final void tell(Report report) {
    if (!output.json && !output.quiet) {
      report.lines().forEach(shell.out()::println);
    }
  }

  @SuppressWarnings("CatchingUnchecked") // As in call().
  private int fail(Report report, Throwable thrown, long start) {
    try {
      afterwards();
    } catch (Exception | OutOfMemoryError | StackOverflowError | AssertionError | LinkageError e) {
      thrown.addSuppressed(e);
      shell.err().println(prefix(output.color.on(shell)) + Failure.of(e).message());
    }
    Failure failure = Failure.of(thrown);
    String message = failure.message();
    if (failure.exitCode() == ExitCode.DEFECT) {
      message =
          (message.startsWith(INTERNAL) ? message : INTERNAL + message)
              + DefectReport.write(shell.reports(), thrown, arguments())
                  .map(file -> "; please send us the report in " + file)
                  .orElse("");
      message = OneLine.of(message);
    }
    if (failure.guestExitCode() != Failure.NO_EXIT_CODE) {
      report.put("exitCode", failure.guestExitCode());
    }
    finish(report, start);
    if (output.json) {
      shell.out().println(report.failure(failure.kind(), message));
    }
    shell.err().println(prefix(output.color.on(shell)) + message);
    return failure.exitCode();
  }

  private List<String> arguments() {
    return new ArrayList<>(spec.commandLine().getParseResult().originalArgs());
  }

  private static void finish(Report report, long start) {
    report.put("wallMs", Report.millis(Duration.ofNanos(System.nanoTime() - start)));
    Memory.peakBytes().ifPresent(bytes -> report.put("peakMemoryBytes", bytes));
    report.put("version", Version.current());
  }

  /** What begins every failure line. */
  static String prefix(boolean color) {
    return color ? "\u001b[1;31mmerapi:\u001b[0m " : "merapi: ";
  }
}
