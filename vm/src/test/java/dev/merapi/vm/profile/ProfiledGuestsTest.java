package dev.merapi.vm.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.vm.executor.ExecutionLimits;
import dev.merapi.vm.executor.ExecutionResult;
import dev.merapi.vm.executor.Executor;
import dev.merapi.vm.executor.GuestInput;
import dev.merapi.vm.executor.ProfiledRun;
import dev.merapi.vm.executor.SegmentRecord;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.record.ChipRecord;
import dev.merapi.vm.testing.Guests;
import dev.merapi.vm.testing.RandomPrograms;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Profiles of real guests and random programs against other ways to count. */
class ProfiledGuestsTest {
  private static final ExecutionLimits LIMITS = ExecutionLimits.standard();

  static Stream<Arguments> guests() {
    byte[] text = "{\"a\":[1,[2,[3,{\"b\":\"c\\u00e9\"}]]]}".getBytes(StandardCharsets.UTF_8);
    return Stream.of(
        Arguments.of("sha256", GuestInput.of(new byte[300])),
        Arguments.of("json", GuestInput.of(text)),
        Arguments.of("quicksort", GuestInput.builder().words(200, 7).build()),
        Arguments.of("fibonacci", GuestInput.builder().words(100, 0).build()),
        Arguments.of("rv32im", GuestInput.empty()));
  }

  @ParameterizedTest
  @MethodSource("guests")
  void everyStackIsWhatTheNaiveProfilerSees(String guest, GuestInput input) {
    Program program = Guests.program(guest);
    assertThat(byStack(profile(program, input))).isEqualTo(NaiveProfile.of(program, input));
  }

  @ParameterizedTest
  @MethodSource("guests")
  void rowsAreThoseOfTheRecords(String guest, GuestInput input) {
    Program program = Guests.program(guest);
    assertRowsMatch(profile(program, input), Executor.record(program, input, LIMITS));
  }

  /** With jumps everywhere, links in any register, hints, and no symbols. */
  @Test
  void randomProgramsAddUp() {
    for (long seed = 0; seed < 60; seed++) {
      RandomPrograms.Generated random = RandomPrograms.generate(seed);
      List<StackNode> stacks = profile(random.program(), random.input());
      SegmentRecord record = Executor.record(random.program(), random.input(), LIMITS);
      assertThat(sum(stacks)).as("seed %d", seed).isEqualTo(record.instructions());
      assertRowsMatch(stacks, record);
    }
  }

  @Test
  void piecesAddUpToTheWhole() {
    Program program = Guests.program("json");
    GuestInput input = GuestInput.of("[[[1,2],[3]],\"x\"]".getBytes(StandardCharsets.UTF_8));
    ExecutionResult result = Executor.run(program, input, LIMITS);
    ProfiledRun run = Executor.profile(program, input, LIMITS);
    Map<String, Long> pieces = new TreeMap<>();
    long piece = 1;
    while (!run.terminated()) {
      long done = run.run(piece++ % 7 + 1);
      List<StackNode> stacks = run.take();
      assertThat(sum(stacks)).isEqualTo(done);
      byStack(stacks).forEach((stack, times) -> pieces.merge(stack, times, Long::sum));
    }
    assertThat(run.result().instructions()).isEqualTo(result.instructions());
    assertThat(run.result().publicValues()).isEqualTo(result.publicValues());
    pieces.values().removeIf(times -> times == 0);
    assertThat(pieces).isEqualTo(byStack(profile(program, input)));
  }

  private static List<StackNode> profile(Program program, GuestInput input) {
    ProfiledRun run = Executor.profile(program, input, LIMITS);
    run.run(Long.MAX_VALUE);
    return run.take();
  }

  private static long sum(List<StackNode> stacks) {
    return stacks.stream().mapToLong(StackNode::instructions).sum();
  }

  private static Map<String, Long> byStack(List<StackNode> stacks) {
    Map<String, Long> all = new TreeMap<>();
    List<String> names = new ArrayList<>();
    for (StackNode stack : stacks) {
      String above = stack.parent() <= 0 ? "" : names.get(stack.parent()) + ";";
      names.add(above + stack.name());
      for (Op op : Op.values()) {
        if (stack.executions()[op.id()] != 0) {
          all.put(names.getLast() + " " + op, stack.executions()[op.id()]);
        }
      }
    }
    return all;
  }

  private static void assertRowsMatch(List<StackNode> stacks, SegmentRecord record) {
    Map<ChipRecord, Long> rows = new EnumMap<>(ChipRecord.class);
    for (Op op : Op.values()) {
      boolean hint = op.form() == Op.Form.HINT;
      ChipRecord stream = hint ? ChipRecord.HINT_WORD : ChipRecord.of(op);
      rows.merge(stream, stacks.stream().mapToLong(s -> s.rows(op)).sum(), Long::sum);
    }
    rows.forEach((stream, count) -> {
      if (stream != ChipRecord.TERMINATE) {
        assertThat((long) record.buffer(stream).count()).as("%s", stream).isEqualTo(count);
      }
    });
  }
}
