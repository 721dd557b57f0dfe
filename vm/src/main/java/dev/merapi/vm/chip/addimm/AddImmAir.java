package dev.merapi.vm.chip.addimm;

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
 * ADDI: x + immediate = z.
 *
 * <p>Both limbs of the immediate stand in the program row, so its sign is not the prover's choice.
 * Range checks: both limbs of the result, which is new.
 */
final class AddImmAir implements Air {
  private final Columns columns = new Columns();
  final Step step = new Step(columns);
  final Column rd = columns.main("rd");
  final Column rs1 = columns.main("rs1");
  final Word imm = Word.declare(columns, "imm");
  final Word x = Word.declare(columns, "x");
  final Word z = Word.declare(columns, "z");
  final Word previous = Word.declare(columns, "rd.previous");
  final Access first = new Access(columns, "rs1");
  final Access write = new Access(columns, "rd");
  final Column real = columns.main("real");

  @Override
  public String name() {
    return "add_imm";
  }

  @Override
  public Columns columns() {
    return columns;
  }

  @Override
  public void define(AirBuilder b) {
    b.assertBoolean("real", real);
    RangeChecks.assertSum(
        b, "x + imm = z", real, x.lo(), x.hi(), imm.lo(), imm.hi(), z.lo(), z.hi());

    Expr ts1 = step.ts.plus(1);
    step.interact(
        b,
        real,
        step.following(),
        Expr.constant(2),
        real.times(Op.ADDI.id()),
        rd,
        rs1,
        imm.lo(),
        imm.hi());
    first.readRegister(b, real, rs1, x, step.ts);
    write.writeRegister(b, real, rd, previous, z.lo(), z.hi(), ts1);
    RangeChecks.limbs(b, real, z.lo(), z.hi());
    RangeChecks.bytes(b, real, first.high(step.ts), write.high(ts1));
  }
}
