package dev.merapi.benchmarks.kernels;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.air.AirBuilder;
import dev.merapi.stark.air.Bus;
import dev.merapi.stark.air.Column;
import dev.merapi.stark.air.Columns;
import dev.merapi.stark.air.Expr;

/**
 * The shape of an instruction chip, for measuring: 21 columns, 12 constraints, 15 messages of six
 * fields.
 */
final class ModelChip implements Air {
  private static final Bus STATE = new Bus("state", 1, Bus.Kind.PERMUTATION, 6);
  private static final Bus MEMORY = new Bus("memory", 2, Bus.Kind.PERMUTATION, 6);
  private static final Bus TABLE = new Bus("table", 3, Bus.Kind.LOOKUP, 6);

  private final Columns columns = new Columns();
  private final Column real = columns.main("real");
  private final Column pc = columns.main("pc");
  private final Column ts = columns.main("ts");
  private final Column[] pointer = columns.main("pointer", 3);
  private final Column[] x = columns.main("x", 4);
  private final Column[] y = columns.main("y", 4);
  private final Column[] z = columns.main("z", 4);
  private final Column[] previous = columns.main("previous", 3);

  @Override
  public String name() {
    return "model";
  }

  @Override
  public Columns columns() {
    return columns;
  }

  @Override
  public void define(AirBuilder b) {
    b.assertBoolean("real", real);
    Expr carry = Expr.constant(0);
    for (int i = 0; i < 4; i++) {
      carry = x[i].plus(y[i]).plus(carry).minus(z[i]).times(0x7e810001);
      b.when(real).assertBoolean("carry " + i, carry);
      b.assertZero("product " + i, x[i].times(y[i].minus(z[i])).minus(pc));
    }
    for (int i = 0; i < 3; i++) {
      b.when(Expr.constant(1).minus(real)).assertZero("padding " + i, pointer[i]);
    }
    b.receive(STATE, real, pc, ts, x[0], x[1], x[2], x[3]);
    b.send(STATE, real, pc.plus(4), ts.plus(3), z[0], z[1], z[2], z[3]);
    for (int i = 0; i < 3; i++) {
      Column[] word = i == 0 ? x : i == 1 ? y : z;
      Expr now = ts.plus(i);
      b.receive(MEMORY, real, pointer[i], word[0], word[1], word[2], word[3], previous[i]);
      b.send(MEMORY, real, pointer[i], word[0], word[1], word[2], word[3], now);
      Expr age = now.minus(previous[i]).minus(1);
      b.lookup(TABLE, real, age, word[0].plus(word[1]), word[2], word[3], pc, Expr.constant(7));
    }
    for (int i = 0; i < 4; i++) {
      b.lookup(TABLE, real, x[i], y[i], z[i], x[i].minus(y[i]), y[i].plus(z[i]), pc);
    }
  }
}
