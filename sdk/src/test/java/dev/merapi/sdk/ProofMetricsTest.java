package dev.merapi.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.merapi.metrics.Label;
import dev.merapi.metrics.MetricEntry;
import dev.merapi.metrics.MetricEntry.Kind;
import dev.merapi.metrics.MetricNames;
import dev.merapi.metrics.Metrics;
import dev.merapi.sdk.verify.AppProof;
import dev.merapi.sdk.verify.Verifier;
import dev.merapi.sdk.verify.VerifyingKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one proof leaves in the metrics; the sink of the tests stands on their class path. */
class ProofMetricsTest {

  private static final Set<String> PHASES =
      Set.of(
          "main_trace_commit_time_ms",
          "generate_perm_trace_time_ms",
          "perm_trace_commit_time_ms",
          "quotient_poly_compute_time_ms",
          "quotient_poly_commit_time_ms",
          "pcs_opening_time_ms");
  private static List<MetricEntry> entries;
  private static VerifyingKey key;
  private static AppProof proof;
  private static long instructions;

  @BeforeAll
  static void proveOnce() {
    Metrics.sink().orElseThrow().reset();
    prove(Program.parse(TestProgram.sum(200)));
    entries = Metrics.sink().orElseThrow().entries();
  }

  private static void prove(Program program) {
    try (Prover prover =
        Prover.builder(MachineConfig.rv32im()).threads(2).programName("sum").build()) {
      proof = prover.prove(program, Input.none());
      key = prover.verifyingKey();
      instructions = prover.execute(program, Input.none()).instructions();
    }
    Verifier.of(key).verifyUnpinned(proof);
  }

  @Test
  void everySegmentMetricIsThereUnderItsLabels() {
    List<Label> labels = List.of(new Label("group", "sum"), new Label("segment", "0"));
    assertThat(names(Kind.GAUGE, labels))
        .containsAll(PHASES)
        .contains("execute_time_ms", "trace_gen_time_ms", "stark_prove_excluding_trace_time_ms")
        .contains("peak_memory_so_far_bytes");
    assertThat(names(Kind.COUNTER, labels))
        .containsExactlyInAnyOrder(
            "total_cycles", "main_cells_used", "total_cells_used", "total_cells");
    assertThat(value("total_cycles", labels)).isEqualTo(instructions);
    assertThat(value("total_cells_used", labels))
        .isGreaterThan(value("main_cells_used", labels))
        .isLessThan(value("total_cells", labels));
  }

  @Test
  void everyRunMetricIsThere() {
    List<Label> labels = List.of(new Label("group", "sum"));
    assertThat(names(Kind.GAUGE, labels))
        .contains(
            "commit_exe_time_ms",
            "execute_metered_time_ms",
            "peak_memory_bytes",
            "proof_size_bytes",
            "segments_planned",
            "segments_done",
            "cycles_per_second");
    assertThat(names(Kind.COUNTER, labels))
        .containsExactlyInAnyOrder("num_segments", "fri.log_blowup");
    assertThat(value("proof_size_bytes", labels)).isEqualTo(proof.sizeInBytes());
    assertThat(names(Kind.GAUGE, List.of())).containsExactly("verify_time_ms");
  }

  @Test
  void everyAirIsCountedOnce() {
    for (String air : key.tables().keySet()) {
      Label name = new Label("air_name", air);
      assertThat(names(Kind.COUNTER, List.of(new Label("group", "sum_keygen"), name)))
          .containsExactlyInAnyOrder("quotient_deg", "constraints", "interactions");
      List<Label> labels = List.of(new Label("group", "sum"), new Label("segment", "0"), name);
      assertThat(names(Kind.COUNTER, labels))
          .containsExactlyInAnyOrder("rows", "cells", "prep_cols", "main_cols", "perm_cols");
      assertThat(value("cells", labels))
          .isEqualTo(
              value("rows", labels)
                  * (value("prep_cols", labels)
                      + value("main_cols", labels)
                      + value("perm_cols", labels)));
    }
    assertThat(names(Kind.GAUGE, List.of(new Label("group", "sum_keygen"))))
        .containsExactly("keygen_time_ms");
  }

  @Test
  void thePhasesSumToNearlyTheWhole() {
    List<Label> labels = List.of(new Label("group", "sum"), new Label("segment", "0"));
    double whole = value(MetricNames.STARK_PROVE, labels);
    assertThat(value(MetricNames.GRIND, labels)).isPositive().isLessThan(whole);
    double most = partOfPhases(entries, labels);
    // Beside the phases of a proof the collector or another process may come by, but not of each.
    for (int again = 0; again < 9 && most < 0.95; again++) {
      Metrics.sink().orElseThrow().reset();
      prove(Program.parse(TestProgram.sum(200)));
      most = Math.max(most, partOfPhases(Metrics.sink().orElseThrow().entries(), labels));
    }
    assertThat(most).isGreaterThanOrEqualTo(0.95);
  }

  private static double partOfPhases(List<MetricEntry> entries, List<Label> labels) {
    double phases = PHASES.stream().mapToDouble(name -> value(entries, name, labels)).sum();
    double whole = value(entries, MetricNames.STARK_PROVE, labels);
    assertThat(phases).isLessThan(whole + 0.004);
    return phases / whole;
  }

  /** As the reader of the file does: the total of a group is derived, and nothing adds to it. */
  @Test
  void theTotalOfAGroupIsDerivedOnce() {
    List<Label> labels = List.of(new Label("group", "sum"), new Label("segment", "0"));
    double derived =
        value("execute_time_ms", labels)
            + value("trace_gen_time_ms", labels)
            + value("stark_prove_excluding_trace_time_ms", labels);
    assertThat(entries)
        .filteredOn(entry -> entry.name().equals("total_proof_time_ms"))
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.labels().list())
              .containsExactly(new Label("program", "sum"), new Label("segment", "0"));
          assertThat(entry.value()).isCloseTo(derived, within(0.002));
        });
  }

  @Test
  void theFileHoldsThemAll(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("metrics.json");
    CollectedMetrics.write(file, Map.of("commit", "abc"));
    JsonNode root = new ObjectMapper().readTree(Files.readString(file));
    assertThat(root.get("counter").size() + root.get("gauge").size())
        .isGreaterThanOrEqualTo(entries.size());
    assertThat(root.get("environment").get("commit").asText()).isEqualTo("abc");
    for (String fact : List.of("jvm", "os", "cpu", "cores", "memory_bytes")) {
      assertThat(root.get("environment").get(fact).asText()).as(fact).isNotBlank();
    }
  }

  private static Set<String> names(Kind kind, List<Label> labels) {
    return entries.stream()
        .filter(entry -> entry.kind() == kind && entry.labels().list().equals(labels))
        .map(MetricEntry::name)
        .collect(Collectors.toSet());
  }

  private static double value(String name, List<Label> labels) {
    return value(entries, name, labels);
  }

  private static double value(List<MetricEntry> entries, String name, List<Label> labels) {
    return entries.stream()
        .filter(entry -> entry.name().equals(name) && entry.labels().list().equals(labels))
        .findFirst()
        .orElseThrow()
        .value();
  }
}
