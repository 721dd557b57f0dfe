package dev.merapi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.merapi.sdk.CollectedMetrics;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code merapi bench run}: small runs, and what cannot be run. */
final class BenchTest {

  @TempDir Path directory;

  @Test
  void aCaseIsMeasuredColdAndWarm() throws IOException {
    Path results = directory.resolve("results");
    CommandLineRun run =
        bench(
                null,
                "fibonacci",
                "--sizes",
                "1k",
                "--repeat",
                "1",
                "--warm-ups",
                "1",
                "--output",
                results)
            .succeeded();
    assertThat(run.err()).contains("case 1 of 1: fibonacci-1k, cold 1 of 1", "warm 1 of 1");
    if (!CollectedMetrics.available()) {
      assertThat(run.err()).contains("collects no metrics", "MERAPI_PROFILES=bench-metrics");
      assertThat(results.resolve("fibonacci-1k.warm.json")).doesNotExist();
    }
    assertThat(run.out()).contains("| fibonacci-1k |", "| cells/cycle |", "| ms warm ");
    assertThat(Files.readString(results.resolve("summary.md"))).isEqualTo(run.out());

    JsonNode summary = read(results.resolve("summary.json"));
    assertThat(summary.get("complete").booleanValue()).isTrue();
    for (String fact :
        new String[] {
          "cpu",
          "cores",
          "memory_bytes",
          "os",
          "jvm",
          "jvm_flags",
          "commit",
          "load_average",
          "security",
          "hash",
          "threads"
        }) {
      assertThat(summary.get("environment").has(fact)).as(fact).isTrue();
    }
    JsonNode measured = summary.at("/cases/0");
    assertThat(measured.get("instructions").longValue()).isEqualTo(16_158);
    assertThat(measured.at("/cold/runs/timeMs/samples")).hasSize(1);
    assertThat(measured.at("/cold/runs/timeMs/median").doubleValue())
        .as("a process takes longer than the proof in it")
        .isGreaterThan(measured.at("/cold/runs/proveMs/median").doubleValue());
    assertThat(measured.at("/cold/phases").size()).isEqualTo(6);
    assertThat(measured.at("/warm/phases").size()).isEqualTo(6);
    assertThat(measured.at("/warm/warmUps").intValue()).isEqualTo(1);
    assertThat(measured.at("/warm/coresBusy").fieldNames())
        .toIterable()
        .containsSubsequence("metering", "execution", "traces", "main commitment", "opening");
    assertThat(measured.at("/warm/coresBusy/main commitment/median").doubleValue()).isPositive();
    assertThat(measured.at("/warm/runs/allocatedBytes/median").longValue())
        .as("a proof is some megabytes, and its bytes are heap")
        .isGreaterThan(measured.get("proofBytes").longValue());
    assertThat(measured.at("/cold").has("coresBusy")).isFalse();

    compareWithItself(results);
  }

  private void compareWithItself(Path results) throws IOException {
    CommandLineRun same = bench(null, "compare", results, results.resolve("summary.json"));
    assertThat(same.succeeded().out()).contains("| fibonacci-1k |", "1.000", "too few runs");
    assertThat(same.err()).isEmpty();

    ObjectNode changed = (ObjectNode) read(results.resolve("summary.json"));
    ((ObjectNode) changed.get("environment")).put("cpu", "another");
    ObjectNode time = (ObjectNode) changed.at("/cases/0/warm/runs/timeMs");
    double slower = time.get("median").doubleValue() * 2;
    time.put("min", slower).put("median", slower).put("max", slower);
    time.putArray("samples").add(slower);
    Path other = Files.writeString(directory.resolve("other.json"), changed.toString());
    CommandLineRun above = bench(null, "compare", results, other, "--fail-above", "1.5");
    assertThat(above.succeeded().out()).contains("2.000");
    assertThat(above.err())
        .contains(
            "Warning: cpu differs",
            "Warning: fibonacci-1k, warm: 2.000 times as long, more than 1.5, but of too few runs");
    JsonNode told = bench(null, "compare", other, results, "--json").succeeded().json();
    assertThat(told.at("/comparison/changes").size()).isEqualTo(5);
    assertThat(told.at("/comparison/warnings/0").textValue()).contains("cpu");
  }

