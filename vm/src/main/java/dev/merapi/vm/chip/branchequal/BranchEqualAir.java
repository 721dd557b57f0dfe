package dev.merapi.vm.chip.branchequal;

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
 * BEQ and BNE.
 *
 * <p>With d, e the differences of the limbs, n = d² + 3e² is zero only if both are: -3 is no square
 * in the field (3 generates the multiplicative group, -1 is a square). So one inverse of n shows
 * that the words differ. The inverse is 0 where they are equal, so that no cell is free.
 */
final class BranchEqualAir implements Air {
  /** A non-square whose negative is a non-square, too. */
  static final int NON_SQUARE = 3;

  private final Columns columns = new Columns();
  final Step step = new Step(columns);
  final Column rs1 = columns.main("rs1");
  final Column rs2 = columns.main("rs2");
  final Column target = columns.main("target");
  final Word x = Word.declare(columns, "x");
  final Word y = Word.declare(columns, "y");
  final Access first = new Access(columns, "rs1");
  final Access second = new Access(columns, "rs2");
  final Column beq = columns.main("beq");
  final Column bne = columns.main("bne");
  final Column taken = columns.main("taken");
  final Column inverse = columns.main("inverse");

  @Override
  public String name() {
    return "branch_equal";
  }

  @Override
  public Columns columns() {
    return columns;
  }

  @Override
  public void define(AirBuilder b) {
    Expr real = beq.plus(bne);
    b.assertBoolean("beq", beq);
    b.assertBoolean("bne", bne);
    b.assertBoolean("real", real);
    b.assertBoolean("taken", taken);

    Expr equal = beq.times(taken).plus(bne.times(Expr.constant(1).minus(taken)));
    Expr d = x.lo().minus(y.lo());
    Expr e = x.hi().minus(y.hi());
    Expr norm = d.times(d).plus(e.times(e).times(NON_SQUARE));
    b.when(equal).assertZero("equal low limbs", d);
    b.when(equal).assertZero("equal high limbs", e);
    b.when(equal).assertZero("no inverse of zero", inverse);
    b.assertEqual("different words", inverse.times(norm), real.minus(equal));

    Expr op = beq.times(Op.BEQ.id()).plus(bne.times(Op.BNE.id()));
    Expr next = step.following().plus(taken.times(target.minus(step.following())));
    Expr ts1 = step.ts.plus(1);
    step.interact(b, real, next, Expr.constant(2), op, rs1, rs2, target);
    first.readRegister(b, real, rs1, x, step.ts);
    second.readRegister(b, real, rs2, y, ts1);
    RangeChecks.bytes(b, real, first.high(step.ts), second.high(ts1));
  }
}
