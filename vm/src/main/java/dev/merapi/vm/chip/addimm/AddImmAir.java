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
 * ADDI: x + immediate = z, with the immediate as one small signed integer, so that a carry is -1, 0
 * or 1.
 *
 * <p>The immediate stands in the program row, so its sign is not the prover's choice. Range checks:
 * both limbs of the result, which is new; with them each equation has one solution.
 */
final class AddImmAir implements Air {
  private final Columns columns = new Columns();
  final Step step = new Step(columns);
  final Column rd = columns.main("rd");
  final Column rs1 = columns.main("rs1");
  final Column imm = columns.main("imm");
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
    Expr low = RangeChecks.overLimb(x.lo().plus(imm).minus(z.lo()));
    assertCarry(b, "low carry", low);
    assertCarry(b, "high carry", RangeChecks.overLimb(x.hi().plus(low).minus(z.hi())));

    Expr ts1 = step.ts.plus(1);
    step.interact(
        b, real, step.following(), Expr.constant(2), real.times(Op.ADDI.id()), rd, rs1, imm);
    first.readRegister(b, real, rs1, x, step.ts);
    write.writeRegister(b, real, rd, previous, z.lo(), z.hi(), ts1);
    RangeChecks.limbs(b, real, z.lo(), z.hi());
    RangeChecks.bytes(b, real, first.high(step.ts), write.high(ts1));
  }

  private static void assertCarry(AirBuilder b, String name, Expr carry) {
    b.assertZero(name, carry.times(carry.minus(1)).times(carry.plus(1)));
  }
}
