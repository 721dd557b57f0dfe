package dev.merapi.vm.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.merapi.stark.parallel.Parallel;
import dev.merapi.vm.executor.Checkpoint;
import dev.merapi.vm.executor.ExecutionLimitException;
import dev.merapi.vm.executor.ExecutionLimitException.Limit;
import dev.merapi.vm.executor.ExecutionLimits;
import dev.merapi.vm.executor.Executor;
import dev.merapi.vm.executor.GuestInput;
import dev.merapi.vm.executor.RecordedSegment;
import dev.merapi.vm.executor.SegmentBudget;
import dev.merapi.vm.executor.SegmentPlan;
import dev.merapi.vm.executor.SegmentRecord;
import dev.merapi.vm.executor.SegmentShape;
import dev.merapi.vm.memory.MemoryTree;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.record.ChipRecord;
import dev.merapi.vm.testing.Guests;
import dev.merapi.vm.testing.RandomPrograms;
import dev.merapi.vm.testing.RandomPrograms.Generated;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What metering says of a segment beside the segment itself. */
class SegmentShapeTest {
  private static final Rv32Machine MACHINE = Rv32Machine.standard();
  private static final Parallel SEQUENTIAL = Parallel.sequential();
  private static final ExecutionLimits LIMITS = ExecutionLimits.standard();

  /** The tables whose rows are only bounded. */
  private static final List<String> BOUNDED = List.of("boundary", "merkle", "poseidon2");

  private static List<SegmentPlan> plans(Program program, GuestInput input, SegmentBudget budget) {
    return MACHINE.meter(program, input, LIMITS, budget, 1000).segments();
  }

  /** Cells of the main traces that may differ from segment to segment. */
  private static long cells(SegmentShape shape) {
    long cells = 0;
    for (int t = 0; t < shape.tables().size(); t++) {
      boolean fixed = MACHINE.airs().get(t).fixedLogHeight().isPresent();
      cells +=
          fixed ? 0 : (long) shape.tables().get(t).height() * MACHINE.compiled().get(t).mainWidth();
    }
    return cells;
  }

  /** Records and fills every segment and holds it against its shape. */
  private static void holds(Program program, GuestInput input, List<SegmentPlan> plans) {
    Checkpoint at = Checkpoint.start(program, input, LIMITS);
    MemoryTree tree = MemoryTree.of(program.initialMemory(), SEQUENTIAL);
    for (SegmentPlan plan : plans) {
      RecordedSegment recorded = Executor.record(at, plan, LIMITS);
      SegmentTraces traces = MACHINE.traces(recorded.record(), tree, SEQUENTIAL);
      covers(plan.shape(), recorded.record(), traces);
      at = recorded.after();
      tree = traces.memoryAfter();
      assertThat(MemoryTree.of(at, SEQUENTIAL).root()).isEqualTo(tree.root());
    }
  }

  private static void covers(SegmentShape shape, SegmentRecord record, SegmentTraces traces) {
    for (int t = 0; t < shape.tables().size(); t++) {
      String name = MACHINE.airs().get(t).name();
      SegmentShape.Table table = shape.tables().get(t);
      int height = traces.main().get(t).height();
      if (BOUNDED.contains(name)) {
        assertThat(traces.usedRows().get(t)).as(name).isLessThanOrEqualTo(table.rows());
        assertThat(height).as(name).isLessThanOrEqualTo(table.height());
      } else {
        assertThat(traces.usedRows().get(t)).as(name).isEqualTo(table.rows());
        assertThat(height).as(name).isEqualTo(table.height());
      }
      assertThat(1 << table.logHeight()).isEqualTo(table.height());
    }
    long words =
        Arrays.stream(ChipRecord.values())
            .mapToLong(stream -> (long) stream.kind().stride() * record.buffer(stream).count())
            .sum();
    assertThat(shape.recordWords()).isEqualTo(words);
    assertThat(shape.instructions()).isEqualTo(record.instructions());
    assertThat(record.touched().count()).isLessThanOrEqualTo(shape.leaves());
    assertThat(traces.memory().compressions().rows()).isLessThanOrEqualTo(shape.compressions());
    assertThat(traces.memory().nodes()).isLessThanOrEqualTo(shape.nodes());
    long pages =
        Arrays.stream(record.touched().labels()).map(label -> label >> 11).distinct().count();
    assertThat(pages).isLessThanOrEqualTo(shape.pages());
  }

