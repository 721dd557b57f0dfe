package dev.merapi.vm.chip.mulhigh;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.air.AirBuilder;
import dev.merapi.stark.air.Column;
import dev.merapi.stark.air.Columns;
import dev.merapi.stark.air.Expr;
import dev.merapi.vm.chip.Buses;
import dev.merapi.vm.chip.adapter.Access;
import dev.merapi.vm.chip.adapter.ByteWord;
import dev.merapi.vm.chip.adapter.RangeChecks;
import dev.merapi.vm.chip.adapter.Step;
import dev.merapi.vm.chip.adapter.Word;
import dev.merapi.vm.isa.Op;

/**
 * MULH, MULHSU and MULHU: byte products of all eight positions, summed by limbs, with a chain of
 * carries c0, c1, c2. The top byte of a negative operand counts 256 less, so the products are those
 * of the signed integers; the topmost limb is hi(z) - 2^16·negative.
 *
 * <p>Range checks: the bytes of x and y; the limbs of the low word (low) and of z, without which
 * the carries would not be forced; c0 ≤ 509 is a byte plus 256 times a bit; c1 in [-256, 1019] is a
 * byte plus four times a byte less 256; c2 in [-256, 511] is a byte plus 256·{0, 1, 2} less 256.
 * All sides are below 2^28 in absolute value whatever these columns hold within their ranges, so
 * the equations hold over the integers. Several pairs of bytes make the same c1, which is all that
 * is used of them. Top bits: {@code xTop} is forced by the range of 2·(x3 - 2^7·xTop), likewise
 * {@code ySign} (for MULH, zero otherwise); the bytes are known to be bytes, so these are small
 * integers.
 */
final class MulHighAir implements Air {
  private final Columns columns = new Columns();
  final Step step = new Step(columns);
  final Column rd = columns.main("rd");
  final Column rs1 = columns.main("rs1");
  final Column rs2 = columns.main("rs2");
  final ByteWord x = ByteWord.declare(columns, "x");
  final ByteWord y = ByteWord.declare(columns, "y");
  final Word low = Word.declare(columns, "low");
  final Word z = Word.declare(columns, "z");
  final Column xTop = columns.main("x.top");
  final Column xSign = columns.main("x.sign");
  final Column ySign = columns.main("y.sign");
  final Column negative = columns.main("negative");
  final Column c0Byte = columns.main("c0.byte");
  final Column c0Bit = columns.main("c0.bit");
  final Column c1Byte = columns.main("c1.byte");
  final Column c1Quads = columns.main("c1.quads");
  final Column c2Byte = columns.main("c2.byte");
  final Column c2High = columns.main("c2.high");
  final Word previous = Word.declare(columns, "rd.previous");
  final Access first = new Access(columns, "rs1");
  final Access second = new Access(columns, "rs2");
  final Access write = new Access(columns, "rd");
  final Column mulh = columns.main("mulh");
  final Column mulhsu = columns.main("mulhsu");
  final Column mulhu = columns.main("mulhu");

  /** What c1 and c2 are stored with. */
  static final int OFFSET = 256;

  @Override
  public String name() {
    return "mul_high";
  }

  @Override
  public Columns columns() {
    return columns;
  }

  @Override
  public void define(AirBuilder b) {
    Expr real = Expr.sum(mulh, mulhsu, mulhu);
    for (Column flag : new Column[] {mulh, mulhsu, mulhu, xTop, ySign, negative, c0Bit}) {
      b.assertBoolean(flag.name(), flag);
    }
    b.assertBoolean("real", real);
    b.assertEqual("sign of x", xSign, xTop.times(mulh.plus(mulhsu)));
    b.when(Expr.constant(1).minus(mulh)).assertZero("unsigned y", ySign);
    defineProduct(b, real);

    Expr op =
        mulh.times(Op.MULH.id())
            .plus(mulhsu.times(Op.MULHSU.id()))
            .plus(mulhu.times(Op.MULHU.id()));
    Expr ts1 = step.ts.plus(1);
    Expr ts2 = step.ts.plus(2);
    step.interact(b, real, step.following(), Expr.constant(3), op, rd, rs1, rs2);
    first.readRegister(b, real, rs1, x.lo(), x.hi(), step.ts);
    second.readRegister(b, real, rs2, y.lo(), y.hi(), ts1);
    write.writeRegister(b, real, rd, previous, z.lo(), z.hi(), ts2);
    RangeChecks.limbs(b, real, low.lo(), low.hi(), z.lo(), z.hi());
    RangeChecks.bytes(b, real, x.digits());
    RangeChecks.bytes(b, real, y.digits());
    RangeChecks.bytes(b, real, c0Byte, c1Byte, c1Quads, c2Byte);
    RangeChecks.bytes(b, real, first.high(step.ts), second.high(ts1));
    RangeChecks.bytes(b, real, write.high(ts2), x.get(3).minus(xTop.times(128)).times(2));
    b.lookup(Buses.BYTES, mulh, y.get(3).minus(ySign.times(128)).times(2), Expr.constant(0));
  }

  private void defineProduct(AirBuilder b, Expr real) {
    b.assertZero("c2 high", c2High.times(c2High.minus(1)).times(c2High.minus(2)));
    Expr offset = real.times(OFFSET);
    Expr c0 = c0Byte.plus(c0Bit.times(256));
    Expr c1 = c1Byte.plus(c1Quads.times(4)).minus(offset);
    Expr c2 = c2Byte.plus(c2High.times(256)).minus(offset);
    Expr[] a = x.digits(xSign);
    Expr[] d = y.digits(ySign);
    limb(b, "limb 0", ByteWord.limbProduct(a, d, 0), low.lo(), c0);
    limb(b, "limb 1", ByteWord.limbProduct(a, d, 1).plus(c0), low.hi(), c1);
    limb(b, "limb 2", ByteWord.limbProduct(a, d, 2).plus(c1), z.lo(), c2);
    limb(b, "limb 3", ByteWord.limbProduct(a, d, 3).plus(c2), z.hi(), negative.negate());
  }

  private static void limb(AirBuilder b, String name, Expr sum, Expr limb, Expr carry) {
    b.assertEqual(name, sum, limb.plus(carry.times(1 << 16)));
  }
}
