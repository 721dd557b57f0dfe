package dev.merapi.vm.isa;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShiftImmediateTest {

  @Test
  void everyAmountIsSpelledInOneWay() {
    for (boolean left : new boolean[] {true, false}) {
      for (int amount = 0; amount < 32; amount++) {
        int multiplier = ShiftImmediate.multiplier(left, amount);
        int form = ShiftImmediate.form(left, amount);
        assertThat(multiplier).isBetween(1, 256);
        assertThat(ShiftImmediate.amount(left, multiplier, form)).isEqualTo(amount);
      }
    }
  }
}
