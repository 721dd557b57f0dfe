package dev.merapi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code merapi bench report} from metrics files to tables, pages and Bencher's format. */
final class BenchReportTest {

  @TempDir Path directory;
  private Path now;
  private Path before;

  @BeforeEach
  void writeMetrics() throws IOException {
    now = metrics("now.json", 3000);
    before = metrics("before.json", 4000);
  }

  private Path metrics(String name, int millis) throws IOException {
    return Files.writeString(
        directory.resolve(name),
        """
        {"counter":[],"gauge":[{"labels":[["group","app_proof"],["segment","0"]],
        "metric":"total_proof_time_ms","value":"%d"}],"environment":{"cores":"2"}}
        """
            .formatted(millis));
  }

  @Test
  void tablesGoToStandardOutput() throws IOException {
    CommandLineRun run =
        CommandLineRun.of(directory, "bench", "report", now, "--prev", before).succeeded();
    assertThat(run.out())
        .startsWith("| Summary | Proof Time (s) | Parallel Proof Time (s) |\n|:---|---:|---:|\n")
        .contains("| Total | (-1 [-25.0%]) 3 | (-1 [-25.0%]) 3 |\n");
    assertThat(run.err()).isEmpty();
    assertThat(BadInputTest.filesIn(directory)).containsExactly("before.json", "now.json");
  }

  @Test
  void filesAreWrittenWhereAskedFor() throws IOException {
    Path html = directory.resolve("report.html");
    Path bencher = directory.resolve("bencher.json");
    Object[] words = {
      "bench", "report", now, "--html", html, "--output-json", bencher, "--quiet", "--force"
    };
    assertThat(CommandLineRun.of(directory, words).succeeded().out()).isEmpty();
    assertThat(Files.readString(html)).startsWith("<!doctype html>").contains("app_proof");
    JsonNode sums = JsonMapper.builder().build().readTree(Files.readString(bencher));
    assertThat(sums.at("/app_proof/total_proof_time/value").doubleValue()).isEqualTo(3);
    assertThat(sums.at("/app_proof::app_proof/total_proof_time_ms::sum/value").doubleValue())
        .isEqualTo(3000);
    CommandLineRun.of(directory, words).succeeded();
  }

  @Test
  void jsonHoldsTheSums() {
    JsonNode json =
        CommandLineRun.of(directory, "bench", "report", now, "--prev", before, "--json")
            .succeeded()
            .json();
    assertThat(json.at("/ok").booleanValue()).isTrue();
    assertThat(json.at("/total/proofSecondsDifference").doubleValue()).isEqualTo(-1);
    assertThat(json.at("/summary/0/group").textValue()).isEqualTo("app_proof");
    assertThat(json.at("/groups/app_proof/total_proof_time_ms/sum").doubleValue()).isEqualTo(3000);
  }

  @Test
  void badFilesAreNamedWithThePlaceAndNothingIsWritten() throws IOException {
    Path bad = Files.writeString(directory.resolve("bad.json"), "{\"counter\":[7],\"gauge\":[]}");
    Path html = directory.resolve("report.html");
    CommandLineRun.of(directory, "bench", "report", bad, "--html", html)
        .failedWith(3, "bad.json: counter[0] must be an object, not 7");
    CommandLineRun.of(directory, "bench", "report", now, "--prev", bad, "--html", html)
        .failedWith(3, "bad.json: counter[0]");
    CommandLineRun.of(directory, "bench", "report", directory.resolve("no.json"))
        .failedWith(3, "no.json", "no such file");
    assertThat(html).doesNotExist();
  }

  @Test
  void filesThatAreThereAreKept() throws IOException {
    CommandLineRun.of(directory, "bench", "report", now, "--html", before)
        .failedWith(2, "before.json exists", "--force");
    CommandLineRun.of(directory, "bench", "report", now, "--html", "x", "--output-json", "./x")
        .failedWith(2, "--html and --output-json are both x");
    CommandLineRun.of(directory, "bench", "report").failedWith(2, "METRICS");
    assertThat(Files.readString(before)).contains("4000");
  }
}
