package dev.merapi.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.merapi.metrics.Label;
import dev.merapi.metrics.Labels;
import dev.merapi.metrics.MetricCatalog;
import dev.merapi.metrics.MetricDescriptor;
import dev.merapi.metrics.MetricDescriptor.Place;
import dev.merapi.metrics.MetricEntry;
import dev.merapi.metrics.MetricEntry.Kind;
import dev.merapi.metrics.MetricNames;
import dev.merapi.metrics.Metrics;
import dev.merapi.sdk.verify.AppProof;
import dev.merapi.sdk.verify.Verifier;
import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.vm.executor.ExecutionLimits;
import dev.merapi.vm.executor.RecordedSegment;
import dev.merapi.vm.executor.SegmentBudget;
import dev.merapi.vm.executor.SegmentPlan;
import dev.merapi.vm.machine.SegmentTraces;
import dev.merapi.vm.memory.MemoryTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What runs of several segments leave in the metrics: two of them, of different lengths, made at
 * once on one pool, the caller of the second with labels of its own around it.
 */
@Tag("long")
class RunMetricsTest {

  private static final int LOG_HEIGHT = 16;
  private static final Guest FIRST = new Guest("three", List.of(), 150_000, 3);
  private static final Guest SECOND =
      new Guest("two", List.of(new Label("customer", "7")), 66_000, 2);

  /** Names of the catalog that no app proof has. */
  private static final Set<String> NOT_OF_APP_PROOFS =
      Set.of(
          MetricNames.NUM_CHILDREN,
          MetricNames.VERIFY,
          MetricNames.ROWS_USED, // these three only where profiling is on
          MetricNames.FREQUENCY,
          MetricNames.CELLS_USED);

  private static final List<String> PHASES =
      List.of(
          "main_trace_commit_time_ms",
          "generate_perm_trace_time_ms",
          "perm_trace_commit_time_ms",
          "quotient_poly_compute_time_ms",
          "quotient_poly_commit_time_ms",
          "pcs_opening_time_ms");

  private static final Program PROGRAM = Program.parse(TestProgram.sumOfInput());
  private static List<MetricEntry> entries;
  private static Set<String> airs;

  /** A run: its group, the labels around it, its input, its segments. */
  private record Guest(String group, List<Label> around, int n, int segments) {

    Input input() {
      return Input.builder().words(n).build();
    }

    List<Label> labels(String key, String... more) {
      List<Label> labels = new ArrayList<>(around);
      labels.add(new Label(key, group));
      for (int i = 0; i < more.length; i += 2) {
        labels.add(new Label(more[i], more[i + 1]));
      }
      return labels;
    }

    List<Label> segment(int k) {
      return labels("group", "segment", Integer.toString(k));
    }
  }

  @BeforeAll
  static void proveBothAtOnce() {
    Metrics.sink().orElseThrow().reset();
    try (ExecutorService pool = Executors.newFixedThreadPool(3);
        Prover first = prover(pool, FIRST);
        Prover second = prover(pool, SECOND)) {
      CompletableFuture<AppProof> three = first.proveAsync(PROGRAM, FIRST.input());
      CompletableFuture<AppProof> two =
          Labels.with("customer", 7).call(() -> second.proveAsync(PROGRAM, SECOND.input()));
      assertThat(three.join().segments()).isEqualTo(FIRST.segments());
      assertThat(two.join().segments()).isEqualTo(SECOND.segments());
      Verifier.of(first.verifyingKey()).verifyUnpinned(three.join());
      airs = first.verifyingKey().tables().keySet();
    }
    entries = Metrics.sink().orElseThrow().entries();
  }

  private static Prover prover(ExecutorService pool, Guest guest) {
    return Prover.builder(MachineConfig.rv32im())
        .segmentMaxLogHeight(LOG_HEIGHT)
        .executor(pool, 2)
        .programName(guest.group())
        .build();
  }

