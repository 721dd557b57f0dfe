package dev.merapi.vm.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.merapi.stark.parallel.Parallel;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.machine.Rv32Machine;
import dev.merapi.vm.memory.MemoryImage;
import dev.merapi.vm.memory.MemoryTree;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.program.SymbolTable;
import dev.merapi.vm.program.Transpiler;
import dev.merapi.vm.record.ChipRecord;
import dev.merapi.vm.record.RecordBuffer;
import dev.merapi.vm.testing.Assembler;
import dev.merapi.vm.testing.Guests;
import dev.merapi.vm.testing.RandomPrograms;
import dev.merapi.vm.testing.RandomPrograms.Generated;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where programs are cut, and that their segments are one execution within the limits. */
class MeteredExecutionTest {
  private static final Rv32Machine MACHINE = Rv32Machine.standard();
  private static final int TEXT = 0x1000;
  private static final int MAX_SEGMENTS = 1 << 16;

  private static ExecutionLimits limits(int maxRows, int maxTimestamp) {
    return new ExecutionLimits(Long.MAX_VALUE, maxTimestamp, maxRows, 32, () -> {});
  }

  private static MeteredExecution meter(Program program, GuestInput input, ExecutionLimits limits) {
    return MACHINE.meter(program, input, limits, SegmentBudget.UNLIMITED, MAX_SEGMENTS);
  }

  /** Records all segments, checks that they are one run within the limits, and returns them. */
  private static List<SegmentRecord> whole(
      Program program, GuestInput input, ExecutionLimits limits) {
    MeteredExecution metered = meter(program, input, limits);
    ExecutionResult run = Executor.run(program, input, limits);
    assertThat(metered.result()).usingRecursiveComparison().isEqualTo(run);
    assertThat(metered.segments()).allMatch(segment -> segment.instructions() > 0);
    assertThat(metered.segments().stream().mapToLong(SegmentPlan::instructions).sum())
        .isEqualTo(run.instructions());

    MemoryImage.Builder memory = program.initialMemory().toBuilder();
    List<SegmentRecord> records = new ArrayList<>();
    Checkpoint at = Checkpoint.start(program, input, limits);
    Checkpoint skipped = at;
    for (SegmentPlan plan : metered.segments()) {
      RecordedSegment segment = Executor.record(at, plan, limits);
      SegmentRecord record = segment.record();
      assertThat(record.startPc()).isEqualTo(at.pc());
      assertThat(record.endPc()).isEqualTo(segment.after().pc());
      assertThat(record.instructions()).isEqualTo(plan.instructions());
      assertThat(record.terminated()).isEqualTo(records.size() + 1 == metered.segments().size());
      goOn(memory, record.touched());
      within(record, plan, limits);
      same(Executor.record(skipped, plan.instructions(), limits).record(), record);
      records.add(record);
      at = segment.after();
      skipped = Executor.skip(skipped, plan.instructions(), limits);
    }
    int[] root = MemoryTree.of(memory.build(), Parallel.sequential()).root();
    assertThat(MemoryTree.of(skipped, Parallel.sequential()).root()).isEqualTo(root);
    SegmentRecord last = records.getLast();
    assertThat(last.publicValues()).isEqualTo(run.publicValues());
    assertThat(last.exitCode()).isEqualTo(run.exitCode());
    assertThat(last.endPc()).isEqualTo(run.exitPc());
    return records;
  }

  private static void goOn(MemoryImage.Builder memory, TouchedLeaves touched) {
    for (int i = 0; i < touched.count(); i++) {
      int label = touched.labels()[i];
      int space = MemoryImage.spaceOf(label);
      for (int w = 0; w < 8; w++) {
        int pointer = MemoryImage.pointerOf(label) + 4 * w;
        assertThat(touched.initialWords()[8 * i + w]).isEqualTo(memory.word(space, pointer));
      }
      memory.leaf(label, touched.finalWords(), 8 * i);
    }
  }

  private static void same(SegmentRecord a, SegmentRecord b) {
    assertThat(List.of(a.startPc(), a.endPc(), a.endTs(), a.exitCode(), a.instructions()))
        .isEqualTo(List.of(b.startPc(), b.endPc(), b.endTs(), b.exitCode(), b.instructions()));
    assertThat(a.terminated()).isEqualTo(b.terminated());
    assertThat(a.publicValues()).isEqualTo(b.publicValues());
    assertThat(a.touched().labels()).isEqualTo(b.touched().labels());
    assertThat(a.touched().initialWords()).isEqualTo(b.touched().initialWords());
    assertThat(a.touched().finalWords()).isEqualTo(b.touched().finalWords());
    assertThat(a.touched().finalTs()).isEqualTo(b.touched().finalTs());
    for (ChipRecord stream : ChipRecord.values()) {
      assertThat(records(a.buffer(stream))).as("%s", stream).isEqualTo(records(b.buffer(stream)));
    }
  }

