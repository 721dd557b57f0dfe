package dev.merapi.vm.chip.divrem;

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
 * DIV, DIVU, REM and REMU: x = q·y + r over the integers, |r| &lt; |y|, r = 0 or of the sign of x.
 *
 * <p>Signed integers are X = x - 2^32·xSign and so on. The signs of x and y are their top bits for
 * DIV and REM, else 0. {@code qSign} is free: as the pair of integers (Q, R) is unique, so are q,
 * the only representative in [0, 2^32), and its sign. This covers the overflow -2^31 / -1 = 2^31,
 * where q = 2^31 with qSign = 0, as any other case. {@code rSign} is xSign, or 0 if r = 0.
 *
 * <p>Division by zero ({@code zero}, shown by an inverse of the sum of y's bytes, or its absence):
 * the equation gives r = x, q is forced to be all ones with qSign = 0, and the bound of r does not
 * apply.
 *
 * <p>The equation, by limbs with digits of 8 bits: limb 0: (q·y) + lo(r) - lo(x) = 2^16·c0; limb 1:
 * (q·y) + hi(r) - hi(x) + c0 = 2^16·c1; limb 2: (q·y) + c1 - rSign + xSign = 2^16·c2; limb 3: (q·y)
 * + c2 = 0. The bound: |Y| - |R| - 1 = gap.lo + 2^16·gap.hi with a carry k between the limbs.
 *
 * <p>Range checks: bytes of y and q; limbs of r and of the gap; c0 ≤ 510 (a byte plus 256 times a
 * bit); c1 in [-256, 1019] (a byte plus four times a byte less 256); c2 in [-128, 127] + xSign (a
 * byte less 128, one more for xSign = 1, where -2^31 / -1 needs 128); k in [-2, 1] (k + 128 is a
 * byte). Within these ranges all sides are below 2^28 in absolute value, so the equations hold over
 * the integers. Several pairs of bytes make the same c1, which is all that is used of them. Signs:
 * 2·(hi(x) - 2^15·xSign) and 2·(y3 - 2^7·ySign), small integers, as the limb was read and the byte
 * is one.
 */
final class DivRemAir implements Air {
  private final Columns columns = new Columns();
  final Step step = new Step(columns);
  final Column rd = columns.main("rd");
  final Column rs1 = columns.main("rs1");
  final Column rs2 = columns.main("rs2");
  final Word x = Word.declare(columns, "x");
  final ByteWord y = ByteWord.declare(columns, "y");
  final ByteWord q = ByteWord.declare(columns, "q");
  final Word r = Word.declare(columns, "r");
  final Column xSign = columns.main("x.sign");
  final Column ySign = columns.main("y.sign");
  final Column qSign = columns.main("q.sign");
  final Column rSign = columns.main("r.sign");
  final Column zero = columns.main("zero");
  final Column inverse = columns.main("inverse");
  final Column c0Byte = columns.main("c0.byte");
  final Column c0Bit = columns.main("c0.bit");
  final Column c1Byte = columns.main("c1.byte");
  final Column c1Quads = columns.main("c1.quads");
  final Column c2 = columns.main("c2");
  final Word gap = Word.declare(columns, "gap");
  final Column k = columns.main("k");
  final Word previous = Word.declare(columns, "rd.previous");
  final Access first = new Access(columns, "rs1");
  final Access second = new Access(columns, "rs2");
  final Access write = new Access(columns, "rd");
  final Column div = columns.main("div");
  final Column divu = columns.main("divu");
  final Column rem = columns.main("rem");
  final Column remu = columns.main("remu");

  /** What c1 is stored with. */
  static final int C1_OFFSET = 256;

  /** What c2 is stored with, if x is not negative; one less if it is. */
  static final int C2_OFFSET = 128;

  private static final int K_OFFSET = 128;

  @Override
  public String name() {
    return "div_rem";
  }

  @Override
  public Columns columns() {
    return columns;
  }

  @Override
  public void define(AirBuilder b) {
    Expr real = Expr.sum(div, divu, rem, remu);
    Expr signed = div.plus(rem);
    for (Column flag :
        new Column[] {div, divu, rem, remu, xSign, ySign, qSign, rSign, zero, c0Bit}) {
      b.assertBoolean(flag.name(), flag);
    }
    b.assertBoolean("real", real);
    Expr unsigned = Expr.constant(1).minus(signed);
    b.when(unsigned).assertZero("unsigned x", xSign);
    b.when(unsigned).assertZero("unsigned y", ySign);
    b.lookup(Buses.RANGE16, signed, x.hi().minus(xSign.times(1 << 15)).times(2));
    b.lookup(Buses.BYTES, signed, y.get(3).minus(ySign.times(128)).times(2), Expr.constant(0));
    defineZero(b, real);
    defineEquation(b, real);
    defineBound(b, real);
    defineAccesses(b, real);
  }

  private void defineZero(AirBuilder b, Expr real) {
    Expr sum = Expr.sum(y.digits());
    b.when(zero).assertZero("y is zero", sum);
    b.when(zero).assertZero("no inverse of zero", inverse);
    b.assertEqual("y is not zero", sum.times(inverse), real.minus(zero));
    for (int i = 0; i < 4; i++) {
      b.when(zero).assertEqual("quotient of a division by zero", q.get(i), Expr.constant(0xff));
    }
    b.when(zero).assertZero("its sign", qSign);
  }

  private void defineEquation(AirBuilder b, Expr real) {
    Expr c0 = c0Byte.plus(c0Bit.times(256));
    Expr c1 = c1Byte.plus(c1Quads.times(4)).minus(real.times(C1_OFFSET));
    Expr carry2 = c2.minus(real.times(C2_OFFSET)).plus(xSign);
    Expr[] a = q.digits(qSign);
    Expr[] d = y.digits(ySign);
    Expr limb0 = ByteWord.limbProduct(a, d, 0).plus(r.lo()).minus(x.lo());
    Expr limb1 = ByteWord.limbProduct(a, d, 1).plus(r.hi()).minus(x.hi()).plus(c0);
    Expr limb2 = ByteWord.limbProduct(a, d, 2).plus(c1).minus(rSign).plus(xSign);
    b.assertEqual("limb 0", limb0, c0.times(1 << 16));
    b.assertEqual("limb 1", limb1, c1.times(1 << 16));
    b.assertEqual("limb 2", limb2, carry2.times(1 << 16));
    b.assertZero("limb 3", ByteWord.limbProduct(a, d, 3).plus(carry2));
  }

  private void defineBound(AirBuilder b, Expr real) {
    b.when(rSign).assertZero("remainder negative only with x", Expr.constant(1).minus(xSign));
    b.when(xSign.minus(rSign)).assertZero("other sign only if zero, low", r.lo());
    b.when(xSign.minus(rSign)).assertZero("other sign only if zero, high", r.hi());
    Expr yFactor = Expr.constant(1).minus(ySign.times(2));
    Expr rFactor = Expr.constant(1).minus(rSign.times(2));
    Expr low = y.lo().times(yFactor).minus(r.lo().times(rFactor)).minus(1);
    Expr high =
        y.hi().times(yFactor).minus(r.hi().times(rFactor)).plus(ySign.minus(rSign).times(1 << 16));
    AirBuilder bounded = b.when(real.minus(zero));
    bounded.assertEqual("gap, low limb", low, gap.lo().plus(k.times(1 << 16)));
    bounded.assertEqual("gap, high limb", high.plus(k), gap.hi());
    for (Expr unused : new Expr[] {gap.lo(), gap.hi(), k}) {
      b.when(zero).assertZero("no bound for a division by zero", unused);
    }
  }

  private void defineAccesses(AirBuilder b, Expr real) {
    Expr op =
        div.times(Op.DIV.id())
            .plus(divu.times(Op.DIVU.id()))
            .plus(rem.times(Op.REM.id()))
            .plus(remu.times(Op.REMU.id()));
    Expr quotient = div.plus(divu);
    Expr remainder = rem.plus(remu);
    Expr ts1 = step.ts.plus(1);
    Expr ts2 = step.ts.plus(2);
    step.interact(b, real, step.following(), Expr.constant(3), op, rd, rs1, rs2);
    first.readRegister(b, real, rs1, x, step.ts);
    second.readRegister(b, real, rs2, y.lo(), y.hi(), ts1);
    write.writeRegister(
        b,
        real,
        rd,
        previous,
        quotient.times(q.lo()).plus(remainder.times(r.lo())),
        quotient.times(q.hi()).plus(remainder.times(r.hi())),
        ts2);
    RangeChecks.limbs(b, real, r.lo(), r.hi(), gap.lo(), gap.hi());
    RangeChecks.bytes(b, real, y.digits());
    RangeChecks.bytes(b, real, q.digits());
    RangeChecks.bytes(b, real, c0Byte, c1Byte, c1Quads, c2);
    RangeChecks.bytes(b, real, k.plus(K_OFFSET), first.high(step.ts));
    RangeChecks.bytes(b, real, second.high(ts1), write.high(ts2));
  }
}
