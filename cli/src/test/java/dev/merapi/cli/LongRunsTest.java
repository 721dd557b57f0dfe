package dev.merapi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Estimates, budgets and work directories as a user meets them. */
final class LongRunsTest {

  @TempDir Path directory;

  private Path elf;

  @BeforeEach
  void writeGuest() throws IOException {
    elf = TestElf.write(directory, "guest.elf", TestElf.reveals(42));
  }

  @Test
  void estimatesBeforeProving() {
    JsonNode json = run("estimate", elf, "--json").succeeded().json();
    assertThat(json.get("instructions").longValue()).isEqualTo(4);
    assertThat(json.get("segments").intValue()).isEqualTo(1);
    assertThat(json.get("estimatedPeakMemoryBytes").longValue()).isBetween(200L << 20, 2L << 30);
    assertThat(json.get("estimatedMs").doubleValue()).isPositive();
    assertThat(json.get("estimatedProofBytes").longValue()).isBetween(1L << 20, 3L << 20);
    assertThat(json.get("totalCells").longValue()).isGreaterThan(json.get("mainCells").longValue());
  }

  @Test
  void aBudgetTooSmallNamesTheSmallest() {
    CommandLineRun refused = run("estimate", elf, "--memory", "100m");
    refused.failedWith(5, "budget of 100 MiB", "needs at least");
    String smallest = refused.err().replaceAll("(?s).*needs at least (\\d+) MiB.*", "$1");
    Path proof = directory.resolve("small.proof");
    run("prove", "app", elf, "--out", proof, "--memory", smallest + "m").succeeded();
    long less = Long.parseLong(smallest) - 12;
    run("prove", "app", elf, "--out", directory.resolve("none"), "--memory", less + "m")
        .failedWith(5, "needs at least");
    assertThat(directory.resolve("none")).doesNotExist();
  }

  @Test
  void amountsOfMemoryAreChecked() {
    for (String wrong : new String[] {"lots", "4x", "", "-1g", "0", "99999999t"}) {
      run("estimate", elf, "--memory=" + wrong).failedWith(2);
    }
  }

  @Test
  void workIsKeptWhereTheUserSays() throws IOException {
    Path work = directory.resolve("work");
    Path first = directory.resolve("first.proof");
    Path second = directory.resolve("second.proof");
    JsonNode made =
        run("prove", "app", elf, "--out", first, "--work-dir", work, "--json").succeeded().json();
    assertThat(made.has("segmentsKept")).isFalse();
    assertThat(work.resolve("segment-00000")).exists();
    JsonNode again =
        run("prove", "app", elf, "--out", second, "--work-dir", work, "--json").succeeded().json();
    assertThat(again.get("segmentsKept").intValue()).isEqualTo(1);
    assertThat(Files.mismatch(first, second)).isEqualTo(-1);

    Path other = TestElf.write(directory, "other.elf", TestElf.reveals(43));
    run("prove", "app", other, "--out", directory.resolve("third.proof"), "--work-dir", work)
        .failedWith(3, work.toString(), "program");
  }

  /** Only what proves reads a cache. */
  @Test
  void commitmentsAreKeptWhereTheUserSays() throws IOException {
    Path cache = directory.resolve("cache");
    Path first = directory.resolve("first.proof");
    Path second = directory.resolve("second.proof");
    run("prove", "app", elf, "--out", first, "--cache", cache).succeeded();
    try (Stream<Path> files = Files.list(cache)) {
      assertThat(files).hasSize(1);
    }
    run("prove", "app", elf, "--out", second, "--cache", cache).succeeded();
    assertThat(Files.mismatch(first, second)).isEqualTo(-1);
    run("estimate", elf, "--cache", elf).failedWith(3, elf.toString());
    run("verify", "app", first, "--elf", elf, "--cache", cache).failedWith(2, "--cache");
    run("commit", elf, "--cache", cache).failedWith(2, "--cache");
    run("keygen", "--out", directory.resolve("keys"), "--cache", cache).failedWith(2, "--cache");
  }

  @Test
  void nothingElseIsLeftBehind() throws IOException {
    run("prove", "app", elf, "--out", directory.resolve("only.proof")).succeeded();
    Interrupts interrupts = new Interrupts();
    interrupts.stopWork();
    CommandLineRun.of(
            directory,
            new byte[0],
            interrupts,
            "prove",
            "app",
            elf,
            "--out",
            directory.resolve("interrupted.proof"))
        .failedWith(6);
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("guest.elf", "only.proof");
    }
  }

  private CommandLineRun run(Object... arguments) {
    return CommandLineRun.of(directory, arguments);
  }
}