  private static int[] records(RecordBuffer buffer) {
    return Arrays.copyOf(buffer.data(), buffer.count() * buffer.stride());
  }

  private static void within(SegmentRecord record, SegmentPlan plan, ExecutionLimits limits) {
    SegmentShape shape = plan.shape();
    for (ChipRecord stream : ChipRecord.values()) {
      RecordBuffer buffer = record.buffer(stream);
      assertThat(buffer.count()).as("%s", stream).isEqualTo(plan.records(stream));
      assertThat(buffer.data()).hasSize(Math.max(1, buffer.count()) * buffer.stride());
    }

    for (int t = 0; t < shape.tables().size(); t++) {
      if (t != MACHINE.programIndex() && MACHINE.airs().get(t).fixedLogHeight().isEmpty()) {
        assertThat(shape.tables().get(t).height()).isLessThanOrEqualTo(limits.maxRows());
      }
    }
    assertThat(record.endTs()).isLessThan(limits.maxTimestamp());
  }

  private static int nodes(TouchedLeaves touched) {
    Set<Long> nodes = new HashSet<>();
    for (int label : touched.labels()) {
      for (int level = 0; level <= MemoryImage.TREE_HEIGHT; level++) {
        nodes.add((long) level << 32 | label >>> level);
      }
    }
    return nodes.size();
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void generatedPrograms(long seed) {
    Generated generated = RandomPrograms.generate(seed);
    int rows = 256 << seed % 3;
    assertThat(whole(generated.program(), generated.input(), limits(rows, 1 << 24))).isNotEmpty();
    assertThat(whole(generated.program(), generated.input(), limits(1 << 16, 1000)))
        .hasSizeGreaterThan(3);
    assertThat(whole(generated.program(), generated.input(), ExecutionLimits.standard()))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fibonacci",
        "sha256",
        "keccak256",
        "quicksort",
        "randomwalk",
        "json",
        "rv32im",
        "hints"
      })
  void guests(String guest) {
    GuestInput input =
        switch (guest) {
          case "fibonacci" -> GuestInput.builder().words(3000, 0).build();
          case "randomwalk" -> GuestInput.builder().words(100, 2).build();
          case "quicksort" -> GuestInput.builder().words(500, 7).build();
          case "sha256", "keccak256" -> GuestInput.of(new byte[300]);
          case "json" ->
              GuestInput.of("{\"a\":[1,-2e3,\"bcd\",{}]}".getBytes(StandardCharsets.UTF_8));
          case "hints" -> {
            byte[] key = "volcano".getBytes(StandardCharsets.UTF_8);
            yield GuestInput.builder()
                .bytes(key)
                .words(3)
                .hint(key, List.of(new byte[] {1, 2, 3}, new byte[0], new byte[] {100}))
                .build();
          }
          default -> GuestInput.empty();
        };
    Program program = Guests.program(guest);
    assertThat(whole(program, input, limits(256, guest.equals("hints") ? 200 : 1 << 24)))
        .hasSizeGreaterThan(1);
    whole(program, input, limits(1 << 16, 1 << 20));
  }

  /** A guest that fails does so at the same place, however it is executed. */
  @ParameterizedTest
  @ValueSource(strings = {"fail_illegal", "fail_memory", "fail_misaligned", "sha256"})
  void failures(String guest) {
    Program program = Guests.program(guest);
    GuestInput none = GuestInput.empty();
    ExecutionLimits limits = ExecutionLimits.standard();
    Checkpoint start = Checkpoint.start(program, none, limits);
    String message = fault(() -> Executor.run(program, none, limits));
    assertThat(fault(() -> meter(program, none, limits))).isEqualTo(message);
    assertThat(fault(() -> Executor.record(start, 1 << 20, limits))).isEqualTo(message);
    assertThat(fault(() -> Executor.skip(start, 1 << 20, limits))).isEqualTo(message);
  }

  private static String fault(ThrowingCallable execution) {
    return catchThrowableOfType(GuestFaultException.class, execution).getMessage();
  }

  /** Each segment is as long as its limits allow: one instruction more would pass one of them. */
  @Test
  void cutsComeLate() {
    Assembler asm = new Assembler().li(5, 1000);
    asm.imm(Op.ADDI, 5, 5, -1).branch(Op.BNE, 5, 0, -4).terminate(0);
    Program loop = program(asm);
    List<SegmentRecord> byRows = whole(loop, GuestInput.empty(), limits(256, 1 << 24));
    assertThat(byRows).hasSize(4);
    assertThat(byRows.subList(0, 3))
        .allSatisfy(record -> assertThat(record.buffer(ChipRecord.ADD_IMM).count()).isEqualTo(255));
    List<SegmentRecord> byTime = whole(loop, GuestInput.empty(), limits(1 << 20, 1000));
    assertThat(byTime.getFirst().endTs()).isBetween(997, 999);
  }

