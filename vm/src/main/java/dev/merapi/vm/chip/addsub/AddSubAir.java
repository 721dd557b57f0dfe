package dev.merapi.vm.chip.addsub;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.air.AirBuilder;
import dev.merapi.stark.air.Column;
import dev.merapi.stark.air.Columns;
import dev.merapi.stark.air.Expr;
import dev.merapi.vm.chip.adapter.Access;
import dev.merapi.vm.chip.adapter.RangeChecks;
import dev.merapi.vm.chip.adapter.Step;
import dev.merapi.vm.chip.adapter.Word;
import dev.merapi.vm.isa.Op;

/**
 * ADD and SUB. The carries are expressions: x + y = z for ADD, z + y = x for SUB.
 *
 * <p>Range checks: both limbs of the result, which is new; the operands were read.
 */
final class AddSubAir implements Air {
  private final Columns columns = new Columns();
  final Step step = new Step(columns);
  final Column rd = columns.main("rd");
  final Column rs1 = columns.main("rs1");
  final Column rs2 = columns.main("rs2");
  final Word x = Word.declare(columns, "x");
  final Word y = Word.declare(columns, "y");
  final Word z = Word.declare(columns, "z");
  final Word previous = Word.declare(columns, "rd.previous");
  final Access first = new Access(columns, "rs1");
  final Access second = new Access(columns, "rs2");
  final Access write = new Access(columns, "rd");
  final Column add = columns.main("add");
  final Column sub = columns.main("sub");

  @Override
  public String name() {
    return "add_sub";
  }

  @Override
  public Columns columns() {
    return columns;
  }

  @Override
  public void define(AirBuilder b) {
    Expr real = add.plus(sub);
    b.assertBoolean("add", add);
    b.assertBoolean("sub", sub);
    b.assertBoolean("real", real);
    RangeChecks.assertSum(b, "x + y = z", add, x.lo(), x.hi(), y.lo(), y.hi(), z.lo(), z.hi());
    RangeChecks.assertSum(b, "z + y = x", sub, z.lo(), z.hi(), y.lo(), y.hi(), x.lo(), x.hi());

    Expr op = add.times(Op.ADD.id()).plus(sub.times(Op.SUB.id()));
    Expr ts1 = step.ts.plus(1);
    Expr ts2 = step.ts.plus(2);
    step.interact(b, real, step.following(), Expr.constant(3), op, rd, rs1, rs2);
    first.readRegister(b, real, rs1, x, step.ts);
    second.readRegister(b, real, rs2, y, ts1);
    write.writeRegister(b, real, rd, previous, z.lo(), z.hi(), ts2);
    RangeChecks.limbs(b, real, z.lo(), z.hi());
    RangeChecks.bytes(b, real, first.high(step.ts), second.high(ts1), write.high(ts2));
  }
}
