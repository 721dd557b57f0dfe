package dev.merapi.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How values become statistics, proofs, chips and a summary. */
final class AggregationTest {

  private static final Group FIBONACCI = new Group("fibonacci");

  @Test
  void groupsStandInTheOrderTheyAreProven() {
    assertThat(TestFiles.tree().groups().keySet())
        .extracting(Group::name)
        .containsExactly(
            "fibonacci",
            "leaf",
            "internal.0",
            "internal.1",
            "root",
            "halo2_outer",
            "halo2_wrapper",
            "fibonacci_keygen");
    assertThat(List.of("internal.10", "internal.9", "leaf_counter", "root", "leaf"))
        .map(Group::new)
        .satisfies(groups ->
            assertThat(groups.stream().sorted().map(Group::name))
                .containsExactly("leaf_counter", "leaf", "internal.9", "internal.10", "root"));
    assertThat(TestFiles.tree().name()).isEqualTo("fibonacci");
  }

  @Test
  void statisticsAreOverTheLabelSetsOfAGroup() {
    Statistics cycles = statistics("total_cycles");
    assertThat(cycles).isEqualTo(new Statistics(2_250_000, 1_000_000, 250_000, 3));
    assertThat(cycles.avg()).isEqualTo(750_000);
    assertThat(statistics("rows").count()).isEqualTo(12);
  }

  @Test
  void totalIsDerivedFromTheThreeTimes() {
    assertThat(statistics("total_proof_time_ms")).isEqualTo(new Statistics(8000, 4000, 1000, 3));
    Run run =
        TestFiles.run(
            gauges(
                time("execute_preflight_time_ms", 1),
                time("trace_gen_time_ms", 2),
                time("stark_prove_excluding_trace_time_ms", 4)));
    assertThat(run.statistics(new Group("g"), "total_proof_time_ms"))
        .contains(new Statistics(7, 7, 7, 1));
  }

  @Test
  void totalThatIsThereIsNotDerivedAgain() {
    Run run =
        TestFiles.run(
            gauges(
                time("total_proof_time_ms", 9),
                time("execute_time_ms", 1),
                time("trace_gen_time_ms", 2),
                time("stark_prove_excluding_trace_time_ms", 4)));
    assertThat(run.statistics(new Group("g"), "total_proof_time_ms"))
        .contains(new Statistics(9, 9, 9, 1));
    assertThat(run.groups().get(new Group("g")).proofs().getFirst().totalMillis()).isEqualTo(9);
  }

  @Test
  void labelSetsAreTheSameInAnyOrder() {
    Run run =
        TestFiles.run(
            gauges(
                "{'labels':[['group','g'],['idx','0']],'metric':'execute_time_ms','value':'1'}",
                "{'labels':[['idx','0'],['group','g']],'metric':'trace_gen_time_ms','value':'2'}",
                "{'labels':[['group','g'],['idx','0']],"
                    + "'metric':'stark_prove_excluding_trace_time_ms','value':'4'}"));
    assertThat(run.statistics(new Group("g"), "total_proof_time_ms")).isPresent();
  }

  @Test
  void aCounterThatIsZeroIsNoMeasurementButAGaugeIs() {
    Run run =
        TestFiles.run(
            "{'counter':[{'labels':[['group','g']],'metric':'c','value':'0'}],"
                + "'gauge':[{'labels':[['group','g']],'metric':'d','value':'0'}]}");
    assertThat(run.statistics(new Group("g"), "c")).isEmpty();
    assertThat(run.statistics(new Group("g"), "d")).contains(new Statistics(0, 0, 0, 1));
  }

  @Test
  void proofsGoBySegmentOrIdx() {
    GroupMetrics app = TestFiles.tree().groups().get(FIBONACCI);
    assertThat(app.proofs()).extracting(Proof::index).containsExactly("0", "1", "2");
    assertThat(app.proofs().get(1).totalMillis()).isEqualTo(3000);
    assertThat(app.proofs().get(1).value("rows")).as("that is of chips").isEmpty();
    assertThat(app.meteringMillis()).isEqualTo(400);
    assertThat(TestFiles.tree().groups().get(new Group("internal.1")).proofs())
        .extracting(Proof::index)
        .containsExactly("2");
    assertThat(TestFiles.tree().groups().get(new Group("halo2_outer")).proofs())
        .singleElement()
        .satisfies(proof -> assertThat(proof.totalMillis()).isEqualTo(21_000));
    Run run =
        TestFiles.run(
            gauges(
                "{'labels':[['group','leaf'],['idx','10']],'metric':'m','value':'1'}",
                "{'labels':[['group','leaf'],['idx','9']],'metric':'m','value':'2'}"));
    assertThat(run.groups().get(new Group("leaf")).proofs())
        .extracting(Proof::index)
        .containsExactly("9", "10");
  }