  @ParameterizedTest
  @ValueSource(strings = {"fibonacci", "sha256", "quicksort", "randomwalk", "rv32im"})
  void guests(String guest) {
    GuestInput input =
        switch (guest) {
          case "fibonacci" -> GuestInput.builder().words(500, 0).build();
          case "quicksort" -> GuestInput.builder().words(200, 7).build();
          case "sha256" -> GuestInput.of(new byte[200]);
          case "randomwalk" -> GuestInput.builder().words(400, 3).build();
          default -> GuestInput.empty();
        };
    Program program = Guests.program(guest);
    holds(program, input, plans(program, input, SegmentBudget.UNLIMITED));
    long whole = cells(plans(program, input, SegmentBudget.UNLIMITED).getFirst().shape());
    List<SegmentPlan> cut = plans(program, input, shape -> cells(shape) <= whole * 3 / 4);
    assertThat(cut).hasSizeGreaterThan(1);
    holds(program, input, cut);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {31, 32, 33})
  void generatedPrograms(long seed) {
    Generated generated = RandomPrograms.generate(seed);
    holds(
        generated.program(),
        generated.input(),
        plans(generated.program(), generated.input(), SegmentBudget.UNLIMITED));
  }

  /** Whatever a budget bounds, no segment passes it, nor anything that was refused. */
  @ParameterizedTest
  @ValueSource(strings = {"cells", "words", "leaves", "compressions", "pages", "instructions"})
  void budgetsAreKept(String what) {
    ToLongFunction<SegmentShape> cost =
        switch (what) {
          case "cells" -> SegmentShapeTest::cells;
          case "words" -> SegmentShape::recordWords;
          case "leaves" -> SegmentShape::leaves;
          case "compressions" -> SegmentShape::compressions;
          case "pages" -> SegmentShape::pages;
          default -> SegmentShape::instructions;
        };
    Program program = Guests.program("memwalk");
    GuestInput input = GuestInput.builder().words(20).build();
    SegmentShape whole = plans(program, input, SegmentBudget.UNLIMITED).getFirst().shape();
    List<SegmentShape> asked = new ArrayList<>();
    long most = Math.max(cost.applyAsLong(whole) * 2 / 3, what.equals("pages") ? 20 : 0);
    List<SegmentPlan> plans =
        plans(
            program,
            input,
            shape -> {
              asked.add(shape);
              return cost.applyAsLong(shape) <= most;
            });
    assertThat(plans).hasSizeGreaterThan(what.equals("pages") ? 0 : 1);
    assertThat(plans).allMatch(plan -> cost.applyAsLong(plan.shape()) <= most);
    assertThat(asked).hasSizeLessThan(plans.size() * 400);
    assertThat(plans.stream().mapToLong(SegmentPlan::instructions).sum())
        .isEqualTo(whole.instructions());
  }

  /** Every number of a segment is within the shape that was allowed last. */
  @Test
  void questionsBoundWhatComes() {
    Generated generated = RandomPrograms.generate(36);
    SegmentShape[] allowed = new SegmentShape[1];
    List<SegmentPlan> plans =
        plans(
            generated.program(),
            generated.input(),
            shape -> {
              allowed[0] = shape;
              return true;
            });
    assertThat(plans).hasSize(1);
    SegmentShape shape = plans.getFirst().shape();
    assertThat(shape.instructions()).isLessThanOrEqualTo(allowed[0].instructions());
    assertThat(shape.recordWords()).isLessThanOrEqualTo(allowed[0].recordWords());
    assertThat(shape.leaves()).isLessThanOrEqualTo(allowed[0].leaves());
    assertThat(shape.compressions()).isLessThanOrEqualTo(allowed[0].compressions());
    assertThat(shape.pages()).isLessThanOrEqualTo(allowed[0].pages());
    for (int t = 0; t < shape.tables().size(); t++) {
      assertThat(shape.tables().get(t).rows())
          .isLessThanOrEqualTo(allowed[0].tables().get(t).rows());
      assertThat(shape.tables().get(t).height()).isEqualTo(allowed[0].tables().get(t).height());
    }
  }

  @Test
  void aBudgetThatNothingFitsSaysWhatIsNeeded() {
    Program program = Guests.program("fibonacci");
    GuestInput input = GuestInput.builder().words(5, 0).build();
    assertThatThrownBy(() -> plans(program, input, shape -> false))
        .isInstanceOfSatisfying(
            ExecutionLimitException.class,
            e -> {
              assertThat(e.limit()).isEqualTo(Limit.BUDGET);
              assertThat(e.needsMoreSegments()).isFalse();
              SegmentShape needed = e.needed().orElseThrow();
              assertThat(plans(program, input, shape -> shape.pages() <= needed.pages()))
                  .isNotEmpty();
            })
        .hasMessageContaining("alone needs a larger segment than the budget allows");
  }
}
