package dev.merapi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong command lines: exit code 2, one line, nothing done. */
final class UsageTest {

  @TempDir Path directory;
  private Path elf;

  @BeforeEach
  void writeGuest() throws IOException {
    elf = TestElf.write(directory, "guest.elf", TestElf.reveals(7));
  }

  @Test
  void unknownOptionIsNamed() {
    CommandLineRun.of(directory, "run", elf, "--frobnicate").failedWith(2, "--frobnicate");
  }

  @Test
  void unknownCommandIsNamed() {
    CommandLineRun.of(directory, "frobnicate").failedWith(2, "frobnicate");
  }

  @Test
  void commandIsAskedFor() {
    CommandLineRun.of(directory).failedWith(2, "run", "prove", "verify");
    CommandLineRun.of(directory, "prove").failedWith(2, "app");
    CommandLineRun.of(directory, "verify").failedWith(2, "app");
    CommandLineRun.of(directory, "bench").failedWith(2, "run", "compare");
  }

  @Test
  void missingFileArgumentIsNamed() {
    CommandLineRun.of(directory, "run").failedWith(2, "ELF");
    CommandLineRun.of(directory, "verify", "app").failedWith(2, "PROOF");
    CommandLineRun.of(directory, "prove", "app", elf).failedWith(2, "--out");
    CommandLineRun.of(directory, "keygen").failedWith(2, "--out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stark", "evm"})
  void proofKindsThatAreNotThereAreUnknown(String kind) {
    CommandLineRun.of(directory, "prove", kind, elf, "--out", directory.resolve("p"))
        .failedWith(2, kind);
  }

  @Test
  void optionsThatAreNotThereAreUnknown() {
    CommandLineRun.of(directory, "prove", "app", elf, "--out", directory.resolve("p"), "--config=c")
        .failedWith(2, "--config");
  }

  @Test
  void presetIsOneOfTheNamed() {
    CommandLineRun.of(directory, "security", "--preset", "proven-128")
        .failedWith(2, "proven-128", "proven-100", "heuristic-100");
    CommandLineRun.of(directory, "run", elf, "--security", "x").failedWith(2, "--security");
    CommandLineRun.of(directory, "run", elf, "--hash", "x").failedWith(2, "--hash", "blake3");
  }

  @Test
  void numbersAreChecked() {
    CommandLineRun.of(directory, "run", elf, "--threads", "0").failedWith(2, "0");
    CommandLineRun.of(directory, "run", elf, "--threads", "two").failedWith(2, "two");
    CommandLineRun.of(directory, "run", elf, "--color", "blue").failedWith(2, "blue");
    CommandLineRun.of(directory, "run", elf, "--input", "-", "--input", "-")
        .failedWith(2, "standard input");
  }

  @Test
  void commitmentsAreChecked() throws IOException {
    Path proof = TestElf.write(directory, "a.proof", new byte[10]);
    CommandLineRun.of(directory, "verify", "app", proof, "--exe-commit", "12")
        .failedWith(2, "64 hexadecimal digits");
  }

  @Test
  void existingOutputIsKept() throws IOException {
    Path out = TestElf.write(directory, "out.proof", new byte[] {1, 2, 3});
    CommandLineRun.of(directory, "prove", "app", elf, "--out", out)
        .failedWith(2, out.toString(), "--force");
    assertThat(Files.readAllBytes(out)).containsExactly(1, 2, 3);

    Path keys = Files.createDirectory(directory.resolve("keys"));
    TestElf.write(keys, "merapi.vk", new byte[] {4});
    CommandLineRun.of(directory, "keygen", "--out", keys).failedWith(2, "merapi.vk", "--force");
    try (var files = Files.list(keys)) {
      assertThat(files.toList()).hasSize(1);
    }
  }

  @Test
  void outputThatIsADirectoryIsRefused() {
    CommandLineRun.of(directory, "prove", "app", elf, "--out", directory, "--force")
        .failedWith(2, "is a directory");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--metrics-port=x",
        "--metrics-port=65536",
        "--metrics-port=nowhere.invalid:1",
        "--metrics-port=:9464",
        "--metrics-port=::1:9464",
        "--metrics-push=host:9091",
        "--metrics-push=http://localhost:99999",
        "--metrics-push=http://localhost:0",
        "--metrics-push=http://localhost:9091/?a=b",
        "--metrics-push=http://",
        "--metrics-push=a b"
      })
  void addressesAreChecked(String option) {
    String value = option.substring(option.indexOf('=') + 1);
    CommandLineRun.of(directory, "run", elf, option)
        .failedWith(2, value.substring(0, value.indexOf(':') < 0 ? 1 : value.indexOf(':')));
  }

  @Test
  void failureIsOneJsonObjectWhereAskedFor() {
    CommandLineRun run = CommandLineRun.of(directory, "run", elf, "--frobnicate", "--json");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.json().get("ok").booleanValue()).isFalse();
    assertThat(run.json().at("/error/kind").textValue()).isEqualTo("usage");
    assertThat(run.json().at("/error/message").textValue()).contains("--frobnicate");
  }

  @Test
  void helpTeaches() {
    for (List<String> verb :
        List.of(
            List.<String>of(),
            List.of("run"),
            List.of("keygen"),
            List.of("commit"),
            List.of("prove", "app"),
            List.of("verify", "app"),
            List.of("profile"),
            List.of("inspect"),
            List.of("security"),
            List.of("bench", "run"),
            List.of("bench", "compare"),
            List.of("bench", "report"))) {
      Object[] words = new Object[verb.size() + 1];
      verb.toArray(words);
      words[verb.size()] = "--help";
      CommandLineRun run = CommandLineRun.of(directory, words).succeeded();
      assertThat(run.out()).contains("Usage: merapi", "Example");
      assertThat(run.err()).isEmpty();
    }
    assertThat(CommandLineRun.of(directory, "--version").succeeded().out()).startsWith("merapi ");
  }
}
