package dev.merapi.vm.chip.mul;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.air.AirBuilder;
import dev.merapi.stark.air.Column;
import dev.merapi.stark.air.Columns;
import dev.merapi.stark.air.Expr;
import dev.merapi.vm.chip.adapter.Access;
import dev.merapi.vm.chip.adapter.ByteWord;
import dev.merapi.vm.chip.adapter.RangeChecks;
import dev.merapi.vm.chip.adapter.Step;
import dev.merapi.vm.chip.adapter.Word;
import dev.merapi.vm.isa.Op;

/**
 * MUL: byte products, summed by limbs: (products at positions 0, 1) = lo(z) + 2^16·c, (positions 2,
 * 3) + c = hi(z) + 2^16·c'.
 *
 * <p>Range checks: the bytes of x and y (their limbs were read, so the bytes are unique), both
 * limbs of z, and the carries: c ≤ 509 is a byte plus 256 times a bit; c' ≤ 1019 is a byte plus
 * four times a byte, below 2^11 whatever the bytes are. So every side is below 2^28, the equations
 * hold over the integers, and z is unique. Several pairs of bytes make the same c', which is used
 * nowhere else.
 */
final class MulAir implements Air {
  private final Columns columns = new Columns();
  final Step step = new Step(columns);
  final Column rd = columns.main("rd");
  final Column rs1 = columns.main("rs1");
  final Column rs2 = columns.main("rs2");
  final ByteWord x = ByteWord.declare(columns, "x");
  final ByteWord y = ByteWord.declare(columns, "y");
  final Word z = Word.declare(columns, "z");
  final Column carryByte = columns.main("carry.byte");
  final Column carryBit = columns.main("carry.bit");
  final Column overByte = columns.main("over.byte");
  final Column overQuads = columns.main("over.quads");
  final Word previous = Word.declare(columns, "rd.previous");
  final Access first = new Access(columns, "rs1");
  final Access second = new Access(columns, "rs2");
  final Access write = new Access(columns, "rd");
  final Column real = columns.main("real");

  @Override
  public String name() {
    return "mul";
  }

  @Override
  public Columns columns() {
    return columns;
  }

  @Override
  public void define(AirBuilder b) {
    b.assertBoolean("real", real);
    b.assertBoolean("carry bit", carryBit);
    Expr carry = carryByte.plus(carryBit.times(256));
    Expr over = overByte.plus(overQuads.times(4));
    b.assertEqual(
        "low limb",
        ByteWord.limbProduct(x.digits(), y.digits(), 0),
        z.lo().plus(carry.times(1 << 16)));
    b.assertEqual(
        "high limb",
        ByteWord.limbProduct(x.digits(), y.digits(), 1).plus(carry),
        z.hi().plus(over.times(1 << 16)));

    Expr ts1 = step.ts.plus(1);
    Expr ts2 = step.ts.plus(2);
    step.interact(
        b, real, step.following(), Expr.constant(3), real.times(Op.MUL.id()), rd, rs1, rs2);
    first.readRegister(b, real, rs1, x.lo(), x.hi(), step.ts);
    second.readRegister(b, real, rs2, y.lo(), y.hi(), ts1);
    write.writeRegister(b, real, rd, previous, z.lo(), z.hi(), ts2);
    RangeChecks.limbs(b, real, z.lo(), z.hi());
    RangeChecks.bytes(b, real, x.digits());
    RangeChecks.bytes(b, real, y.digits());
    RangeChecks.bytes(b, real, carryByte, overByte, overQuads, first.high(step.ts));
    RangeChecks.bytes(b, real, second.high(ts1), write.high(ts2));
  }
}
