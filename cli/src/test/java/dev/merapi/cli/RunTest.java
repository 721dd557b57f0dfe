package dev.merapi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code merapi run}: what a guest reveals, how it fails, how it is stopped. */
final class RunTest {

  private static final String ZEROS = "0".repeat(56);

  @TempDir Path directory;

  @Test
  void revealedBytesAreTold() throws IOException {
    Path elf = TestElf.write(directory, "guest.elf", TestElf.reveals(0x123));
    CommandLineRun run = CommandLineRun.of(directory, "run", elf).succeeded();
    assertThat(run.out()).contains("23010000" + ZEROS, "instructions");

    JsonNode json = CommandLineRun.of(directory, "run", elf, "--json").succeeded().json();
    assertThat(json.get("ok").booleanValue()).isTrue();
    assertThat(json.get("exitCode").intValue()).isZero();
    assertThat(json.get("publicValues").textValue()).isEqualTo("23010000" + ZEROS);
    assertThat(json.get("instructions").longValue()).isEqualTo(4);
    assertThat(json.get("executeMs").isNumber()).isTrue();
    assertThat(json.get("wallMs").isNumber()).isTrue();
    assertThat(json.get("peakMemoryBytes").longValue()).isPositive();
    assertThat(json.get("version").textValue()).isNotEmpty();
    assertThat(json.has("error")).isFalse();
  }

  @Test
  void quietTellsNothing() throws IOException {
    Path elf = TestElf.write(directory, "guest.elf", TestElf.reveals(1));
    CommandLineRun run = CommandLineRun.of(directory, "run", elf, "--quiet").succeeded();
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).isEmpty();
  }

  @Test
  void allFormsOfInputAreOneInput() throws IOException {
    Path elf = TestElf.write(directory, "guest.elf", TestElf.revealsInput());
    byte[] bytes = {(byte) 0xde, (byte) 0xad, (byte) 0xbe, (byte) 0xef};
    Path raw = TestElf.write(directory, "raw.bin", bytes);
    Path json = Files.writeString(directory.resolve("in.json"), "{\"input\": [\"0x01deadBEEF\"]}");
    for (String value : List.of("0x01deadbeef", "@" + raw, json.toString(), "-")) {
      CommandLineRun run =
          CommandLineRun.of(
              directory, bytes, new Interrupts(), "run", elf, "--json", "--input", value);
      assertThat(run.succeeded().json().get("publicValues").textValue())
          .as(value)
          .isEqualTo("deadbeef" + ZEROS);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "prove"})
  void missingInputIsTold(String verb) throws IOException {
    Path elf = TestElf.write(directory, "guest.elf", TestElf.revealsInput());
    run(verb, elf).failedWith(3, "input");
    assertThat(BadInputTest.filesIn(directory)).containsExactly("guest.elf");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "prove"})
  void failingGuestIsTold(String verb) throws IOException {
    Path elf = TestElf.write(directory, "guest.elf", TestElf.of(TestElf.terminate(7)));
    run(verb, elf).failedWith(4, "exit code 7");
    assertThat(BadInputTest.filesIn(directory)).containsExactly("guest.elf");

    JsonNode json = CommandLineRun.of(directory, "run", elf, "--json").json();
    assertThat(json.get("ok").booleanValue()).isFalse();
    assertThat(json.get("exitCode").intValue()).isEqualTo(7);
    assertThat(json.at("/error/kind").textValue()).isEqualTo("guest-failed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "prove"})
  void unknownInstructionIsNamedWhenReached(String verb) throws IOException {
    int ecall = 0x73;
    Path elf = TestElf.write(directory, "guest.elf", TestElf.of(TestElf.addi(5, 0, 1), ecall));
    run(verb, elf).failedWith(4, "00200804", "00000073");
    assertThat(BadInputTest.filesIn(directory)).containsExactly("guest.elf");
  }

  @Test
  @Timeout(60)
  void interruptionStopsARun() throws Exception {
    Path elf = TestElf.write(directory, "guest.elf", TestElf.of(TestElf.forever()));
    Interrupts interrupts = new Interrupts();
    Thread stopper =
        Thread.ofVirtual()
            .start(() -> {
              Assertions.assertThatCode(() -> Thread.sleep(Duration.ofMillis(300)))
                  .doesNotThrowAnyException();
              interrupts.stopWork();
            });
    CommandLineRun.of(directory, new byte[0], interrupts, "run", elf).failedWith(6);
    stopper.join();
  }

  @Test
  void jsonHasNoUnknownKeys() throws IOException {
    Path elf = TestElf.write(directory, "guest.elf", TestElf.reveals(1));
    Iterator<String> keys =
        CommandLineRun.of(directory, "run", elf, "--json").succeeded().json().fieldNames();
    assertThat(keys)
        .toIterable()
        .containsExactlyInAnyOrder(
            "ok",
            "exitCode",
            "publicValues",
            "instructions",
            "executeMs",
            "wallMs",
            "peakMemoryBytes",
            "version");
  }

  private CommandLineRun run(String verb, Path elf) {
    return verb.equals("run")
        ? CommandLineRun.of(directory, "run", elf)
        : CommandLineRun.of(
            directory, "prove", "app", elf, "--no-progress", "--out", directory.resolve("p"));
  }
}
