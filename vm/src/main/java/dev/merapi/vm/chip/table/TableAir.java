package dev.merapi.vm.chip.table;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.air.AirBuilder;
import dev.merapi.stark.air.Column;
import dev.merapi.stark.air.Columns;
import dev.merapi.stark.air.Expr;
import dev.merapi.vm.chip.Buses;
import java.util.OptionalInt;

/**
 * One row for each 16-bit integer v; provides v itself, its two bytes (high, low), and (high, low,
 * high xor low).
 *
 * <p>Nothing is committed ahead of time: sixteen boolean columns hold the bits of v. Which integer
 * stands in which row, and the three multiplicities, are the prover's choice: sixteen bits,
 * whatever they are, provide correct messages only.
 */
public final class TableAir implements Air {
  /** log2 of the height. */
  public static final int LOG_HEIGHT = 16;

  final Columns columns = new Columns();
  final Column[] bits = columns.main("bit", LOG_HEIGHT);
  final Column xor = columns.main("xor");
  final Column rangeMultiplicity = columns.main("range_multiplicity");
  final Column bytesMultiplicity = columns.main("bytes_multiplicity");
  final Column xorMultiplicity = columns.main("xor_multiplicity");

  @Override
  public String name() {
    return "table";
  }

  @Override
  public Columns columns() {
    return columns;
  }

  @Override
  public OptionalInt fixedLogHeight() {
    return OptionalInt.of(LOG_HEIGHT);
  }

  @Override
  public void define(AirBuilder b) {
    for (int i = 0; i < LOG_HEIGHT; i++) {
      b.assertBoolean("bit " + i, bits[i]);
    }
    Expr low = number(0);
    Expr high = number(8);
    Expr value = low.plus(high.times(1 << 8));

    Expr both = Expr.constant(0);
    for (int i = 0; i < 8; i++) {
      both = both.plus(bits[i].times(bits[8 + i]).times(1L << i));
    }
    b.assertEqual("xor of the bytes", xor, high.plus(low).minus(both.times(2)));
    b.provide(Buses.RANGE16, rangeMultiplicity, value);
    b.provide(Buses.BYTES, bytesMultiplicity, high, low);
    b.provide(Buses.XOR, xorMultiplicity, high, low, xor);
  }

  private Expr number(int from) {
    Expr sum = Expr.constant(0);
    for (int i = 0; i < 8; i++) {
      sum = sum.plus(bits[from + i].times(1L << i));
    }
    return sum;
  }
}
