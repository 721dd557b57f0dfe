package dev.merapi.vm.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.vm.program.Program;
import dev.merapi.vm.record.ChipRecord;
import dev.merapi.vm.testing.Guests;
import dev.merapi.vm.testing.RandomPrograms;
import dev.merapi.vm.testing.RandomPrograms.Generated;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Metering with the counting loop asks the same questions and cuts at the same places as metering
 * instruction by instruction, for which that loop does nothing.
 */
class MeterLoopTest {
  private static final List<MeteredTable> TABLES = tables();

  /** Two streams a table, and what else the meter asks for. */
  private static List<MeteredTable> tables() {
    List<MeteredTable> tables = new ArrayList<>();
    tables.add(new MeteredTable.Fixed(3, 4));
    List<ChipRecord> streams = new ArrayList<>(List.of(ChipRecord.values()));
    streams.removeAll(List.of(ChipRecord.HINT_HEAD, ChipRecord.HINT_WORD, ChipRecord.TERMINATE));
    for (int i = 0; i < streams.size(); i += 2) {
      List<ChipRecord> pair = streams.subList(i, Math.min(i + 2, streams.size()));
      tables.add(new MeteredTable.Records(pair, i % 4 == 0));
    }
    tables.add(new MeteredTable.Records(List.of(ChipRecord.HINT_WORD), false));
    tables.add(new MeteredTable.Leaves());
    tables.add(new MeteredTable.Nodes());
    tables.add(new MeteredTable.Compressions());
    return tables;
  }

  /** A run in pieces: all shapes the budget was asked about, then all segments. */
  private static List<Object> metered(
      Program program, GuestInput input, ExecutionLimits limits, long most, long piece) {
    List<Object> found = new ArrayList<>();
    SegmentBudget budget =
        shape -> {
          found.add(shape);
          return shape.recordWords() < most && shape.leaves() < most;
        };
    GuestState state = new GuestState(Checkpoint.start(program, input, limits));
    Meter meter = new Meter(state, limits, TABLES, budget);
    MeterLoop loop = new MeterLoop(state, meter, 1 << 16);
    long instructions = 0;
    while (!loop.terminated()) {
      instructions += loop.run(piece);
    }
    found.addAll(loop.segments());
    found.add(instructions);
    return found;
  }

  private static void same(Program program, GuestInput input, int rows, int time, long most) {
    ExecutionLimits limits = new ExecutionLimits(Long.MAX_VALUE, time, rows, 32, () -> {});
    List<Object> exact = metered(program, input, limits, most, 1);
    assertThat(metered(program, input, limits, most, 1 << 20)).isEqualTo(exact);
    assertThat(metered(program, input, limits, most, 1013)).isEqualTo(exact);
  }

  private static void same(Program program, GuestInput input) {
    same(program, input, 256, 1 << 24, Long.MAX_VALUE);
    same(program, input, 1 << 20, 1 << 24, 400_000);
    same(program, input, 1 << 20, 3001, Long.MAX_VALUE);
    same(program, input, 1 << 12, 1 << 24, 1 << 20);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void generatedPrograms(long seed) {
    Generated generated = RandomPrograms.generate(seed);
    same(generated.program(), generated.input());
  }

  @ParameterizedTest
  @ValueSource(strings = {"quicksort", "sha256", "json", "randomwalk", "rv32im"})
  void guests(String guest) {
    GuestInput input =
        switch (guest) {
          case "quicksort" -> GuestInput.builder().words(500, 7).build();
          case "randomwalk" -> GuestInput.builder().words(300, 2).build();
          case "sha256" -> GuestInput.of(new byte[1000]);
          case "json" ->
              GuestInput.of("[1,-2e3,\"bcd\",{}, [[2]]]".getBytes(StandardCharsets.UTF_8));
          default -> GuestInput.empty();
        };
    same(Guests.program(guest), input);
  }
}
