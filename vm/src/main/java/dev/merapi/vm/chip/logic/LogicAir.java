package dev.merapi.vm.chip.logic;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.air.AirBuilder;
import dev.merapi.stark.air.Column;
import dev.merapi.stark.air.Columns;
import dev.merapi.stark.air.Expr;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.vm.chip.Buses;
import dev.merapi.vm.chip.adapter.ByteWord;
import dev.merapi.vm.chip.adapter.RegisterOrImmediate;
import dev.merapi.vm.isa.Op;

/**
 * XOR, OR, AND and their immediate forms, by bytes: the table gives w = x xor y; x or y is (x + y +
 * w) / 2, x and y is (x + y - w) / 2.
 *
 * <p>Range checks: the table's, which hold for x, y and w; so the result's limbs are 16-bit.
 */
final class LogicAir implements Air {
  private static final long HALF = (1L + KoalaBear.P) / 2;

  private final Columns columns = new Columns();
  final RegisterOrImmediate frame = new RegisterOrImmediate(columns);
  final Column immHigh = columns.main("imm.hi");
  final ByteWord x = ByteWord.declare(columns, "x");
  final ByteWord y = ByteWord.declare(columns, "y");
  final ByteWord w = ByteWord.declare(columns, "w");
  final Column xor = columns.main("xor");
  final Column or = columns.main("or");
  final Column and = columns.main("and");

  @Override
  public String name() {
    return "logic";
  }

  @Override
  public Columns columns() {
    return columns;
  }

  @Override
  public void define(AirBuilder b) {
    Expr real = Expr.sum(xor, or, and);
    b.assertBoolean("xor", xor);
    b.assertBoolean("or", or);
    b.assertBoolean("and", and);
    b.assertBoolean("real", real);
    b.when(frame.imm).assertEqual("immediate, low limb", y.lo(), frame.third());
    b.assertEqual("immediate, high limb", immHigh, frame.imm.times(y.hi()));
    for (int i = 0; i < 4; i++) {
      b.lookup(Buses.XOR, real, x.get(i), y.get(i), w.get(i));
    }
    Expr op = xor.times(Op.XOR.id()).plus(or.times(Op.OR.id())).plus(and.times(Op.AND.id()));
    Expr[] z = {result(x.lo(), y.lo(), w.lo()), result(x.hi(), y.hi(), w.hi())};
    frame.define(b, real, op, immHigh, new Expr[] {x.lo(), x.hi()}, new Expr[] {y.lo(), y.hi()}, z);
  }

  private Expr result(Expr xLimb, Expr yLimb, Expr wLimb) {
    Expr sum = xLimb.plus(yLimb);
    return xor.times(wLimb)
        .plus(or.times(sum.plus(wLimb)).times(HALF))
        .plus(and.times(sum.minus(wLimb)).times(HALF));
  }
}
