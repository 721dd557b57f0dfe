package dev.merapi.vm.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.vm.isa.Op;
import dev.merapi.vm.memory.MemoryImage;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.record.ChipRecord;
import dev.merapi.vm.record.RecordBuffer;
import dev.merapi.vm.testing.NaiveMachine;
import dev.merapi.vm.testing.RandomPrograms;
import dev.merapi.vm.testing.RandomPrograms.Generated;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomProgramsTest {
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void fastRecordingAndNaiveInterpretersAgree(long seed) {
    Generated generated = RandomPrograms.generate(seed);
    Program program = generated.program();
    NaiveMachine naive = new NaiveMachine(program, generated.input()).run(1_000_000);
    assertThat(naive.exitCode).isZero();

    ExecutionResult run = Executor.run(program, generated.input(), ExecutionLimits.standard());
    SegmentRecord record = Executor.record(program, generated.input(), ExecutionLimits.standard());

    assertThat(run.exitCode()).isZero();
    assertThat(run.instructions()).isEqualTo(naive.instructions);
    assertThat(record.instructions()).isEqualTo(naive.instructions);
    assertThat(run.publicValues()).isEqualTo(naive.publicValues);
    assertThat(record.publicValues()).isEqualTo(naive.publicValues);
    assertThat(record.endPc()).isEqualTo(run.exitPc()).isEqualTo(naive.pc);
    checkFinalState(record, naive);
    checkMemoryHistory(record);
    checkExecutionChain(record);
    checkOperationsCovered(record);
  }

  private static void checkFinalState(SegmentRecord record, NaiveMachine naive) {
    TouchedLeaves touched = record.touched();
    for (int i = 0; i < touched.count(); i++) {
      int label = touched.labels()[i];
      for (int w = 0; w < 8; w++) {
        int pointer = MemoryImage.pointerOf(label) + 4 * w;
        int value = touched.finalWords()[8 * i + w];
        if (MemoryImage.spaceOf(label) == MemoryImage.MEMORY) {
          assertThat(value).isEqualTo(naive.read(pointer, 4));
        } else if (MemoryImage.spaceOf(label) == MemoryImage.REGISTERS && pointer < 128) {
          assertThat(value).as("x%d", pointer / 4).isEqualTo(naive.x[pointer / 4]);
        }
      }
    }
    assertThat(touched.labels()).isSorted().doesNotHaveDuplicates();
  }

  /**
   * A cell's accesses, ordered by timestamp, hand the value from one to the next: first from the
   * initial leaf, last to the final.
   */
  private static void checkMemoryHistory(SegmentRecord record) {
    TreeMap<Integer, AccessLog.Access> byTs = new TreeMap<>();
    for (AccessLog.Access access : AccessLog.of(record)) {
      assertThat(byTs.put(access.ts(), access)).as("two accesses at %d", access.ts()).isNull();
    }
    Map<Long, int[]> cells = new HashMap<>();
    TouchedLeaves touched = record.touched();
    for (int i = 0; i < touched.count(); i++) {
      int label = touched.labels()[i];
      for (int w = 0; w < 8; w++) {
        long cell =
            AccessLog.cell(MemoryImage.spaceOf(label), MemoryImage.pointerOf(label) + 4 * w);
        cells.put(cell, new int[] {touched.initialWords()[8 * i + w], 0});
      }
    }
    for (AccessLog.Access access : byTs.values()) {
      int[] cell = cells.get(AccessLog.cell(access.space(), access.pointer()));
      assertThat(cell).as("cell of %s", access).isNotNull();
      assertThat(access.prevTs()).as("%s", access).isEqualTo(cell[1]).isLessThan(access.ts());
      assertThat(access.before()).as("%s", access).isEqualTo(cell[0]);
      cell[0] = access.after();
      cell[1] = access.ts();
    }
    for (int i = 0; i < touched.count(); i++) {
      int label = touched.labels()[i];
      boolean any = false;
      for (int w = 0; w < 8; w++) {
        int[] cell =
            cells.get(
                AccessLog.cell(MemoryImage.spaceOf(label), MemoryImage.pointerOf(label) + 4 * w));
        assertThat(cell)
            .containsExactly(touched.finalWords()[8 * i + w], touched.finalTs()[8 * i + w]);
        any |= cell[1] != 0;
      }
      assertThat(any).isTrue();
    }
    assertThat(byTs.lastKey()).isLessThan(record.endTs());
  }

  /**
   * Records taken in order of timestamp are one path through the program, each starting where the
   * one before ended.
   */
  private static void checkExecutionChain(SegmentRecord record) {
    TreeMap<Integer, int[]> byTs = new TreeMap<>();
    for (ChipRecord chip : ChipRecord.values()) {
      RecordBuffer buffer = record.buffer(chip);
      for (int i = 0; chip != ChipRecord.HINT_WORD && i < buffer.count(); i++) {
        int words = chip == ChipRecord.HINT_HEAD ? buffer.get(i, 7) : 0;
        byTs.put(buffer.get(i, 1), new int[] {buffer.get(i, 0), words});
      }
    }
    assertThat((long) byTs.size()).isEqualTo(record.instructions());
    int ts = SegmentRecord.INITIAL_TS;
    for (Map.Entry<Integer, int[]> entry : byTs.entrySet()) {
      assertThat(entry.getKey()).isEqualTo(ts);
      Op op = Op.ofId(record.program().op(entry.getValue()[0]));
      ts += op.timestamps();
      if (op == Op.HINT_BUFFER) {
        ts += entry.getValue()[1];
      }
    }
    assertThat(ts).isEqualTo(record.endTs());
  }

  private static void checkOperationsCovered(SegmentRecord record) {
    EnumSet<Op> seen = EnumSet.noneOf(Op.class);
    for (ChipRecord chip : ChipRecord.values()) {
      RecordBuffer buffer = record.buffer(chip);
      for (int i = 0; chip != ChipRecord.HINT_WORD && i < buffer.count(); i++) {
        seen.add(Op.ofId(record.program().op(buffer.get(i, 0))));
      }
    }
    assertThat(seen.size()).isGreaterThan(40);
  }
}