  @Test
  void aWarmRunOfAProgramNeedsNoLauncher() throws IOException {
    Path elf = TestElf.write(directory, "mine.elf", TestElf.revealsInput());
    Path results = directory.resolve("results");
    Object[] words = {
      elf, "--input", "0x012a000000", "--mode", "warm", "--repeat", "1", "--warm-ups", "1"
    };
    JsonNode told = bench(List.of(), with(words, "--json", "--output", results)).succeeded().json();
    JsonNode measured = told.at("/benchmarks/cases/0");
    assertThat(measured.get("name").textValue()).isEqualTo("mine");
    assertThat(measured.get("publicValues").textValue()).startsWith("2a000000");
    assertThat(measured.has("cold")).isFalse();

    bench(List.of(), with(words, "--output", results)).failedWith(2, "results", "--force");
    bench(List.of(), with(words, "--output", results, "--append", "--hash", "blake3"))
        .failedWith(2, "another build or environment", "hash differs: poseidon2, blake3");
    bench(reveals("00"), "minimal", "--mode", "cold", "--output", results, "--append").succeeded();
    assertThat(read(results.resolve("summary.json")).at("/cases/1/name").textValue())
        .isEqualTo("minimal");
    assertThat(read(results.resolve("summary.json")).get("cases")).hasSize(2);
  }

  @Test
  void allAreRunColdBeforeAnyIsWarm() throws IOException {
    Path elf = TestElf.write(directory, "quiet.elf", TestElf.of(TestElf.terminate(0)));
    assertThat(
            bench(reveals("00"), "minimal", elf, "--repeat", 1, "--warm-ups", 1).succeeded().err())
        .containsSubsequence(
            "quiet, execution",
            "minimal, cold 1 of 1",
            "quiet, cold 1 of 1",
            "minimal, warm 1 of 1",
            "quiet, warm 1 of 1");
  }

  @Test
  void aWrongResultFails() throws IOException {
    Path results = directory.resolve("results");
    bench(
            reveals("07"),
            "minimal",
            "fibonacci-1k",
            "--mode",
            "cold",
            "--output",
            results,
            "--no-progress")
        .failedWith(1, "minimal gave a wrong result", "0700", "0000");
    assertThat(results.resolve("summary.json")).doesNotExist();

    bench(
            reveals("00"),
            "minimal",
            "fibonacci-1k",
            "--mode",
            "cold",
            "--output",
            results,
            "--no-progress")
        .failedWith(1, "fibonacci-1k gave a wrong result");
    JsonNode left = read(results.resolve("summary.json"));
    assertThat(left.get("complete").booleanValue()).isFalse();
    assertThat(left.at("/cases/0/name").textValue()).isEqualTo("minimal");
    assertThat(Files.readString(results.resolve("summary.md"))).contains("did not reach its end");
  }

  @Test
  void aProcessThatFailsIsTold() throws IOException {
    bench(List.of("/bin/sh", "-c", "echo out of luck >&2; exit 9"), "minimal", "--mode", "cold")
        .failedWith(1, "minimal", "exit code 9", "out of luck");
    bench(List.of("/bin/sh", "-c", "echo too little >&2; exit 5"), "minimal", "--mode", "cold")
        .failedWith(5, "minimal", "too little");
    bench(List.of("/bin/sh", "-c", "exit 6"), "minimal", "--mode", "cold")
        .failedWith(6, "interrupted; 0 of 1 measurements");
    bench(List.of("/no/such/launcher"), "minimal", "--mode", "cold")
        .failedWith(1, "cannot start /no/such/launcher");
    bench(List.of(), "minimal").failedWith(2, "launcher", "--mode warm");
  }

  @Test
  void anInterruptionIsTold() {
    Interrupts interrupts = new Interrupts();
    interrupts.stopWork();
    run(interrupts, List.of(), null, "bench", "run", "minimal", "--mode", "warm")
        .failedWith(6, "interrupted; 0 of 1 measurements are finished");
  }

  @ParameterizedTest
  @CsvSource({
    "fibonaci,                       2, 'fibonaci'",
    "fibonacci --sizes 1x,           2, '1x'",
    "fibonacci --sizes 20m,          2, from 0 to 10m steps",
    "minimal --sizes 1,              2, 'minimal'",
    "minimal minimal,                2, minimal",
    "minimal --repeat 0,             2, 0",
    "minimal --warm-ups 0,           2, 0",
    "minimal --repeat many,          2, many",
    "minimal --mode tepid,           2, tepid",
    "minimal --hash sha2,            2, sha2",
    "minimal --input 0x01,           2, --input",
    "minimal --seed 7,               2, --seed",
    "minimal --threads 0,            2, not 0",
    "minimal --segment-max-log-height 30, 2, 2^30",
    "minimal --force --append,       2, --append",
    "no/such.elf,                    3, no/such.elf",
    "no.elf --sizes 1k,              3, no.elf",
  })
  void whatCannotBeRunIsNamed(String words, int code, String told) {
    bench(List.of("/no/such/launcher"), (Object[]) words.split(" ")).failedWith(code, told);
  }

