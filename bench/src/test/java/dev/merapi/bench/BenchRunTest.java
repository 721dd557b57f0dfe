package dev.merapi.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.merapi.sdk.Hash;
import dev.merapi.sdk.Security;
import dev.merapi.sdk.error.CancelledException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Warm runs with metrics; the test's resources name a sink for them. */
final class BenchRunTest {

  private static final BenchCase MINIMAL = BenchCase.named("minimal", List.of()).getFirst();

  @TempDir Path directory;

  @Test
  void metricsOfTheLastRunAreKept() throws IOException {
    Path collected = directory.resolve("all.json");
    List<String> steps = new ArrayList<>();
    BenchCase other = BenchCase.of("other.elf", MINIMAL.elf(), MINIMAL.input());
    BenchSummary summary =
        new BenchRun(
                plan(collected, MINIMAL, other),
                (number, cases, name, step) -> steps.add(number + " " + name + " " + step))
            .run();
    assertThat(steps)
        .containsExactly(
            "2 other execution",
            "1 minimal keys",
            "1 minimal warm-up 1",
            "1 minimal warm 1 of 2",
            "1 minimal warm 2 of 2",
            "2 other keys",
            "2 other warm-up 1",
            "2 other warm 1 of 2",
            "2 other warm 2 of 2");
    assertThat(summary).isEqualTo(BenchSummary.read(directory));
    assertThat(summary.cases().getFirst().measures(Mode.WARM).orElseThrow().count()).isEqualTo(2);

    JsonNode metrics = read(directory.resolve("minimal.warm.json"));
    assertThat(groups(metrics)).containsExactly("app_proof");
    assertThat(counted(metrics, "total_cycles"))
        .as("the counters of one run, not of all")
        .containsExactly("10");
    assertThat(metrics.at("/environment/security").textValue()).isEqualTo("proven-100");
    for (String fact : List.of("started", "load_average")) {
      assertThat(metrics.at("/environment/" + fact).textValue())
          .as("%s: of the beginning", fact)
          .isEqualTo(summary.environment().get(fact));
    }
    assertThat(groups(read(collected))).containsExactly("minimal", "other");
    assertThat(counted(read(collected), "total_cycles")).containsExactly("10", "10");
  }

  @Test
  void aWrongResultEndsTheRun() {
    byte[] wrong = MINIMAL.expected().orElseThrow().clone();
    wrong[31] = 1;
    BenchCase changed =
        new BenchCase("minimal", "minimal", MINIMAL.elf(), MINIMAL.input(), Optional.of(wrong));
    assertThatThrownBy(() -> new BenchRun(plan(null, changed), (a, b, c, d) -> {}).run())
        .isInstanceOf(BenchException.class)
        .hasMessageStartingWith("minimal gave a wrong result: it reveals 0000")
        .hasMessageEndingWith("0001");
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void whatIsFinishedStays() {
    BenchCase second = BenchCase.of("second.elf", MINIMAL.elf(), MINIMAL.input());
    List<BenchRun> run = new ArrayList<>();
    run.add(
        new BenchRun(
            plan(null, MINIMAL, second),
            (number, cases, name, step) -> {
              if (number == 2 && step.startsWith("warm-up")) {
                run.getFirst().stop();
              }
            }));
    assertThatThrownBy(() -> run.getFirst().run())
        .isInstanceOf(CancelledException.class)
        .hasMessage(
            "interrupted; 1 of 2 measurements are finished, their results are in " + directory);
    BenchSummary left = BenchSummary.read(directory);
    assertThat(left.complete()).isFalse();
    assertThat(left.cases()).extracting(CaseResult::name).containsExactly("minimal");
  }

  @Test
  void onlyResultsOfTheSameBuildAreAddedTo() {
    BenchSummary first = run(appending("abc", MINIMAL));
    assertThat(first.complete()).isTrue();
    BenchCase other = BenchCase.of("other.elf", MINIMAL.elf(), MINIMAL.input());
    assertThatThrownBy(() -> run(appending("def", other)))
        .isInstanceOf(BenchException.class)
        .hasMessage(
            "%s holds results of another build or environment: commit differs: abc, def"
                .formatted(directory));
    assertThat(run(appending("abc", other)).cases()).hasSize(2);

    BenchDirectory.open(directory, false).write(first.completed(false));
    assertThat(run(appending("abc", other)).complete()).as("one case may be missing").isFalse();
  }

  private static BenchSummary run(BenchRun.Plan plan) {
    return new BenchRun(plan, (number, cases, name, step) -> {}).run();
  }

  private BenchRun.Plan appending(String commit, BenchCase aCase) {
    BenchRun.Plan plan = plan(null, aCase);
    return new BenchRun.Plan(
        plan.cases(),
        plan.modes(),
        1,
        1,
        plan.settings(),
        plan.launcher(),
        directory,
        true,
        null,
        Map.of("commit", commit));
  }

  private BenchRun.Plan plan(@Nullable Path collected, BenchCase... cases) {
    return new BenchRun.Plan(
        List.of(cases),
        EnumSet.of(Mode.WARM),
        2,
        1,
        new ProverSettings(Security.PROVEN_100, Hash.BLAKE3, 1, null, null),
        List.of(),
        directory,
        false,
        collected,
        Map.of("commit", "abc"));
  }

  private static TreeSet<String> groups(JsonNode metrics) {
    TreeSet<String> groups = new TreeSet<>();
    for (JsonNode entry : metrics.get("counter")) {
      if (entry.at("/labels/0/0").asText().equals("group")) {
        groups.add(entry.at("/labels/0/1").asText());
      }
    }
    return groups;
  }

  private static List<String> counted(JsonNode metrics, String name) {
    List<String> values = new ArrayList<>();
    for (JsonNode entry : metrics.get("counter")) {
      if (entry.get("metric").asText().equals(name)) {
        values.add(entry.get("value").asText());
      }
    }
    return values;
  }

  private static JsonNode read(Path file) throws IOException {
    return JsonMapper.builder().build().readTree(Files.readString(file));
  }
}
