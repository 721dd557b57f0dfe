package dev.merapi.vm.chip.branchless;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.air.AirBuilder;
import dev.merapi.stark.air.Column;
import dev.merapi.stark.air.Columns;
import dev.merapi.stark.air.Expr;
import dev.merapi.vm.chip.adapter.Access;
import dev.merapi.vm.chip.adapter.Comparison;
import dev.merapi.vm.chip.adapter.RangeChecks;
import dev.merapi.vm.chip.adapter.Step;
import dev.merapi.vm.chip.adapter.Word;
import dev.merapi.vm.isa.Op;

/**
 * BLT, BGE, BLTU and BGEU: operation BLT + ge + 2·unsigned.
 *
 * <p>Range checks: those of {@link Comparison}.
 */
final class BranchLessAir implements Air {
  private final Columns columns = new Columns();
  final Step step = new Step(columns);
  final Column rs1 = columns.main("rs1");
  final Column rs2 = columns.main("rs2");
  final Column target = columns.main("target");
  final Column next = columns.main("next");
  final Word x = Word.declare(columns, "x");
  final Word y = Word.declare(columns, "y");
  final Access first = new Access(columns, "rs1");
  final Access second = new Access(columns, "rs2");
  final Column real = columns.main("real");
  final Column ge = columns.main("ge");
  final Column unsigned = columns.main("unsigned");
  final Comparison comparison = new Comparison(columns);

  @Override
  public String name() {
    return "branch_less";
  }

  @Override
  public Columns columns() {
    return columns;
  }

  @Override
  public void define(AirBuilder b) {
    b.assertBoolean("real", real);
    b.assertBoolean("ge", ge);
    b.assertBoolean("unsigned", unsigned);
    Expr padding = Expr.constant(1).minus(real);
    b.when(padding).assertZero("padding is no ge", ge);
    b.when(padding).assertZero("padding is not unsigned", unsigned);
    comparison.define(b, real, real.minus(unsigned), x, y);

    Expr less = comparison.less;
    Expr taken = less.plus(ge).minus(less.times(ge).times(2));
    Expr following = step.pc.plus(real.times(Step.PC_STEP));
    b.assertEqual("next", next, following.plus(taken.times(target.minus(following))));

    Expr op = real.times(Op.BLT.id()).plus(ge).plus(unsigned.times(2));
    Expr ts1 = step.ts.plus(1);
    step.interact(b, real, next, Expr.constant(2), op, rs1, rs2, target);
    first.readRegister(b, real, rs1, x, step.ts);
    second.readRegister(b, real, rs2, y, ts1);
    RangeChecks.bytes(b, real, first.high(step.ts), second.high(ts1));
  }
}
