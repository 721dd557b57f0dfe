package dev.merapi.vm.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.stark.parallel.Parallel;
import dev.merapi.vm.executor.Checkpoint;
import dev.merapi.vm.executor.ExecutionLimits;
import dev.merapi.vm.executor.Executor;
import dev.merapi.vm.executor.GuestInput;
import dev.merapi.vm.executor.RecordedSegment;
import dev.merapi.vm.executor.SegmentBudget;
import dev.merapi.vm.executor.SegmentPlan;
import dev.merapi.vm.executor.SegmentRecord;
import dev.merapi.vm.executor.SegmentShape;
import dev.merapi.vm.executor.TouchedLeaves;
import dev.merapi.vm.memory.MemoryTree;
import dev.merapi.vm.memory.TouchedTree;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.testing.Guests;
import dev.merapi.vm.testing.HeapSize;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is foretold of a segment's memory, beside the objects that are there. */
class SegmentHeapTest {
  private static final Rv32Machine MACHINE = Rv32Machine.standard();
  private static final Parallel SEQUENTIAL = Parallel.sequential();
  private static final ExecutionLimits LIMITS = ExecutionLimits.standard().withMaxRows(1 << 14);

  /** The page of zeros that all checkpoints share. */
  private static final long SHARED = (1 << 16) + 16;

  private static void between(long real, long foretold, double part) {
    assertThat(real).isBetween((long) (part * foretold), foretold);
  }

  @ParameterizedTest
  @ValueSource(strings = {"randomwalk", "quicksort"})
  void everyPartIsForetold(String guest) {
    Program program = Guests.program(guest);
    GuestInput input = GuestInput.builder().words(3000, 4).build();
    List<SegmentPlan> plans =
        MACHINE.meter(program, input, LIMITS, SegmentBudget.UNLIMITED, 100).segments();
    assertThat(plans).hasSizeGreaterThan(2);
    Checkpoint at = Checkpoint.start(program, input, LIMITS);
    MemoryTree tree = MemoryTree.of(at, SEQUENTIAL);
    for (SegmentPlan plan : plans) {
      SegmentShape shape = plan.shape();
      boolean large = plan != plans.getLast();
      RecordedSegment recorded = Executor.record(at, plan, LIMITS);
      SegmentRecord record = recorded.record();
      between(HeapSize.of(record, program), SegmentRecord.heapBytes(shape), large ? 0.9 : 0);
      TouchedLeaves leaves = record.touched();
      TouchedTree touched =
          TouchedTree.of(
              tree, leaves.labels(), leaves.initialWords(), leaves.finalWords(), SEQUENTIAL);
      between(
          HeapSize.of(touched, tree, leaves.labels()),
          TouchedTree.heapBytes(shape.leaves() + shape.nodes(), shape.compressions()),
          large ? 0.4 : 0);
      MemoryTree after = touched.after();
      assertThat(HeapSize.of(after)).isLessThanOrEqualTo(after.heapBytes());
      assertThat(after.heapBytes() - tree.heapBytes())
          .isLessThanOrEqualTo(MemoryTree.changeHeapBytes(shape.pages()));
      assertThat(HeapSize.of(recorded.after(), program, input))
          .isLessThanOrEqualTo(recorded.after().heapBytes() + SHARED);
      at = recorded.after();
      tree = after;
    }
  }
}
