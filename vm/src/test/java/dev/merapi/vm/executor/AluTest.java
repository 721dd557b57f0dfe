package dev.merapi.vm.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.vm.isa.Op;
import org.junit.jupiter.api.Test;

class AluTest {
  @Test
  void caseLabelsAreTheOperationsIds() throws ReflectiveOperationException {
    for (Op op : Op.values()) {
      assertThat(Alu.class.getDeclaredField(op.name()).getInt(null))
          .as(op.name())
          .isEqualTo(op.id());
    }
  }

  @Test
  void divisionEdges() {
    assertThat(Alu.div(7, 0)).isEqualTo(-1);
    assertThat(Alu.divu(7, 0)).isEqualTo(-1);
    assertThat(Alu.rem(-7, 0)).isEqualTo(-7);
    assertThat(Alu.remu(-7, 0)).isEqualTo(-7);
    assertThat(Alu.div(Integer.MIN_VALUE, -1)).isEqualTo(Integer.MIN_VALUE);
    assertThat(Alu.rem(Integer.MIN_VALUE, -1)).isZero();
    assertThat(Alu.div(-7, 2)).isEqualTo(-3);
    assertThat(Alu.rem(-7, 2)).isEqualTo(-1);
  }

  @Test
  void highProducts() {
    assertThat(Alu.mulh(-1, -1)).isZero();
    assertThat(Alu.mulhsu(-1, -1)).isEqualTo(-1);
    assertThat(Alu.mulhu(-1, -1)).isEqualTo(-2);
    assertThat(Alu.mulhsu(Integer.MIN_VALUE, -1)).isEqualTo(Integer.MIN_VALUE);
  }
}
