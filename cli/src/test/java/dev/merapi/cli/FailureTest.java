package dev.merapi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.sdk.error.CancelledException;
import dev.merapi.sdk.error.DefectException;
import dev.merapi.sdk.error.GuestFailedException;
import dev.merapi.sdk.error.InvalidInputException;
import dev.merapi.sdk.error.InvalidInputException.Subject;
import dev.merapi.sdk.error.InvalidProgramException;
import dev.merapi.sdk.error.LimitReachedException;
import dev.merapi.sdk.error.Rejection;
import dev.merapi.sdk.error.VerificationException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Each kind of failure has its exit code and one line. */
final class FailureTest {

  @TempDir Path directory;

  @Test
  void everyKindHasItsExitCode() {
    assertThat(code(new VerificationException(new Rejection.Run("chain", "broken")))).isEqualTo(1);
    assertThat(code(new UsageException("no"))).isEqualTo(2);
    assertThat(code(new InvalidInputException(Subject.CONFIGURATION, "no"))).isEqualTo(2);
    assertThat(code(new InvalidInputException(Subject.COMMITMENT, "no"))).isEqualTo(2);
    assertThat(code(new InvalidInputException(Subject.GUEST_INPUT, "no"))).isEqualTo(3);
    assertThat(code(new InvalidInputException(Subject.PROOF, "no"))).isEqualTo(3);
    assertThat(code(new InvalidInputException(Subject.KEY, "no"))).isEqualTo(3);
    assertThat(code(new InvalidProgramException("no"))).isEqualTo(3);
    assertThat(code(new FileException("no"))).isEqualTo(3);
    assertThat(code(new GuestFailedException("no", 9, 0, ""))).isEqualTo(4);
    assertThat(code(new LimitReachedException("no", LimitReachedException.Limit.DEADLINE, 1, 2)))
        .isEqualTo(5);
    assertThat(code(new OutOfMemoryError("heap"))).isEqualTo(5);
    assertThat(code(new CancelledException("no"))).isEqualTo(6);
    assertThat(code(new DefectException("no", null))).isEqualTo(70);
    assertThat(code(new IllegalStateException())).isEqualTo(70);
    assertThat(code(new StackOverflowError())).isEqualTo(70);
  }

  @Test
  void guestsExitCodeIsTold() {
    assertThat(Failure.of(new GuestFailedException("no", 9, 0, "")).guestExitCode()).isEqualTo(9);
  }

  @Test
  void oneLineIsTold() {
    assertThat(Failure.of(new UsageException("one\ntwo")).message()).isEqualTo("one\\ntwo");
    assertThat(Failure.of(new IllegalStateException("one\ntwo")).message()).isEqualTo("one");
  }

  @Test
  void defectLeavesAReport() throws IOException {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Shell shell =
        new Shell(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false,
            directory,
            new Interrupts());
    int code = new CommandLine(new Broken(shell)).execute();

    assertThat(code).isEqualTo(70);
    List<String> files = BadInputTest.filesIn(directory);
    assertThat(files).hasSize(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("internal error: broken by design", files.getFirst())
        .doesNotContain("\tat ");
    assertThat(Files.readString(directory.resolve(files.getFirst())))
        .contains("IllegalStateException: broken by design", "\tat ");
  }

  private static int code(Throwable thrown) {
    return Failure.of(thrown).exitCode();
  }

  /** A verb with a defect. */
  @Command(name = "broken")
  private static final class Broken extends Verb {
    Broken(Shell shell) {
      super(shell);
    }

    @Override
    void perform(Report report) {
      throw new IllegalStateException("broken by design");
    }
  }
}
