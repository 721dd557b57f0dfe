package dev.merapi.stark.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.stark.hash.HashSuite;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WarmingGrindTest {
  private static final int TRIED = 5000;

  private final AtomicInteger searches = new AtomicInteger();

  /** Finds at once what the counter says was asked, which no honest form does. */
  private final GrindKernel quick =
      (state, slot, bits, from, to) -> {
        searches.incrementAndGet();
        return from;
      };

  private static final GrindKernel HONEST = new ScalarGrind(HashSuite.poseidon2());

  @Test
  void searchesByTheScalarFormUntilTheOtherOneWon() {
    WarmingGrind grind = new WarmingGrind(HONEST, quick);
    int expected = HONEST.search(new int[16], 0, 8, 1, TRIED);
    assertThat(grind.search(new int[16], 0, 8, 1, TRIED)).isEqualTo(expected).isNotEqualTo(1);
    grind.warm();
    assertThat(searches.get()).isGreaterThanOrEqualTo(3);
    assertThat(grind.search(new int[16], 0, 8, 1, TRIED)).isEqualTo(1);
  }

  @Test
  void aFormThatFailsIsNotUsed() throws InterruptedException {
    GrindKernel failing =
        (state, slot, bits, from, to) -> {
          searches.incrementAndGet();
          throw new IllegalStateException("no vectors after all");
        };
    WarmingGrind grind = new WarmingGrind(HONEST, failing);
    grind.begin();
    for (int i = 0; searches.get() == 0 && i < 10_000; i++) {
      Thread.sleep(1);
    }
    int expected = HONEST.search(new int[16], 0, 8, 1, TRIED);
    assertThat(grind.search(new int[16], 0, 8, 1, TRIED)).isEqualTo(expected);
    grind.begin();
    assertThat(searches).hasValue(1);
  }
}
