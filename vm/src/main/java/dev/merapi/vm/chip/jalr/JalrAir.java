package dev.merapi.vm.chip.jalr;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.air.AirBuilder;
import dev.merapi.stark.air.Column;
import dev.merapi.stark.air.Columns;
import dev.merapi.stark.air.Expr;
import dev.merapi.vm.chip.adapter.Access;
import dev.merapi.vm.chip.adapter.Address;
import dev.merapi.vm.chip.adapter.RangeChecks;
import dev.merapi.vm.chip.adapter.Step;
import dev.merapi.vm.chip.adapter.Word;
import dev.merapi.vm.isa.Op;

/**
 * JALR: jumps to base + immediate with bit 0 cleared.
 *
 * <p>{@code dropped} is that bit. Only multiples of 4 are the pc of a program row, so a wrong bit
 * leads to an odd pc, where nothing continues (the pc that a segment ends with is looked up by the
 * next one, or by TERMINATE). Range of the target: {@link Address}. The return address stands in
 * the program row; its high limb there equals (pc + 4 - low) / 2^16, so it needs no column, and
 * neither limb a check.
 */
final class JalrAir implements Air {
  private final Columns columns = new Columns();
  final Step step = new Step(columns);
  final Column rd = columns.main("rd");
  final Column rs1 = columns.main("rs1");
  final Address address = new Address(columns);
  final Column returnLow = columns.main("return.lo");
  final Column dropped = columns.main("dropped");
  final Word previous = Word.declare(columns, "rd.previous");
  final Access first = new Access(columns, "rs1");
  final Access write = new Access(columns, "rd");
  final Column real = columns.main("real");

  @Override
  public String name() {
    return "jalr";
  }

  @Override
  public Columns columns() {
    return columns;
  }

  @Override
  public void define(AirBuilder b) {
    b.assertBoolean("real", real);
    b.assertBoolean("dropped", dropped);
    address.define(b, real);

    Expr returnHigh = RangeChecks.overLimb(step.following().minus(returnLow));
    Expr ts1 = step.ts.plus(1);
    step.interact(
        b,
        real,
        address.value().minus(dropped),
        Expr.constant(2),
        real.times(Op.JALR.id()),
        rd,
        rs1,
        address.immediate(),
        Expr.constant(0),
        returnLow,
        returnHigh);
    first.readRegister(b, real, rs1, address.base, step.ts);
    write.writeRegister(b, real, rd, previous, returnLow, returnHigh, ts1);
    RangeChecks.bytes(b, real, first.high(step.ts), write.high(ts1));
  }
}
