package dev.merapi.vm.chip.shift;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.air.AirBuilder;
import dev.merapi.stark.air.Column;
import dev.merapi.stark.air.Columns;
import dev.merapi.stark.air.Expr;
import dev.merapi.vm.chip.Buses;
import dev.merapi.vm.chip.adapter.RangeChecks;
import dev.merapi.vm.chip.adapter.RegisterOrImmediate;
import dev.merapi.vm.chip.adapter.Word;
import dev.merapi.vm.isa.Op;

/**
 * SLL, SRL, SRA and SRAI. (The rows of SLLI and SRLI have other operands; an immediate here is an
 * amount, so it must be that of SRAI.)
 *
 * <p>The amount is t + 8·bit3 + 16·bit4 with t = bit0 + 2·bit1 + 4·bit2; g = 2^t ({@code scale} +
 * 1, so that padding may be zero). Each limb of x is multiplied by g (left) or 2^8 / g (right), and
 * the 24-bit product split into three bytes b: for a right shift the constraint is g·b = 2^8·x. The
 * two products overlap in one byte: the word shifted by less than a byte is v = (b0, b1, b2 + b3,
 * b4, b5), where b2 + b3 is a byte, as b2 is below the multiplier and b3 one of its multiples. A
 * left shift then moves v up by bit3 + 2·bit4 bytes, a right shift down by one more. {@code middle}
 * is what bit3 makes of it, z what bit4 makes of that.
 *
 * <p>SRA of a negative word complements the word before and after the shift.
 *
 * <p>Range checks: all product bytes. Left: x·g is below 2^24, so the split is unique. Right: g·b
 * is below 2^31 &lt; 2p and so equals 2^8·x or 2^8·x + p; the latter is odd, so not a multiple of g
 * unless g = 1, when b &lt; 2^24 &lt; p. The result's limbs consist of such bytes. The amount's
 * upper bits: (lo(y) - amount) / 32 is in [0, 2^16), so amount is lo(y) mod 32 (lo(y) is 16-bit).
 * The sign of x for SRA: 2·(hi(x) - 2^15·sign), a small integer.
 */
final class ShiftAir implements Air {
  private static final int BITS = 5;

  private final Columns columns = new Columns();
  final RegisterOrImmediate frame = new RegisterOrImmediate(columns);
  final Word x = Word.declare(columns, "x");
  final Word y = Word.declare(columns, "y");
  final Word z = Word.declare(columns, "z");
  final Column sll = columns.main("sll");
  final Column srl = columns.main("srl");
  final Column sra = columns.main("sra");
  final Column sign = columns.main("sign");
  final Column[] bit = columns.main("bit", BITS);
  final Column scale = columns.main("scale");
  final Column[] product = columns.main("product", 6);
  final Word middle = Word.declare(columns, "middle");

  @Override
  public String name() {
    return "shift";
  }

  @Override
  public Columns columns() {
    return columns;
  }

  @Override
  public void define(AirBuilder b) {
    Expr real = Expr.sum(sll, srl, sra);
    b.assertBoolean("sll", sll);
    b.assertBoolean("srl", srl);
    b.assertBoolean("sra", sra);
    b.assertBoolean("real", real);
    b.assertBoolean("sign", sign);
    b.when(Expr.constant(1).minus(sra)).assertZero("sign only for sra", sign);
    b.lookup(Buses.RANGE16, sra, x.hi().minus(sign.times(1 << 15)).times(2));
    b.when(frame.imm).assertZero("only SRAI has an immediate", Expr.constant(1).minus(sra));
    defineAmount(b);
    defineProducts(b);
    defineMoves(b);
    RangeChecks.bytes(b, real, product);

    Expr op = sll.times(Op.SLL.id()).plus(srl.times(Op.SRL.id())).plus(sra.times(Op.SRA.id()));
    frame.define(
        b,
        real,
        op,
        Expr.constant(0),
        new Expr[] {x.lo(), x.hi()},
        new Expr[] {y.lo(), y.hi()},
        new Expr[] {z.lo(), z.hi()});
  }

  private void defineAmount(AirBuilder b) {
    Expr amount = Expr.constant(0);
    for (int i = 0; i < BITS; i++) {
      b.assertBoolean("bit", bit[i]);
      amount = amount.plus(bit[i].times(1 << i));
    }
    Expr power = bit[0].plus(1).times(bit[1].times(3).plus(1)).times(bit[2].times(15).plus(1));
    b.assertEqual("scale", scale.plus(1), power);
    AirBuilder immediate = b.when(frame.imm);
    immediate.assertEqual("immediate amount", amount, frame.third());
    immediate.assertZero("no second register, low", y.lo());
    immediate.assertZero("no second register, high", y.hi());
    Expr rest = RangeChecks.overLimb(y.lo().minus(amount)).times(1 << 11);
    b.lookup(Buses.RANGE16, frame.reg(Expr.sum(sll, srl, sra)), rest);
  }

  private void defineProducts(AirBuilder b) {
    Expr g = scale.plus(1);
    Expr right = srl.plus(sra);
    Expr[] limbs = {x.lo(), x.hi()};
    for (int i = 0; i < limbs.length; i++) {
      Expr bytes =
          product[3 * i]
              .plus(product[3 * i + 1].times(1 << 8))
              .plus(product[3 * i + 2].times(1 << 16));
      Expr complemented = limbs[i].plus(sign.times(limbs[i].times(-2).plus(0xffff)));
      b.when(sll).assertEqual("left product", limbs[i].times(g), bytes);
      b.when(right).assertEqual("right product", complemented.times(1 << 8), bytes.times(g));
    }
  }

  private void defineMoves(AirBuilder b) {
    Expr right = srl.plus(sra);
    Expr[] v = {product[0], product[1], product[2].plus(product[3]), product[4], product[5]};
    Expr zero = Expr.constant(0);
    Expr low =
        sll.times(choose(bit[3], limb(v[0], v[1]), limb(zero, v[0])))
            .plus(right.times(choose(bit[3], limb(v[1], v[2]), limb(v[2], v[3]))));
    Expr high =
        sll.times(choose(bit[3], limb(v[2], v[3]), limb(v[1], v[2])))
            .plus(right.times(choose(bit[3], limb(v[3], v[4]), v[4])));
    b.assertEqual("middle, low limb", middle.lo(), low);
    b.assertEqual("middle, high limb", middle.hi(), high);

    Expr stay = Expr.constant(1).minus(bit[4]);
    Expr keptLow = stay.times(middle.lo());
    Expr keptHigh = stay.times(middle.hi());
    Expr flipLow = Expr.constant(0xffff).minus(choose(bit[4], middle.lo(), middle.hi()).times(2));
    Expr flipHigh = Expr.constant(0xffff).minus(keptHigh.times(2));
    b.assertEqual(
        "result, low limb",
        z.lo(),
        keptLow.plus(right.times(bit[4]).times(middle.hi())).plus(sign.times(flipLow)));
    b.assertEqual(
        "result, high limb",
        z.hi(),
        keptHigh.plus(sll.times(bit[4]).times(middle.lo())).plus(sign.times(flipHigh)));
  }

  private static Expr limb(Expr low, Expr high) {
    return low.plus(high.times(256));
  }

  private static Expr choose(Expr bit, Expr ifZero, Expr ifOne) {
    return ifZero.plus(bit.times(ifOne.minus(ifZero)));
  }
}