  @Test
  void aBadProgramIsNamed() throws IOException {
    Path bad = TestElf.write(directory, "bad.elf", new byte[] {1, 2, 3});
    bench(List.of(), bad, "--mode", "warm").failedWith(3, "bad.elf");
    Path fails = TestElf.write(directory, "fails.elf", TestElf.of(TestElf.terminate(5)));
    bench(List.of(), fails, "--mode", "warm").failedWith(4, "fails", "exit code 5");
    Path second = TestElf.write(directory, "second.elf", TestElf.revealsInput());
    bench(List.of(), second, second, "--input", "-", "--mode", "warm").failedWith(2, "--input -");
  }

  @Test
  void progressIsALineOrLines() {
    for (boolean terminal : new boolean[] {false, true}) {
      ByteArrayOutputStream written = new ByteArrayOutputStream();
      try (BenchProgress progress = new BenchProgress(new PrintStream(written), terminal, true)) {
        progress.begins(2, 4, "minimal", "keys");
        progress.begins(3, 4, "json-8KiB", "cold 1 of 3");
      }
      String text = written.toString(StandardCharsets.UTF_8);
      if (terminal) {
        assertThat(text)
            .contains("[" + "#".repeat(12) + "-".repeat(12) + "] case 3 of 4: json-8KiB")
            .endsWith("\r\u001b[K")
            .doesNotContain("\n");
      } else {
        assertThat(text.lines())
            .hasSize(2)
            .allMatch(line -> line.matches("\\[ *\\d+\\.\\d\\d s] case \\d of 4: [a-zA-Z0-9 ,-]+"));
      }
    }
  }

  @Test
  void aDirectoryThatTakesNoFilesIsNamed() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    bench(List.of(), "minimal", "--mode", "warm", "--output", file)
        .failedWith(3, "file: it is no directory");
    bench(List.of(), "minimal", "--mode", "warm", "--output", file.resolve("below"))
        .failedWith(3, "file");
  }

  private static JsonNode read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return JsonMapper.builder().build().readTree(in);
    }
  }

  private static Object[] with(Object[] words, Object... more) {
    Object[] all = Arrays.copyOf(words, words.length + more.length);
    System.arraycopy(more, 0, all, words.length, more.length);
    return all;
  }

  /** Runs a verb of the group, {@code run} unless {@code compare} is the first word. */
  private CommandLineRun bench(@Nullable List<String> launcher, Object... words) {
    boolean compares = words.length > 0 && words[0].equals("compare");
    Object[] all = with(compares ? new Object[] {"bench"} : new Object[] {"bench", "run"}, words);
    return run(new Interrupts(), launcher == null ? thisCommand() : launcher, null, all);
  }

  private CommandLineRun run(
      Interrupts interrupts, List<String> launcher, @Nullable Path collected, Object... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Shell shell =
        new Shell(
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false,
            directory,
            interrupts,
            launcher,
            collected);
    return CommandLineRun.in(shell, out, err, words);
  }

  /** A command that reveals this byte and zeros, whatever it is asked. */
  private List<String> reveals(String digits) throws IOException {
    Path script = directory.resolve("reveals-" + digits);
    Files.writeString(
        script,
        """
        cat <<'END'
        {"ok":true,"publicValues":"%s","instructions":1,"segments":1,"mainCells":1,"totalCells":1,
         "proofBytes":1,"securityBits":100,"executeMs":1,"traceGenMs":1,"proveMs":1,"verifyMs":1,
         "kcyclesPerSecond":1,"peakMemoryBytes":1}
        END
        """
            .formatted(digits + "0".repeat(62)));
    return List.of("/bin/sh", script.toString());
  }

  /** The command as it is on this test's class path. */
  private static List<String> thisCommand() {
    return List.of(
        ProcessHandle.current().info().command().orElseThrow(),
        "--add-modules=jdk.incubator.vector",
        "-XX:+UseSerialGC",
        "-cp",
        String.join(
            File.pathSeparator,
            List.of(System.getProperty("java.class.path").split(File.pathSeparator)).stream()
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .toList()),
        "dev.merapi.cli.Main");
  }
}
