package dev.merapi.vm.chip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.vm.chip.divrem.DivRemTrace;
import dev.merapi.vm.chip.mul.MulTrace;
import dev.merapi.vm.chip.mulhigh.MulHighTrace;
import dev.merapi.vm.isa.Op;
import org.junit.jupiter.api.Test;

/** Lines 28 and 29 of the soundness checklist, forged as in {@link ForgeryTest}. */
class MultiplicationForgeryTest {
  private static final String[] PRODUCT = {
    "low.lo",
    "low.hi",
    "z.lo",
    "z.hi",
    "negative",
    "c0.byte",
    "c0.bit",
    "c1.byte",
    "c1.quads",
    "c2.byte",
    "c2.high"
  };
  private static final String[] DIVISION = {
    "q[0]",
    "q[1]",
    "q[2]",
    "q[3]",
    "r.lo",
    "r.hi",
    "q.sign",
    "r.sign",
    "zero",
    "inverse",
    "c0.byte",
    "c0.bit",
    "c1.byte",
    "c1.quads",
    "c2",
    "gap.lo",
    "gap.hi",
    "k"
  };

  private static Forgery high(Op op, int a, int b) {
    return Forgery.of(new MulHighTrace(), op, a, b);
  }

  private static Forgery division(Op op, int a, int b) {
    return Forgery.of(new DivRemTrace(), op, a, b);
  }

  @Test
  void productsAreUnique() {
    Forgery.of(new MulTrace(), Op.MUL, 3, 5).add("z.lo", 1).isObjectedToBy("low limb");
    // the low limb moved into the carry, and the carry into the high limb
    Forgery.of(new MulTrace(), Op.MUL, 0x1234, 0x5678)
        .add("carry.byte", 1)
        .add("z.lo", -(1 << 16))
        .add("z.hi", 1)
        .isObjectedToBy("range16");
    // an alias mod p of the high limb: p = 32512·2^16 + 1
    Forgery.of(new MulTrace(), Op.MUL, 0x12340000, 7)
        .add("over.quads", 32512 / 4)
        .add("z.hi", 1)
        .isObjectedToBy("bytes");
    // other bytes of the same limb
    Forgery.of(new MulTrace(), Op.MUL, 0x100, 1)
        .set("x[0]", 256)
        .set("x[1]", 0)
        .isObjectedToBy("bytes");
  }

  @Test
  void signsOfHighProducts() {
    high(Op.MULH, -3, 5)
        .take(high(Op.MULHU, -3, 5), PRODUCT)
        .set("x.sign", 0)
        .isObjectedToBy("sign of x");
    high(Op.MULH, -3, 5)
        .take(high(Op.MULHU, -3, 5), PRODUCT)
        .set("x.sign", 0)
        .set("x.top", 0)
        .isObjectedToBy("bytes");
    high(Op.MULH, 3, -5)
        .take(high(Op.MULHSU, 3, -5), PRODUCT)
        .set("y.sign", 0)
        .isObjectedToBy("bytes");
    high(Op.MULHSU, 3, -5)
        .take(high(Op.MULH, 3, -5), PRODUCT)
        .set("y.sign", 1)
        .isObjectedToBy("unsigned y");
    high(Op.MULHU, -3, 5)
        .take(high(Op.MULH, -3, 5), PRODUCT)
        .set("x.sign", 1)
        .isObjectedToBy("sign of x");
    high(Op.MULHU, -3, 5)
        .take(high(Op.MULHSU, -3, 5), PRODUCT)
        .set("x.sign", 1)
        .set("mulhu", 0)
        .set("mulhsu", 1)
        .isObjectedToBy("program");
    high(Op.MULHU, -1, -1).set("negative", 1).add("z.hi", 1 << 16).isObjectedToBy("range16");
  }

  @Test
  void divisionByZeroOnlyByZero() {
    Forgery claimed = division(Op.DIVU, 100, 7);
    claimed
        .take(division(Op.DIVU, 100, 0), DIVISION)
        .isObjectedToBy("y is zero", "limb 0", "limb 1");
    Forgery denied = division(Op.DIVU, 100, 0);
    denied.set("zero", 0).set("gap.lo", 0xffff - 100).set("k", -1).set("gap.hi", -1);
    denied.isObjectedToBy("y is not zero", "range16");
    Forgery quotient = division(Op.DIVU, 100, 0);
    quotient.set("q[0]", 1).isObjectedToBy("quotient of a division by zero");
    Forgery remainder = division(Op.REMU, 100, 0);
    remainder.set("r.lo", 99).isObjectedToBy("limb 0");
  }

  @Test
  void quotientAndRemainderAreUnique() {
    // 100 = 13·7 + 9
    Forgery below = division(Op.DIVU, 100, 7);
    below.set("q[0]", 13).set("r.lo", 9).set("gap.lo", KoalaBear.P - 3).isObjectedToBy("range16");
    below.set("gap.lo", 0xffff - 2).set("k", -1).set("gap.hi", KoalaBear.P - 1);
    below.isObjectedToBy("range16");
    // 100 = 15·7 - 5
    Forgery above = division(Op.DIV, 100, 7);
    above.set("q[0]", 15).word("r", -5).set("r.sign", 1).set("gap.lo", 1).set("c1.quads", 0x40);
    assertThat(above.stands()).isFalse();
    Forgery negative = division(Op.REM, -100, 7);
    negative.set("r.sign", 0).isObjectedToBy("limb 2", "other sign only if zero", "gap");
    // -100 = -15·7 + 5: a remainder with the wrong sign
    Forgery sign = division(Op.DIV, -100, 7);
    sign.take(division(Op.DIV, -105, 7), DIVISION).word("r", 5).set("r.sign", 0);
    sign.set("gap.lo", 1).isObjectedToBy("other sign only if zero");
    // signs of the operands
    division(Op.DIV, -100, 7)
        .take(division(Op.DIVU, -100, 7), DIVISION)
        .set("x.sign", 0)
        .isObjectedToBy("range16");
    division(Op.DIVU, -100, 7)
        .take(division(Op.DIV, -100, 7), DIVISION)
        .set("x.sign", 1)
        .isObjectedToBy("unsigned x");
    division(Op.DIV, 100, -7)
        .take(division(Op.DIVU, 100, -7), DIVISION)
        .set("y.sign", 0)
        .isObjectedToBy("bytes");
    division(Op.DIV, 100, 7).set("div", 0).set("rem", 1).isObjectedToBy("program");
  }

  @Test
  void overflowIsAnOrdinaryCase() {
    Forgery overflow = division(Op.DIV, Integer.MIN_VALUE, -1);
    assertThat(overflow.get("q[3]")).isEqualTo(0x80);
    assertThat(overflow.get("q.sign")).isZero();
    overflow.set("q.sign", 1).isObjectedToBy("limb");
    Forgery zero = division(Op.DIV, Integer.MIN_VALUE, -1);
    zero.bytes("q", 0).word("r", Integer.MIN_VALUE).set("r.sign", 1);
    zero.set("c0.byte", 0).set("c0.bit", 0);
    assertThat(zero.stands()).isFalse();
  }
}