  /** Names, types and labels, key by key and in order: what the catalog says and nothing else. */
  @Test
  void everyMetricIsThereWithItsLabelsAndNoneBeside() {
    Set<String> expected = new HashSet<>();
    for (Guest guest : List.of(FIRST, SECOND)) {
      for (MetricDescriptor metric : MetricCatalog.all()) {
        if (!NOT_OF_APP_PROOFS.contains(metric.name())) {
          expect(guest, metric, expected);
        }
      }
    }
    expected.add(text(Kind.GAUGE, "verify_time_ms", List.of()));
    assertThat(entries)
        .extracting(entry -> text(entry.kind(), entry.name(), entry.labels().list()))
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static void expect(Guest guest, MetricDescriptor metric, Set<String> expected) {
    boolean keygen =
        Set.of("keygen_time_ms", "quotient_deg", "constraints", "interactions")
            .contains(metric.name());
    Guest owner =
        keygen
            ? new Guest(guest.group() + "_keygen", guest.around(), guest.n(), guest.segments())
            : guest;
    String key = metric.place() == Place.BESIDE_GROUP ? "program" : "group";
    int times = metric.place() == Place.GROUP ? 1 : guest.segments();
    for (int k = 0; k < times; k++) {
      List<Label> labels =
          metric.place() == Place.GROUP
              ? owner.labels(key)
              : owner.labels(key, "segment", Integer.toString(k));
      if (metric.own().isEmpty()) {
        expected.add(text(metric.kind(), metric.name(), labels));
      } else {
        for (String air : airs) {
          List<Label> own = new ArrayList<>(labels);
          own.add(new Label("air_name", air));
          expected.add(text(metric.kind(), metric.name(), own));
        }
      }
    }
  }

  private static String text(Kind kind, String name, List<Label> labels) {
    return kind + " " + name + labels;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void thePhasesSumToTheWholeAndTheThreeToTheTotal(boolean ofFirst) {
    Guest guest = ofFirst ? FIRST : SECOND;
    double most = 0;
    for (int k = 0; k < guest.segments(); k++) {
      List<Label> labels = guest.segment(k);
      double whole = value("stark_prove_excluding_trace_time_ms", labels);
      double phases = PHASES.stream().mapToDouble(name -> value(name, labels)).sum();
      assertThat(phases).as("segment %d", k).isLessThan(whole + 0.004);
      assertThat(PHASES)
          .as("segment %d", k)
          .allSatisfy(name -> assertThat(value(name, labels)).isPositive());
      most = Math.max(most, phases / whole);
      assertThat(value("grind_time_ms", labels)).isPositive().isLessThan(whole);
      assertThat(value("execute_preflight_time_ms", labels))
          .isEqualTo(value("execute_time_ms", labels));
      assertThat(
              value("total_proof_time_ms", guest.labels("program", "segment", Integer.toString(k))))
          .isCloseTo(
              value("execute_time_ms", labels) + value("trace_gen_time_ms", labels) + whole,
              within(0.002));
    }
    // Beside the phases of a proof the collector or another process may come by, but not of each.
    assertThat(most).isGreaterThan(0.95);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void cyclesAreThoseOfTheExecutor(boolean ofFirst) {
    Guest guest = ofFirst ? FIRST : SECOND;
    long cycles = 0;
    for (int k = 0; k < guest.segments(); k++) {
      cycles += (long) value("total_cycles", guest.segment(k));
    }
    try (Prover prover = Prover.builder(MachineConfig.rv32im()).build()) {
      assertThat(cycles).isEqualTo(prover.execute(PROGRAM, guest.input()).instructions());
    }
    assertThat(value("num_segments", guest.labels("group"))).isEqualTo(guest.segments());
    for (String name : List.of("execute_metered_time_ms", "commit_exe_time_ms")) {
      assertThat(value(name, guest.labels("group"))).as(name).isPositive();
    }
    assertThat(value("segments_done", guest.labels("group"))).isEqualTo(guest.segments());
    assertThat(value("segments_planned", guest.labels("group"))).isEqualTo(guest.segments());
    double millis = value("execute_metered_time_ms", guest.labels("group"));
    for (int k = 0; k < guest.segments(); k++) {
      for (String part : List.of("execute", "trace_gen", "stark_prove_excluding_trace")) {
        millis += value(part + "_time_ms", guest.segment(k));
      }
    }
    assertThat(value("cycles_per_second", guest.labels("group")))
        .isCloseTo(1000 * cycles / millis, withinPercentage(0.1));
  }

  /** The cells, counted once more on traces that this test makes. */
  @Test
  void cellsAreThoseOfTheTraces() {
    Machine machine = Machine.of(MachineConfig.rv32im(), Security.PROVEN_100, Hash.POSEIDON2);
    ExecutionLimits limits =
        ExecutionLimits.standard().withPublicValueBytes(32).withMaxRows(1 << LOG_HEIGHT);
    List<SegmentPlan> plans =
        machine
            .meter(PROGRAM.transpiled(), FIRST.input().toGuest(), limits, SegmentBudget.UNLIMITED)
            .segments();
    Parallel alone = Parallel.sequential();
    MemoryTree memory = MemoryTree.of(PROGRAM.transpiled().initialMemory(), alone);
    Walk walk = new Walk(PROGRAM.transpiled(), FIRST.input().toGuest(), limits, plans, memory);
    for (int k = 0; k < FIRST.segments(); k++) {
      RecordedSegment recorded = walk.record(k);
      SegmentTraces traces =
          machine.traces(
              recorded.record(), walk.memory(k, alone), alone, heights -> Workspace.heap());
      walk.passed(k, recorded.after(), traces.memoryAfter());
      compare(machine, traces, k);
    }
  }

  private static void compare(Machine machine, SegmentTraces traces, int k) {
    List<Label> labels = FIRST.segment(k);
    long used = 0;
    long all = 0;
    for (int i = 0; i < traces.main().size(); i++) {
      int width = traces.main().get(i).width();
      int height = traces.main().get(i).height();
      used += (long) traces.usedRows().get(i) * width;
      List<Label> air =
          FIRST.labels(
              "group", "segment", Integer.toString(k), "air_name", machine.airs().get(i).name());
      assertThat(value("rows", air)).isEqualTo(height);
      assertThat(value("main_cols", air)).isEqualTo(width);
      double columns = width + value("prep_cols", air) + value("perm_cols", air);
      assertThat(value("cells", air)).isEqualTo(height * columns);
      all += (long) value("cells", air);
    }
    assertThat(value("main_cells_used", labels)).isEqualTo(used);
    assertThat(value("total_cells", labels)).isEqualTo(all);
    assertThat(value("total_cells_used", labels)).isBetween((double) used, (double) all);
  }

  private static double value(String name, List<Label> labels) {
    return entries.stream()
        .filter(entry -> entry.name().equals(name) && entry.labels().list().equals(labels))
        .findFirst()
        .orElseThrow(() -> new AssertionError(name + " of " + labels + " is missing"))
        .value();
  }
}
