package dev.merapi.vm.chip.phantom;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.air.AirBuilder;
import dev.merapi.stark.air.Column;
import dev.merapi.stark.air.Columns;
import dev.merapi.stark.air.Expr;
import dev.merapi.vm.chip.Buses;
import dev.merapi.vm.isa.Op;

/**
 * Steps over an instruction that has no effect on the proof: hint set-up, prints, fences. One
 * timestamp, no access.
 */
public final class PhantomAir implements Air {
  final Columns columns = new Columns();
  final Column pc = columns.main("pc");
  final Column ts = columns.main("ts");
  final Column real = columns.main("real");

  @Override
  public String name() {
    return "phantom";
  }

  @Override
  public Columns columns() {
    return columns;
  }

  @Override
  public void define(AirBuilder b) {
    b.assertBoolean("real", real);
    Expr zero = Expr.constant(0);
    b.receive(Buses.EXECUTION, real, pc, ts);
    b.lookup(
        Buses.PROGRAM,
        real,
        pc,
        Expr.constant(Op.PHANTOM.id()),
        zero,
        zero,
        zero,
        zero,
        zero,
        zero);
    b.send(Buses.EXECUTION, real, pc.plus(4), ts.plus(1));
  }
}
