package dev.merapi.vm.chip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.vm.testing.ChipBench;
import dev.merapi.vm.testing.RandomPrograms;
import dev.merapi.vm.testing.RandomPrograms.Generated;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** Traces of random programs satisfy all constraints and balance all buses. */
class RandomProgramTracesTest {

  @Test
  void tracesOfRandomProgramsStand() {
    for (int i = 0; i < 4; i++) {
      long seed = i == 0 ? 1 : ThreadLocalRandom.current().nextLong();
      Generated generated = RandomPrograms.generate(seed, 8, 60, Rv32Chips.operations());
      ChipBench bench = new ChipBench(Rv32Chips.all(), generated.program(), generated.input());
      assertThat(problems(bench)).as("seed %d", seed).isEmpty();
    }
  }

  private static List<String> problems(ChipBench bench) {
    List<String> problems = bench.problems();
    return problems.subList(0, Math.min(10, problems.size()));
  }
}
