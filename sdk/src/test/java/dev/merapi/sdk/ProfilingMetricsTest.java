package dev.merapi.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.metrics.Label;
import dev.merapi.metrics.Labels;
import dev.merapi.metrics.MetricEntry;
import dev.merapi.metrics.Metrics;
import dev.merapi.sdk.profile.OpcodeCost;
import dev.merapi.sdk.profile.Profile;
import dev.merapi.vm.executor.ExecutionLimits;
import dev.merapi.vm.executor.SegmentPlan;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The metrics of profiling: who has which labels, and that they add up. */
class ProfilingMetricsTest {

  @BeforeEach
  void forget() {
    Metrics.sink().orElseThrow().reset();
  }

  @Test
  void aProofIsProfiledOnlyWhereAsked() {
    Program program = Program.parse(TestProgram.sum(50));
    try (Prover plain = Prover.builder(MachineConfig.rv32im()).threads(2).build();
        Prover profiling =
            Prover.builder(MachineConfig.rv32im()).threads(2).profiling(true).build()) {
      byte[] proof = plain.prove(program, Input.none()).toBytes();
      assertThat(names()).doesNotContain("frequency", "cells_used", "rows_used");

      forget();
      assertThat(profiling.prove(program, Input.none()).toBytes()).isEqualTo(proof);
      Profile profile = plain.profile(program, Input.none());
      for (OpcodeCost opcode : profile.opcodes()) {
        List<Label> labels =
            List.of(
                new Label("group", "app_proof"),
                new Label("segment", "0"),
                new Label("opcode", opcode.opcode()),
                new Label("air_name", opcode.table()),
                new Label("cycle_tracker_span", "0x00200800"));
        assertThat(value("frequency", labels)).isEqualTo(opcode.cost().cycles());
        assertThat(value("cells_used", labels)).isEqualTo(opcode.cost().cells());
      }
      assertThat(sum("frequency")).isEqualTo(profile.instructions().cycles());
      assertThat(sum("frequency")).isEqualTo(sum("total_cycles"));
      assertThat(mainCellsOfRows()).isEqualTo(sum("main_cells_used"));
    }
  }

  private static double mainCellsOfRows() {
    double cells = 0;
    for (MetricEntry entry : entries("rows_used")) {
      List<Label> labels = entry.labels().list();
      assertThat(labels.getLast().key()).isEqualTo("chip_name");
      Label air = new Label("air_name", labels.getLast().value());
      cells += entry.value() * value("main_cols", List.of(labels.get(0), labels.get(1), air));
    }
    return cells;
  }

  @Test
  void everySegmentHasItsOwn() {
    Program program = Program.parse(TestProgram.sum(60_000));
    Machine machine = Machine.of(MachineConfig.rv32im(), Security.PROVEN_100, Hash.POSEIDON2);
    ExecutionLimits limits = ExecutionLimits.standard().withMaxRows(1 << 15);
    List<SegmentPlan> segments =
        machine
            .meter(program.transpiled(), Input.none().toGuest(), limits, shape -> true)
            .segments();
    assertThat(segments).hasSizeGreaterThan(1);
    new ProfilingMetrics(machine)
        .run(
            program,
            Input.none(),
            limits,
            segments,
            PhaseClock.silent(new Task(Deadline.none(), ProgressListener.silent())));
    for (int k = 0; k < segments.size(); k++) {
      String segment = Integer.toString(k);
      assertThat(
              entries("frequency").stream()
                  .filter(e -> e.labels().list().getFirst().value().equals(segment))
                  .mapToDouble(MetricEntry::value)
                  .sum())
          .isEqualTo(segments.get(k).instructions());
    }
    Set<Labels> distinct =
        entries("frequency").stream().map(MetricEntry::labels).collect(Collectors.toSet());
    assertThat(entries("frequency")).hasSameSizeAs(distinct);
  }

  private static Set<String> names() {
    return Metrics.sink().orElseThrow().entries().stream()
        .map(MetricEntry::name)
        .collect(Collectors.toSet());
  }

  private static List<MetricEntry> entries(String name) {
    return Metrics.sink().orElseThrow().entries().stream()
        .filter(entry -> entry.name().equals(name))
        .toList();
  }

  private static double sum(String name) {
    return entries(name).stream().mapToDouble(MetricEntry::value).sum();
  }

  private static double value(String name, List<Label> labels) {
    return entries(name).stream()
        .filter(entry -> entry.labels().list().equals(labels))
        .findFirst()
        .orElseThrow()
        .value();
  }
}
