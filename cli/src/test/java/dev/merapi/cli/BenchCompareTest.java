package dev.merapi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code merapi bench compare}: what fails, and what cannot be compared. */
final class BenchCompareTest {

  @TempDir Path directory;

  @Test
  void whatGrewOrIsMissingOrRevealsSomethingElseFails() throws IOException {
    String both =
        "'cold': {%1$s}, 'warm': {%1$s}".formatted(runs("100.0, 101.0, 102.0", 100, 101, 102));
    Path before = summary("before", true, "x", "2a", both);
    compare(before, before, "--fail-above", "1.01").succeeded();

    String slow =
        "'cold': {%s}, 'warm': {%s}"
            .formatted(
                runs("120.0, 121.0, 122.0", 120, 121, 122),
                runs("200.0, 202.0, 204.0", 200, 202, 204));
    Path after = summary("after", true, "x", "2a", slow);
    fails(
        compare(before, after, "--fail-above", "1.1"),
        "x, warm: 2.000 times as long, more than 1.1; 1 more are, too");
    compare(before, after, "--fail-above", "2.1").succeeded();

    String half = "'cold': {%s}".formatted(runs("100.0, 101.0, 102.0", 100, 101, 102));
    Path cold = summary("cold", false, "x", "2a", half);
    fails(compare(before, cold, "--fail-above", "1.1"), "missing in the second: x, warm");
    assertThat(compare(before, cold).succeeded().err())
        .contains("Warning: the second is not complete");

    Path other = summary("other", true, "y\\u001b[2J\\nz", "2a", half);
    CommandLineRun disjoint = compare(other, cold, "--fail-above", "9");
    fails(disjoint, "missing in the second: y\\u001b[2J\\nz, cold");
    assertThat(disjoint.out()).contains("Nothing to compare", "only in the first: y?\\[2J?z, cold");
    assertThat(disjoint.out() + disjoint.err()).doesNotContain("\u001b");

    Path wrong = summary("wrong", true, "x", "2b", both);
    fails(compare(before, wrong, "--fail-above", "1.1"), "x: public values 2a, now 2b");
    assertThat(compare(before, wrong).succeeded().err())
        .contains("Warning: x: public values 2a, now 2b");
  }

  private Path summary(String file, boolean complete, String name, String values, String modes)
      throws IOException {
    String text =
        "{'schema':'merapi-bench-summary','version':1,'complete':%s,'environment':{},'cases':[{"
            + "'name':'%s','guest':'x','instructions':1,'segments':1,'mainCells':1,'totalCells':1,"
            + "'cellsPerCycle':1.0,'proofBytes':1,'securityBits':100.0,'publicValues':'%s',%s}]}";
    return Files.writeString(
        directory.resolve(file + ".json"),
        text.formatted(complete, name, values, modes).replace('\'', '"'));
  }

  /** Three runs of these times; all else takes as long. */
  private static String runs(String samples, int min, int median, int max) {
    String spread =
        "{'min':%d.0,'median':%d.0,'max':%d.0,'samples':[%s]}".formatted(min, median, max, samples);
    return "'warmUps':1,'steady':true,'phases':{},'runs':{"
        + Stream.of(
                "timeMs",
                "executeMs",
                "traceGenMs",
                "proveMs",
                "verifyMs",
                "kcyclesPerSecond",
                "peakMemoryBytes")
            .map(measure -> "'%s':%s".formatted(measure, spread))
            .collect(Collectors.joining(","))
        + "}";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"schema\":\"merapi-bench-summary\",\"version\":2}",
        "{\"schema\":\"merapi-bench-summary\",\"version\":1}",
        "{\"schema\":\"merapi-bench-summary\",\"version\":1,\"environment\":{},\"cases\":[{}]}",
        "{\"counter\":[],\"gauge\":[]}",
      })
  void whatIsNoSummaryIsNamed(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("summary.json"), text);
    compare(directory, file).failedWith(3, "summary.json");
  }

  @Test
  void whatCannotBeComparedIsNamed() {
    compare(directory, directory).failedWith(3, "summary.json: no such file");
    compare(directory).failedWith(2, "AFTER");
    compare("a", "b", "--fail-above", "x").failedWith(2, "x");
    compare("a", "b", "--fail-above", "-1").failedWith(2, "-1");
    compare("a", "b", "--fail-above", "NaN").failedWith(2, "NaN");
  }

  /** Fails with the table told and one line. */
  private static void fails(CommandLineRun run, String told) {
    assertThat(run.exitCode()).as(run.err()).isEqualTo(1);
    assertThat(run.err().lines().filter(line -> line.startsWith("merapi: ")))
        .singleElement()
        .isEqualTo("merapi: " + told);
    assertThat(run.out()).isNotBlank();
  }

  private CommandLineRun compare(Object... words) {
    Object[] all = Stream.concat(Stream.of("bench", "compare"), Stream.of(words)).toArray();
    return CommandLineRun.of(directory, new byte[0], new Interrupts(), all);
  }
}
