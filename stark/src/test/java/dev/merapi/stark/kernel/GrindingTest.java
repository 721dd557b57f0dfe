package dev.merapi.stark.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.parallel.Parallel;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GrindingTest {
  static Stream<Arguments> kernels() {
    return HashSuite.all().stream()
        .flatMap(
            suite -> Stream.of(Kernels.scalar(), Kernels.best()).map(k -> Arguments.of(suite, k)));
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void findsTheSmallestNonceOnAnyNumberOfThreads(HashSuite suite, Kernels kernels) {
    SplittableRandom random = new SplittableRandom(5);
    try (ExecutorService executor = Executors.newFixedThreadPool(3)) {
      for (int bits : new int[] {0, 1, 7, 13}) {
        int[] state = random.ints(16, 0, KoalaBear.P).toArray();
        int slot = bits % 16;
        int expected = 0;
        while (!hit(suite, state, slot, bits, expected)) {
          expected++;
        }
        for (int threads = 1; threads <= 4; threads++) {
          Parallel parallel = Parallel.of(executor, threads);
          assertThat(Grinding.search(suite, state, slot, bits, parallel, kernels))
              .isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void refusesImpossibleDemands() {
    Parallel parallel = Parallel.sequential();
    int[] state = new int[16];
    assertThatThrownBy(() -> Grinding.search(HashSuite.poseidon2(), state, 0, 31, parallel))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Grinding.search(HashSuite.poseidon2(), state, 16, 3, parallel))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static boolean hit(HashSuite suite, int[] state, int slot, int bits, int nonce) {
    int[] trial = state.clone();
    trial[slot] = KoalaBear.fromCanonical(nonce);
    suite.permuteTranscript(trial);
    return (KoalaBear.toCanonical(trial[0]) & ((1 << bits) - 1)) == 0;
  }
}
