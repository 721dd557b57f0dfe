package dev.merapi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code merapi profile}: its tables, its files, its JSON, and how it fails. */
final class ProfileVerbTest {

  private static final Path JSON =
      Path.of(System.getProperty("merapi.root", ".."), "benchmarks/guests/elf/json.elf");

  /** {@code [1,[2,"x"]]}. */
  private static final String TEXT = "0x015b312c5b322c2278225d5d";

  @TempDir Path directory;

  private CommandLineRun profile(Object... more) {
    Object[] all = new Object[more.length + 4];
    all[0] = "profile";
    all[1] = JSON;
    all[2] = "--input";
    all[3] = TEXT;
    System.arraycopy(more, 0, all, 4, more.length);
    return CommandLineRun.of(directory, all);
  }

  @Test
  void tablesTellFunctionsOperationsAndTheRest() {
    CommandLineRun run = profile("--top", 99).succeeded();
    assertThat(run.out())
        .contains("function", "value", "main", "_start")
        .contains("addi (add_imm)", "hint_buffer (hint)")
        .contains("table of no instruction", "poseidon2 (at most)")
        .doesNotContain("written");
    assertThat(run.out().lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    assertThat(profile().succeeded().out()).contains("... 11 more");
    assertThat(profile("--top", 1).succeeded().out()).contains("... ").doesNotContain("_start");
    assertThat(run.err()).doesNotContain("symbols");
  }

  @Test
  void jsonIsOneObjectThatAddsUp() {
    JsonNode json = profile("--json").succeeded().json();
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "ok",
            "exitCode",
            "instructions",
            "segments",
            "mainCells",
            "totalCells",
            "executeMs",
            "symbols",
            "functions",
            "opcodes",
            "systemTables",
            "wallMs",
            "peakMemoryBytes",
            "version");
    long cycles = 0;
    long cells = 0;
    for (JsonNode function : json.get("functions")) {
      cycles += function.at("/self/cycles").longValue();
      cells += function.at("/self/cells").longValue();
      assertThat(function.at("/total/cells").longValue())
          .isGreaterThanOrEqualTo(function.at("/self/cells").longValue());
    }
    assertThat(cycles).isEqualTo(json.get("instructions").longValue());
    for (JsonNode opcode : json.get("opcodes")) {
      cycles -= opcode.get("cycles").longValue();
      cells -= opcode.get("cells").longValue();
    }
    assertThat(cycles).isZero();
    assertThat(cells).isZero();
    assertThat(json.get("systemTables")).hasSize(6);
  }

  @Test
  void filesAreWritten() throws IOException {
    Path svg = directory.resolve("flame.svg");
    Path folded = directory.resolve("stacks.txt");
    Path firefox = directory.resolve("firefox.json");
    CommandLineRun run =
        profile(
                "--flamegraph",
                svg,
                "--folded",
                folded,
                "--firefox",
                firefox,
                "--weight",
                "cycles",
                "--json")
            .succeeded();
    assertThat(Files.readString(svg)).startsWith("<?xml").contains("json.elf", "cycles");
    long sum = 0;
    for (String line : Files.readAllLines(folded)) {
      assertThat(line).startsWith("_start");
      sum += Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
    }
    assertThat(sum).isEqualTo(run.json().get("instructions").longValue());
    assertThat(JsonMapper.builder().build().readTree(firefox.toFile()).get("threads")).hasSize(2);

    Files.writeString(svg, "mine");
    profile("--flamegraph", svg).failedWith(2, "flame.svg", "--force");
    assertThat(Files.readString(svg)).isEqualTo("mine");
    profile("--flamegraph", svg, "--force").succeeded();
    assertThat(Files.readString(svg)).contains("cells");
    assertThat(BadInputTest.filesIn(directory))
        .containsExactlyInAnyOrder("flame.svg", "stacks.txt", "firefox.json");
  }

  @Test
  void wrongUsageIsTold() {
    profile("--weight", "rows").failedWith(2, "rows", "cycles");
    profile("--top", "0").failedWith(2, "--top", "0");
    profile("--folded", directory).failedWith(2, "is a directory");
    profile("--folded", directory.resolve("no/where")).failedWith(3, "no directory");
    profile("--folded", directory.resolve("a"), "--firefox", directory.resolve("./a"))
        .failedWith(2, "one file");
    CommandLineRun.of(
            directory, "prove", "app", JSON, "--out", directory.resolve("p"), "--profiling")
        .failedWith(2, "--metrics-json");
  }

  @Test
  void missingSymbolsAreTold() throws IOException {
    Path elf = TestElf.write(directory, "bare.elf", TestElf.reveals(1));
    CommandLineRun run = CommandLineRun.of(directory, "profile", elf).succeeded();
    assertThat(run.err()).contains("bare.elf has no symbols", "addresses");
    assertThat(run.out()).contains("0x00200800");
  }

  @Test
  void aGuestThatFailsIsProfiledAndFails() throws IOException {
    Path elf = TestElf.write(directory, "guest.elf", TestElf.of(TestElf.terminate(7)));
    Path folded = directory.resolve("folded");
    CommandLineRun run = CommandLineRun.of(directory, "profile", elf, "--folded", folded);
    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.err()).contains("merapi: the guest ended with exit code 7 at pc 0x00200800");
    assertThat(run.out()).contains("function", "0x00200800", "terminate", "written");
    assertThat(Files.readString(folded)).isEmpty(); // the end has no cells
    CommandLineRun.of(
            directory,
            "profile",
            elf,
            "--folded",
            folded,
            "--force",
            "--weight",
            "cycles",
            "--quiet")
        .failedWith(4, "exit code 7");
    assertThat(Files.readString(folded)).isEqualTo("0x00200800 1\n");

    Path trap = TestElf.write(directory, "trap.elf", TestElf.of(0x73));
    CommandLineRun.of(directory, "profile", trap, "--firefox", directory.resolve("f"))
        .failedWith(4, "00000073");
    assertThat(BadInputTest.filesIn(directory))
        .isEqualTo(List.of("folded", "guest.elf", "trap.elf"));
  }
}
