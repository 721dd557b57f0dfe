package dev.merapi.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file of a summary: read as it was written, refused where it was changed. */
final class BenchSummaryTest {

  private static final BenchSummary SUMMARY =
      Results.summary(
          Results.HERE,
          Results.result("one", Results.measures(3, 1, 2), Results.measures(0.1)),
          Results.result("two", null, Results.measures(7, 8)));

  @TempDir Path directory;

  @Test
  void whatIsWrittenIsRead() throws IOException {
    BenchDirectory.open(directory.resolve("new/one"), true).write(SUMMARY);
    assertThat(BenchSummary.read(directory.resolve("new/one"))).isEqualTo(SUMMARY);
    assertThat(BenchSummary.read(directory.resolve("new/one/summary.json"))).isEqualTo(SUMMARY);
    try (var files = Files.list(directory.resolve("new/one"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("summary.json", "summary.md");
    }
  }

  @Test
  void whatIsReplacedIsGoneWithItsMetrics() throws IOException {
    BenchDirectory.open(directory, true).write(SUMMARY);
    Path old = Files.writeString(directory.resolve("two.warm.json"), "{}");
    Path mine = Files.writeString(directory.resolve("three.warm.json"), "{}");
    Path metrics = Files.writeString(directory.resolve("metrics"), "{}");
    BenchDirectory added = BenchDirectory.open(directory, false);
    added.keep(metrics, "one", Mode.COLD);
    added.write(SUMMARY);
    assertThat(old).exists();

    BenchDirectory replaced = BenchDirectory.open(directory, true);
    assertThat(old).as("there are no others yet").exists();
    replaced.keep(metrics, "one", Mode.WARM);
    assertThat(directory.resolve("one.warm.json")).exists();
    assertThat(directory.resolve("one.cold.json")).doesNotExist();
    assertThat(directory.resolve("summary.json")).doesNotExist();
    assertThat(old).doesNotExist();
    assertThat(mine).as("of no case that was there").exists();
  }

  @Test
  void keysAreThoseOfTheDocument() {
    assertThat(SUMMARY.tree().at("/cases/0/cold/runs/timeMs/median").doubleValue()).isEqualTo(2);
    assertThat(SUMMARY.tree().at("/cases/0/cold/phases/main commitment/max").doubleValue())
        .isEqualTo(1.5);
    assertThat(SUMMARY.tree().at("/cases/1").has("cold")).isFalse();
    assertThat(SUMMARY.tree().at("/cases/0/cellsPerCycle").doubleValue()).isEqualTo(50);
  }

  @ParameterizedTest
  @CsvSource({
    "\"version\" : 1, \"version\" : 3, is of version 3",
    "\"version\" : 1, \"version\" : null, is of version none",
    "merapi-bench-summary, another, is no summary",
    "\"instructions\" : 1000, \"instructions\" : null, is no summary of benchmarks",
    "\"instructions\" : 1000, \"instructions\" : \"x\", is no summary of benchmarks",
    "\"name\" : \"one\", \"name\" : null, is no summary of benchmarks: ",
    "\"median\" : 2.0, \"median\" : 1.0, is no summary of benchmarks: ",
    "proveMs, proveNs, is no summary of benchmarks: ",
    "\"complete\", \"completed\", is no summary of benchmarks: ",
  })
  void whatWasChangedIsRefused(String from, String to, String told) {
    String text = SUMMARY.json();
    assertThat(text).contains(from);
    assertThatThrownBy(() -> BenchSummary.parse("x.json", text.replace(from, to)))
        .isInstanceOf(BenchException.class)
        .hasMessageStartingWith("x.json " + told.substring(0, 6))
        .hasMessageContaining(told)
        .message()
        .hasLineCount(1);
  }

  @Test
  void theTableTellsOfEachCase() {
    String table = SummaryTable.markdown(SUMMARY);
    assertThat(table)
        .containsPattern("\\| one +\\| +1,000 \\| +1 \\| 0.002 \\(0.001–0.003\\) \\|")
        .containsPattern("\\| two +\\| +1,000 \\| +1 \\| +– \\| ")
        .contains("| ms cold ", "| ms warm ")
        .doesNotContain("did not reach");
    assertThat(SummaryTable.markdown(SUMMARY.completed(false))).contains("did not reach its end");
  }

  @Test
  void laterResultsReplaceEarlierOfTheSameMode() {
    Measures again = Results.measures(9);
    BenchSummary both = SUMMARY.with(Results.result("two", again, null));
    assertThat(both.cases()).hasSize(2);
    CaseResult two = both.find("two").orElseThrow();
    assertThat(two.measures(Mode.COLD)).contains(again);
    assertThat(two.measures(Mode.WARM)).contains(Results.measures(7, 8));
  }
}
