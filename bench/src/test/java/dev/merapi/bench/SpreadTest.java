package dev.merapi.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The statistics of some runs. */
final class SpreadTest {

  @Test
  void theMiddleIsThatOfTheSortedValues() {
    Spread odd = Spread.of(List.of(9.0, 1.0, 4.0));
    assertThat(odd).isEqualTo(new Spread(1, 4, 9, List.of(9.0, 1.0, 4.0)));
    Spread even = Spread.of(List.of(10.0, 1.0, 2.0, 4.0));
    assertThat(even.median()).isEqualTo(3);
    assertThat(Spread.of(List.of(7.0))).isEqualTo(new Spread(7, 7, 7, List.of(7.0)));
  }

  @Test
  void nothingHasNoSpread() {
    assertThatThrownBy(() -> Spread.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Spread.of(List.of(1.0, Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSpreadIsThatOfItsSamples() {
    assertThatThrownBy(() -> new Spread(1, 2, 4, List.of(1.0, 2.0, 3.0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Spread(0, 2, 3, List.of(1.0, 2.0, 3.0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Spread(1, 1, 3, List.of(1.0, 2.0, 3.0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void spreadsAreApartOrOverlap() {
    Spread low = Spread.of(List.of(1.0, 2.0));
    assertThat(low.apartFrom(Spread.of(List.of(3.0, 2.5)))).isTrue();
    assertThat(Spread.of(List.of(3.0, 2.5)).apartFrom(low)).isTrue();
    assertThat(low.apartFrom(Spread.of(List.of(2.0, 3.0)))).isFalse();
    assertThat(low.apartFrom(Spread.of(List.of(0.0, 9.0)))).isFalse();
  }
}