  /** Memory touched cuts as well: one store a leaf, far apart. */
  @Test
  void touchedMemoryIsCharged() {
    Assembler asm = new Assembler().li(5, 400).li(6, 0x10000).li(7, 1 << 16);
    asm.store(Op.SW, 5, 6, 0)
        .reg(Op.ADD, 6, 6, 7)
        .imm(Op.ADDI, 5, 5, -1)
        .branch(Op.BNE, 5, 0, -12)
        .terminate(0);
    List<SegmentRecord> records = whole(program(asm), GuestInput.empty(), limits(1024, 1 << 24));
    assertThat(records).hasSizeGreaterThan(3);
    int full = nodes(records.getFirst().touched()) + TouchedNodes.ZERO_SUBTREES;
    assertThat(full).isBetween(1024 - MemoryImage.TREE_HEIGHT, 1024);
  }

  @Test
  void aSegmentMayTouchNothing() {
    Program end = program(new Assembler().li(5, 7).terminate(0));
    ExecutionLimits limits = ExecutionLimits.standard();
    RecordedSegment first =
        Executor.record(Checkpoint.start(end, GuestInput.empty(), limits), 2, limits);
    assertThat(first.record().terminated()).isFalse();
    SegmentRecord last = Executor.record(first.after(), 1, limits).record();
    assertThat(last.terminated()).isTrue();
    assertThat(last.touched().labels()).containsExactly(0);
    assertThat(last.touched().initialWords()).isEqualTo(last.touched().finalWords());
    assertThat(last.touched().initialWords()[5]).isEqualTo(7);
    assertThat(last.touched().finalTs()).containsOnly(0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Executor.record(first.after(), 2, limits));
  }

  /** A checkpoint does not change when executions go on from it. */
  @Test
  void segmentsCanBeRecordedAgainInAnyOrder() {
    Generated generated = RandomPrograms.generate(77);
    ExecutionLimits limits = limits(1 << 16, 2000);
    List<SegmentRecord> records = whole(generated.program(), generated.input(), limits);
    Checkpoint start = Checkpoint.start(generated.program(), generated.input(), limits);
    long before = records.stream().mapToLong(SegmentRecord::instructions).sum();
    for (SegmentRecord record : records.reversed()) {
      before -= record.instructions();
      Checkpoint from = Executor.skip(start, before, limits);
      same(Executor.record(from, record.instructions(), limits).record(), record);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Executor.skip(start, 1 << 20, limits))
        .withMessageEndingWith("instructions earlier");
  }

  @Test
  void anInstructionTooLargeForASegmentIsNamed() {
    Assembler asm =
        new Assembler().phantom(0, 0, 0).li(6, 0x2000).li(7, 500).hintBuffer(6, 7).terminate(0);
    GuestInput input = GuestInput.of(new byte[4000]);
    assertThat(whole(program(asm), input, limits(1024, 1 << 24))).isNotEmpty();
    assertThatThrownBy(() -> meter(program(asm), input, limits(256, 1 << 24)))
        .isInstanceOfSatisfying(
            ExecutionLimitException.class, e -> assertThat(e.needsMoreSegments()).isTrue())
        .hasMessageContaining("alone needs more than a segment");
  }

  @Test
  void metersOfEndlessProgramsGiveUp() {
    Program endless = program(new Assembler().jal(0, 0));
    ExecutionLimits limits = ExecutionLimits.standard().withMaxInstructions(1_000_000);
    assertThatThrownBy(() -> meter(endless, GuestInput.empty(), limits))
        .hasMessage("the guest has not finished within 1000000 instructions");
  }

  @Test
  void aRunOfTooManySegmentsIsNotMeteredToItsEnd() {
    Program endless = program(new Assembler().jal(0, 0));
    ExecutionLimits limits = limits(256, 1 << 24);
    assertThatThrownBy(
            () -> MACHINE.meter(endless, GuestInput.empty(), limits, SegmentBudget.UNLIMITED, 100))
        .isInstanceOfSatisfying(
            ExecutionLimitException.class, e -> assertThat(e.needsMoreSegments()).isFalse())
        .hasMessage("the run needs more than 100 segments");
    Program end = program(new Assembler().li(5, 7).terminate(0));
    assertThat(
            MACHINE.meter(end, GuestInput.empty(), limits, SegmentBudget.UNLIMITED, 1).segments())
        .hasSize(1);
  }

  private static Program program(Assembler asm) {
    return Transpiler.transpile(TEXT, asm.words(), TEXT, MemoryImage.empty(), SymbolTable.empty());
  }
}
