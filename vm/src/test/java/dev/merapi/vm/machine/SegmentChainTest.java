package dev.merapi.vm.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.vm.executor.Checkpoint;
import dev.merapi.vm.executor.ExecutionLimits;
import dev.merapi.vm.executor.Executor;
import dev.merapi.vm.executor.GuestInput;
import dev.merapi.vm.executor.RecordedSegment;
import dev.merapi.vm.executor.SegmentBudget;
import dev.merapi.vm.executor.SegmentPlan;
import dev.merapi.vm.memory.MemoryTree;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.testing.Guests;
import dev.merapi.vm.testing.RandomPrograms;
import dev.merapi.vm.testing.RandomPrograms.Generated;
import dev.merapi.vm.verification.SegmentPublicValues;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The segments of one run on the whole machine: every trace holds, and each begins as the last
 * ended.
 */
class SegmentChainTest {
  private static final Rv32Machine MACHINE = Rv32Machine.standard();
  private static final Parallel SEQUENTIAL = Parallel.sequential();

  private static void holds(Program program, GuestInput input, int rows, List<Long> segments) {
    ExecutionLimits limits = ExecutionLimits.standard().withMaxRows(rows);
    Checkpoint at = Checkpoint.start(program, input, limits);
    MemoryTree tree = MemoryTree.of(program.initialMemory(), SEQUENTIAL);
    int pc = program.entryPc();
    for (int k = 0; k < segments.size(); k++) {
      boolean last = k == segments.size() - 1;
      RecordedSegment segment = Executor.record(at, segments.get(k), limits);
      SegmentTraces traces = MACHINE.traces(segment.record(), tree, SEQUENTIAL);
      SegmentPublicValues values = traces.publicValues();
      assertThat(values.initialPc()).isEqualTo(pc);
      assertThat(values.terminated()).isEqualTo(last);
      assertThat(values.exitCode()).isEqualTo(last ? 0 : SegmentPublicValues.SUSPENDED);
      assertThat(values.initialRoot()).isEqualTo(canonical(tree.root()));
      for (int i = 0; i < traces.main().size(); i++) {
        if (MACHINE.airs().get(i).fixedLogHeight().isEmpty() && i != MACHINE.programIndex()) {
          assertThat(traces.main().get(i).height()).isLessThanOrEqualTo(rows);
        }
      }
      assertThat(SegmentFixture.of(MACHINE, segment.record(), tree).violations()).isEmpty();
      at = segment.after();
      tree = traces.memoryAfter();
      pc = values.finalPc();
      assertThat(values.finalRoot()).isEqualTo(canonical(tree.root()));
    }
  }

  private static int[] canonical(int[] elements) {
    int[] out = elements.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] = KoalaBear.toCanonical(out[i]);
    }
    return out;
  }

  private static List<Long> metered(Program program, GuestInput input, int rows, int timestamps) {
    ExecutionLimits limits = new ExecutionLimits(Long.MAX_VALUE, timestamps, rows, 32, () -> {});
    return MACHINE.meter(program, input, limits, SegmentBudget.UNLIMITED, 1000).segments().stream()
        .map(SegmentPlan::instructions)
        .toList();
  }

  @Test
  void aGuestInSegments() {
    Program sha256 = Guests.program("sha256");
    GuestInput input = GuestInput.of(new byte[100]);
    List<Long> segments = metered(sha256, input, 1024, 1 << 24);
    assertThat(segments).hasSizeBetween(3, 8);
    holds(sha256, input, 1024, segments);
  }

  @Test
  void aGeneratedProgramInSegments() {
    Generated generated = RandomPrograms.generate(4711);
    List<Long> segments = metered(generated.program(), generated.input(), 512, 1000);
    assertThat(segments).hasSizeBetween(2, 8);
    holds(generated.program(), generated.input(), 512, segments);
  }

  /** The last segment is a TERMINATE alone and touches nothing. */
  @Test
  void theEndAlone() {
    Program program = Guests.program("fibonacci");
    GuestInput input = GuestInput.builder().words(3, 0).build();
    long all = Executor.run(program, input, ExecutionLimits.standard()).instructions();
    holds(program, input, 1 << 20, List.of(all - 2, 1L, 1L));
  }

  /** So no count of messages needs metering. */
  @Test
  void noBusCanWrapInTheLargestSegment() {
    long perRow =
        MACHINE.compiled().stream()
            .flatMap(air -> air.interactions().stream())
            .mapToLong(interaction -> Math.max(1, interaction.countWeight()))
            .sum();
    assertThat(perRow * Rv32Machine.MAX_ROWS).isLessThan(KoalaBear.P);
  }
}
