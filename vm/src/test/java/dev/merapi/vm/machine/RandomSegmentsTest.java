package dev.merapi.vm.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.stark.parallel.Parallel;
import dev.merapi.vm.executor.ExecutionLimits;
import dev.merapi.vm.executor.Executor;
import dev.merapi.vm.executor.MeteredTable;
import dev.merapi.vm.executor.SegmentRecord;
import dev.merapi.vm.memory.MemoryTree;
import dev.merapi.vm.testing.RandomPrograms;
import dev.merapi.vm.testing.RandomPrograms.Generated;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random programs of all operations on the whole machine. */
class RandomSegmentsTest {
  private static final Rv32Machine MACHINE = Rv32Machine.standard();

  private static SegmentRecord record(long seed) {
    Generated generated = RandomPrograms.generate(seed);
    return Executor.record(generated.program(), generated.input(), ExecutionLimits.standard());
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {101, 102, 103, 104, 105, 106})
  void tracesHold(long seed) {
    SegmentRecord record = record(seed);
    SegmentFixture segment = SegmentFixture.of(MACHINE, record, record.program().initialMemory());
    assertThat(segment.violations()).isEmpty();
  }

  @Test
  void tracesDoNotDependOnThreads() {
    SegmentRecord record = record(7);
    Parallel one = Parallel.sequential();
    MemoryTree before = MemoryTree.of(record.program().initialMemory(), one);
    SegmentTraces expected = MACHINE.traces(record, before, one);
    try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
      SegmentTraces traces = MACHINE.traces(record, before, Parallel.of(pool, 4));
      assertThat(traces.publicValues()).isEqualTo(expected.publicValues());
      assertThat(traces.usedRows()).isEqualTo(expected.usedRows());
      for (int i = 0; i < traces.main().size(); i++) {
        for (int c = 0; c < traces.main().get(i).width(); c++) {
          assertThat(column(traces, i, c)).isEqualTo(column(expected, i, c));
        }
      }
    }
  }

  private static int[] column(SegmentTraces traces, int air, int column) {
    int from = traces.main().get(air).offset(column);
    return Arrays.copyOfRange(
        traces.main().get(air).data(), from, from + traces.main().get(air).height());
  }

  @Test
  void heightsArePowersOfTwoAndAtLeastTwo() {
    assertThat(MeteredTable.heightOf(0)).isEqualTo(2);
    assertThat(MeteredTable.heightOf(2)).isEqualTo(2);
    assertThat(MeteredTable.heightOf(3)).isEqualTo(4);
    assertThat(MeteredTable.heightOf(1024)).isEqualTo(1024);
    assertThat(MeteredTable.heightOf(1025)).isEqualTo(2048);
  }
}
