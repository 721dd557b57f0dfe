package dev.merapi.vm.chip.constjump;

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
 * LUI, AUIPC and JAL: operation LUI + kind. The value written and the next pc stand in the program
 * row, so that nothing is computed here and nothing needs a range check: pc and its limbs never
 * meet.
 */
final class ConstJumpAir implements Air {
  private final Columns columns = new Columns();
  final Step step = new Step(columns);
  final Column rd = columns.main("rd");
  final Column next = columns.main("next");
  final Word value = Word.declare(columns, "value");
  final Word previous = Word.declare(columns, "rd.previous");
  final Access write = new Access(columns, "rd");
  final Column real = columns.main("real");
  final Column kind = columns.main("kind");

  @Override
  public String name() {
    return "const_jump";
  }

  @Override
  public Columns columns() {
    return columns;
  }

  @Override
  public void define(AirBuilder b) {
    b.assertBoolean("real", real);
    b.assertZero("kind is 0, 1 or 2", kind.times(kind.minus(1)).times(kind.minus(2)));
    b.when(Expr.constant(1).minus(real)).assertZero("padding has no kind", kind);
    step.interact(
        b,
        real,
        next,
        Expr.constant(1),
        real.times(Op.LUI.id()).plus(kind),
        rd,
        Expr.constant(0),
        next,
        value.lo(),
        value.hi());
    write.writeRegister(b, real, rd, previous, value.lo(), value.hi(), step.ts);
    RangeChecks.bytes(b, real, write.high(step.ts));
  }
}
