package dev.merapi.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.metrics.Label;
import dev.merapi.metrics.Labels;
import dev.merapi.metrics.MetricEntry;
import dev.merapi.metrics.Metrics;
import dev.merapi.sdk.profile.OpcodeCost;
import dev.merapi.sdk.profile.Profile;
import dev.merapi.vm.executor.ExecutionLimits;
import dev.merapi.vm.executor.SegmentBudget;
import dev.merapi.vm.executor.SegmentPlan;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.profile.StackNode;
import java.util.ArrayList;
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

  @Test
  void placesAreToldOutermostFirstAndSpansInBrackets() {
    Program program = Program.parse(TestProgram.spans());
    try (Prover prover =
        Prover.builder(MachineConfig.rv32im()).threads(2).profiling(true).build()) {
      prover.prove(program, Input.none());
    }
    String main = "0x%08x".formatted(TestProgram.TEXT);
    String called = "0x%08x".formatted(TestProgram.SPANS_FUNCTION);
    assertThat(places("XOR")).containsExactly("[a];" + called + ";[b]");
    assertThat(places("ADD")).contains("[a];" + called).doesNotContain("[a];" + called + ";[b]");
    assertThat(places("JAL")).containsExactly(main + ";[a]");
    assertThat(places("TERMINATE")).containsExactly(main);
  }

  /** The places where operations were executed. */
  private static Set<String> places(String... operations) {
    return entries("frequency").stream()
        .map(MetricEntry::labels)
        .filter(labels -> List.of(operations).contains(labels.get("opcode")))
        .map(labels -> String.valueOf(labels.get("cycle_tracker_span")))
        .collect(Collectors.toSet());
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
            .meter(program.transpiled(), Input.none().toGuest(), limits, SegmentBudget.UNLIMITED)
            .segments();
    assertThat(segments).hasSizeGreaterThan(1);
    List<Progress> progress = new ArrayList<>();
    new ProfilingMetrics(machine)
        .run(
            program,
            Input.none(),
            limits,
            segments,
            new PhaseClock(new Task(Deadline.none(), progress::add)));
    assertThat(progress).hasSize(1); // segments are counted once, where they are proven
    assertThat(progress.getFirst().phase()).isEqualTo(Progress.Phase.PROFILING);
    assertThat(progress.getFirst().segments()).isZero();
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

  /** A guest that makes up spans makes no series without end. */
  @Test
  void placesAreBounded() {
    Machine machine = Machine.of(MachineConfig.rv32im(), Security.PROVEN_100, Hash.POSEIDON2);
    List<StackNode> stacks = new ArrayList<>();
    stacks.add(stack(-1, StackNode.Kind.ROOT, "", 0));
    stacks.add(stack(0, StackNode.Kind.FUNCTION, "main", 5000));
    for (int i = 0; i < 500; i++) {
      stacks.add(stack(1, StackNode.Kind.SPAN, "span;" + i, i));
    }
    for (int i = 0; i < 300; i++) {
      stacks.add(stack(stacks.size() - 1, StackNode.Kind.SPAN, "deep", 6000));
    }
    new ProfilingMetrics(machine).count(stacks);
    Set<String> places =
        entries("frequency").stream()
            .map(entry -> entry.labels().list().getLast().value())
            .collect(Collectors.toSet());
    assertThat(places)
        .hasSize(ProfilingMetrics.MAX_PLACES + 1)
        .contains("main", "main;[span:499];[deep]", "main;[span:499]", ProfilingMetrics.OTHER)
        .doesNotContain("main;[span:1]")
        .allMatch(place -> place.length() <= ProfilingMetrics.MAX_LABEL + 2)
        .anyMatch(place -> place.startsWith("…;[deep];[deep]"));
    assertThat(sum("frequency"))
        .isEqualTo(stacks.stream().mapToLong(StackNode::instructions).sum());
  }

  private static StackNode stack(int parent, StackNode.Kind kind, String name, long executions) {
    long[] all = new long[64];
    all[Op.ADDI.id()] = executions;
    return new StackNode(parent, kind, name, -1, 1, all, 0);
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
