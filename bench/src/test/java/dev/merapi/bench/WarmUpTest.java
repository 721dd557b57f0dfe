package dev.merapi.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When runs have ceased to become faster. */
final class WarmUpTest {

  @ParameterizedTest
  @CsvSource({
    "900 500 300 299 301 298 250,     6, true", // Three no faster than 300 by more than 3 %.
    "900 500 520 300 310 310 310 1,   7, true", // A faster one begins the count anew.
    "25000 1,                         1, true", // Long enough by itself.
    "15000 14900 1,                   2, true", // More than ten seconds no faster.
    "9000 8000 7900 7950 1,           4, true",
    "19000 18000 17000 16000 15000 1, 4, false", // More than a minute.
  })
  void warmUpEnds(String times, int runs, boolean steady) {
    WarmUp warmUp = new WarmUp(0);
    for (String time : times.split(" ")) {
      if (warmUp.over()) {
        break;
      }
      warmUp.ran(Double.parseDouble(time));
    }
    assertThat(warmUp.runs()).isEqualTo(runs);
    assertThat(warmUp.over()).isTrue();
    assertThat(warmUp.steady()).isEqualTo(steady);
  }

  @Test
  void itEndsWithoutBecomingSteady() {
    WarmUp warmUp = new WarmUp(0);
    for (double time = 1000; !warmUp.over(); time *= 0.9) {
      warmUp.ran(time);
    }
    assertThat(warmUp.runs()).isEqualTo(25);
    assertThat(warmUp.steady()).isFalse();
  }

  @Test
  void aFixedNumberIsKeptTo() {
    WarmUp warmUp = new WarmUp(2);
    warmUp.ran(100_000);
    assertThat(warmUp.over()).isFalse();
    warmUp.ran(100_000);
    assertThat(warmUp.over()).isTrue();
  }
}
