package dev.merapi.vm.chip.less;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.air.AirBuilder;
import dev.merapi.stark.air.Column;
import dev.merapi.stark.air.Columns;
import dev.merapi.stark.air.Expr;
import dev.merapi.vm.chip.adapter.Comparison;
import dev.merapi.vm.chip.adapter.RegisterOrImmediate;
import dev.merapi.vm.chip.adapter.Word;
import dev.merapi.vm.isa.Op;

/**
 * SLT, SLTU and their immediate forms: operation SLT + unsigned.
 *
 * <p>Range checks: those of {@link Comparison}; the result is a bit.
 */
final class LessAir implements Air {
  private final Columns columns = new Columns();
  final RegisterOrImmediate frame = new RegisterOrImmediate(columns);
  final Column immHigh = columns.main("imm.hi");
  final Word x = Word.declare(columns, "x");
  final Word y = Word.declare(columns, "y");
  final Column real = columns.main("real");
  final Column unsigned = columns.main("unsigned");
  final Comparison comparison = new Comparison(columns);

  @Override
  public String name() {
    return "less";
  }

  @Override
  public Columns columns() {
    return columns;
  }

  @Override
  public void define(AirBuilder b) {
    b.assertBoolean("real", real);
    b.assertBoolean("unsigned", unsigned);
    b.when(unsigned).assertZero("padding is not unsigned", Expr.constant(1).minus(real));
    b.when(frame.imm).assertEqual("immediate, low limb", y.lo(), frame.third());
    b.assertEqual("immediate, high limb", immHigh, frame.imm.times(y.hi()));
    comparison.define(b, real, real.minus(unsigned), x, y);
    frame.define(
        b,
        real,
        real.times(Op.SLT.id()).plus(unsigned),
        immHigh,
        new Expr[] {x.lo(), x.hi()},
        new Expr[] {y.lo(), y.hi()},
        new Expr[] {comparison.less, Expr.constant(0)});
  }
}
