package dev.merapi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.sdk.Progress;
import dev.merapi.sdk.Progress.Phase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Plain lines away from a terminal, a bar that cleans up after itself on one. */
final class ProgressDisplayTest {

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @Test
  void aLineForEachPhaseWhereThereIsNoTerminal() {
    show(false);
    assertThat(written.toString(StandardCharsets.UTF_8).lines())
        .hasSize(3)
        .allMatch(line -> line.matches("\\[ *\\d+\\.\\d\\d s] (segment 2 of 3: )?[a-z ]+"));
  }

  @Test
  void aBarThatDisappearsOnATerminal() {
    show(true);
    String text = written.toString(StandardCharsets.UTF_8);
    assertThat(text)
        .contains("] segment 2 of 3: quotient", "about 90 s left")
        .endsWith("\r\u001b[K");
    assertThat(text).doesNotContain("\n");
  }

  private void show(boolean terminal) {
    PrintStream stream = new PrintStream(written, true, StandardCharsets.UTF_8);
    try (ProgressDisplay display = new ProgressDisplay(stream, terminal, statistics -> {})) {
      display.progress(new Progress(Phase.METERING, 0, 0, 0, 1, Optional.empty()));
      display.progress(new Progress(Phase.EXECUTION, 1, 3, 0, 1, Optional.empty()));
      display.progress(new Progress(Phase.EXECUTION, 1, 3, 1, 1, Optional.empty()));
      display.progress(
          new Progress(Phase.QUOTIENT, 1, 3, 0, 1, Optional.of(Duration.ofSeconds(90))));
    }
  }
}
