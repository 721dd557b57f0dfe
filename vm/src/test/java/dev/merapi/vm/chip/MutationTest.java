package dev.merapi.vm.chip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.vm.testing.AirRows;
import dev.merapi.vm.testing.AirRows.Message;
import dev.merapi.vm.testing.ChipBench;
import dev.merapi.vm.testing.MutationHarness;
import dev.merapi.vm.testing.MutationHarness.Finding;
import dev.merapi.vm.testing.MutationHarness.Verdict;
import dev.merapi.vm.testing.RandomPrograms;
import dev.merapi.vm.testing.RandomPrograms.Generated;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** Changed cells of the instruction chips are objected to. */
class MutationTest {
  private static final int ROWS_AN_OPERATION = 3;
  private static final int SINGLES = 6;
  private static final int COMBINED = 1500;

  /**
   * Columns that may change together without changing what a row means, with the reason. No column
   * may change alone.
   */
  private static final Map<String, Set<String>> REASONS =
      Map.of(
          // Only over.byte + 4·over.quads is used: it is one carry, forced as a sum.
          "mul", Set.of("over.byte+over.quads"),
          // Only c1.byte + 4·c1.quads is used: it is one carry, forced as a sum.
          "mul_high", Set.of("c1.byte+c1.quads"),
          "div_rem", Set.of("c1.byte+c1.quads"));

  @Test
  void changedRowsAreObjectedTo() {
    long seed = ThreadLocalRandom.current().nextLong();
    Generated generated = RandomPrograms.generate(seed, 10, 200, Rv32Chips.operations());
    ChipBench bench = new ChipBench(Rv32Chips.all(), generated.program(), generated.input());
    Random random = new Random(seed);
    for (int i = 0; i < bench.chips().size(); i++) {
      AirRows rows = bench.rows(i);
      MutationHarness harness = new MutationHarness(rows, generated.program());
      Set<String> reasons = REASONS.getOrDefault(rows.air().name(), Set.of());
      List<String> holes = new ArrayList<>();
      for (int[] cells : representatives(bench, i)) {
        for (Finding f : harness.attack(cells, random, SINGLES, COMBINED)) {
          if (f.verdict() == Verdict.FORGED || !reasons.contains(f.columns())) {
            holes.add(rows.air().name() + " " + f.verdict() + ": " + f.detail());
          }
        }
      }
      assertThat(holes).as("seed %d", seed).isEmpty();
    }
  }

  @Test
  void paddingStaysSilent() {
    long seed = ThreadLocalRandom.current().nextLong();
    Generated generated = RandomPrograms.generate(seed, 1, 10, Rv32Chips.operations());
    ChipBench bench = new ChipBench(Rv32Chips.all(), generated.program(), generated.input());
    Random random = new Random(seed);
    for (int i = 0; i < bench.chips().size(); i++) {
      AirRows rows = bench.rows(i);
      ColumnMatrix trace = bench.trace(i);
      int[] padding = rows.row(trace, trace.height() - 1);
      assertThat(padding).containsOnly(0);
      MutationHarness harness = new MutationHarness(rows, generated.program());
      assertThat(harness.attack(padding, random, SINGLES, COMBINED))
          .as("%s, seed %d", rows.air().name(), seed)
          .allMatch(f -> f.verdict() == Verdict.FREE);
    }
  }

  /** First, middle and last row, and some of every operation, spread over the trace. */
  private static List<int[]> representatives(ChipBench bench, int chip) {
    AirRows rows = bench.rows(chip);
    ColumnMatrix trace = bench.trace(chip);
    int count = bench.chips().get(chip).rows(bench.record());
    assertThat(count).as(rows.air().name()).isGreaterThan(10);
    Map<Integer, int[]> chosen = new LinkedHashMap<>();
    Map<Integer, Integer> perOperation = new TreeMap<>();
    for (int row : new int[] {0, count / 2, count - 1}) {
      chosen.put(row, rows.row(trace, row));
    }
    int step = count % 7 == 0 ? 5 : 7;
    for (int k = 0, row = 0; k < count; k++, row = (row + step) % count) {
      int[] cells = rows.row(trace, row);
      if (perOperation.merge(operation(rows, cells), 1, Integer::sum) <= ROWS_AN_OPERATION) {
        chosen.put(row, cells);
      }
    }
    return List.copyOf(chosen.values());
  }

  private static int operation(AirRows rows, int[] cells) {
    for (Message m : rows.messages(cells)) {
      if (m.interaction().bus().equals(Buses.PROGRAM)) {
        return m.fields().get(1);
      }
    }
    throw new IllegalStateException("no program lookup");
  }
}