  @Test
  void runsThatOnlyALabelOfTheCallerTellsApartStayApart() {
    List<String> entries = new ArrayList<>();
    for (int customer : List.of(7, 8)) {
      String labels = "{'labels':[['customer','" + customer + "'],['group','g']";
      for (int segment : List.of(0, 1)) {
        String proof = labels + ",['segment','" + segment + "']],'metric':'";
        entries.add(proof + "execute_time_ms','value':'" + customer + "'}");
        entries.add(proof + "trace_gen_time_ms','value':'1'}");
        entries.add(proof + "stark_prove_excluding_trace_time_ms','value':'2'}");
        entries.add(proof + "peak_memory_so_far_bytes','value':'" + 100 * customer + "'}");
      }
      entries.add(labels + "],'metric':'peak_memory_bytes','value':'900'}");
      entries.add(labels + "],'metric':'execute_metered_time_ms','value':'" + 10 * customer + "'}");
    }
    Run run = TestFiles.run(gauges(entries.toArray(String[]::new)));
    GroupMetrics metrics = run.groups().get(new Group("g"));
    assertThat(metrics.proofs())
        .extracting(Proof::name, Proof::totalMillis, proof -> proof.memoryBytes().getAsDouble())
        .containsExactly(
            tuple("0 (customer=7)", 10.0, 700.0),
            tuple("0 (customer=8)", 11.0, 800.0),
            tuple("1 (customer=7)", 10.0, 700.0),
            tuple("1 (customer=8)", 11.0, 800.0));
    assertThat(metrics.proofMillis()).as("both were metered").hasValue(42 + 150);
    assertThat(metrics.parallelMillis()).as("after the longer metering").hasValue(11 + 80);
  }

  @Test
  void labelsOfAPartDoNotMakeAProof() {
    String labels = "{'labels':[['group','g'],['segment','0']";
    Run run =
        TestFiles.run(
            gauges(
                labels + ",['bound','1']],'metric':'weighted_sum','value':'3'}",
                labels + ",['bound','2']],'metric':'weighted_sum','value':'4'}",
                labels + ",['bound','1']],'metric':'proof_size_bytes','value':'3'}",
                labels + "],'metric':'proof_size_bytes','value':'5'}",
                labels + "],'metric':'total_proof_time_ms','value':'9'}"));
    assertThat(run.groups().get(new Group("g")).proofs())
        .singleElement()
        .satisfies(proof -> {
          assertThat(proof.name()).isEqualTo("0");
          assertThat(proof.value("weighted_sum")).hasValue(7);
          assertThat(proof.value("proof_size_bytes")).hasValue(5);
        });
  }

  @Test
  void chipsAreSummedOverTheProofs() {
    Chip chip = TestFiles.tree().groups().get(FIBONACCI).chips().getFirst();
    double rows = (1 << 20) + (1 << 20) + (1 << 18);
    assertThat(chip).isEqualTo(new Chip("add_sub", rows, 0, rows * 31, new Chip.Columns(0, 22, 9)));
    assertThat(chip.mainCells()).isEqualTo(rows * 22);
    assertThat(chip.busCells() + chip.committedCells()).isEqualTo(rows * 9);
  }

  @Test
  void profilesByOpcodeAreNoChips() {
    Run run =
        TestFiles.run(
            gauges(
                "{'labels':[['group','g'],['air_name','a']],'metric':'rows','value':'8'}",
                "{'labels':[['group','g'],['chip_name','a']],'metric':'rows_used','value':'5'}",
                "{'labels':[['group','g'],['air_name','a'],['opcode','ADD']],"
                    + "'metric':'cells','value':'99'}"));
    assertThat(run.groups().get(new Group("g")).chips())
        .containsExactly(new Chip("a", 8, 5, 0, new Chip.Columns(0, 0, 0)));
  }

  @Test
  void summaryAddsUpGroupsButNotKeyGeneration() {
    Comparison comparison = new Comparison(TestFiles.tree(), null);
    assertThat(comparison.lines()).hasSize(7).noneMatch(line -> line.group().keygen());
    Comparison.Line app = comparison.lines().getFirst();
    assertThat(app.proofs()).isEqualTo(3);
    assertThat(app.proofSeconds()).as("400 ms of metering").isEqualTo(new Change(8.4, null));
    assertThat(app.parallelSeconds()).isEqualTo(new Change(4.4, null));
    assertThat(comparison.total().proofSeconds().value())
        .isCloseTo(8.4 + 6 + 3 + 1.5 + 1.6 + 21 + 6, within(1e-9));
    assertThat(comparison.total().parallelSeconds().value())
        .isCloseTo(4.4 + 2 + 1.5 + 1.5 + 1.6 + 21 + 6, within(1e-9));
    Run keygen =
        TestFiles.run(
            gauges("{'labels':[['group','g_keygen']],'metric':'total_proof_time_ms','value':'5'}"));
    assertThat(new Comparison(keygen, null).total().proofSeconds().value()).isZero();
    assertThat(new Comparison(keygen, null).lines()).isEmpty();
  }

  @Test
  void differencesAreToThePreviousRun() {
    Comparison comparison = new Comparison(TestFiles.tree(), TestFiles.previous());
    Change app = comparison.lines().getFirst().proofSeconds();
    assertThat(app.previous()).isEqualTo(10.5);
    assertThat(app.difference().getAsDouble()).isCloseTo(-2.1, within(1e-9));
    assertThat(app.relative().getAsDouble()).isCloseTo(-0.2, within(1e-9));
    assertThat(comparison.lines().getLast().proofSeconds().previous()).isNull();
    assertThat(comparison.total().proofSeconds().previous()).isCloseTo(51.878, within(1e-9));
    assertThat(comparison.gone()).containsExactly("leaf/retired_metric");
    assertThat(new Change(1.0005, 1.0).noticeable()).isFalse();
    assertThat(new Change(1.002, 1.0).noticeable()).isTrue();
    assertThat(new Change(1, 0.0).noticeable()).isTrue();
    assertThat(new Change(1, 0.0).relative()).isEmpty();
  }

  private static Statistics statistics(String metric) {
    return TestFiles.tree().statistics(FIBONACCI, metric).orElseThrow();
  }

  private static String time(String name, int millis) {
    return "{'labels':[['group','g']],'metric':'" + name + "','value':'" + millis + "'}";
  }

  private static String gauges(String... entries) {
    return "{'counter':[],'gauge':[" + String.join(",", entries) + "]}";
  }
}
