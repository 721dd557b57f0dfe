package dev.merapi.vm.chip.adapter;

import dev.merapi.stark.air.AirBuilder;
import dev.merapi.stark.air.Expr;
import dev.merapi.vm.chip.Buses;

/** Range checks and carries. */
public final class RangeChecks {
  private RangeChecks() {}

  /** Shows that all {@code values} are bytes, two in each lookup. */
  public static void bytes(AirBuilder b, Expr multiplicity, Expr... values) {
    for (int i = 0; i < values.length; i += 2) {
      Expr second = i + 1 < values.length ? values[i + 1] : Expr.constant(0);
      b.lookup(Buses.BYTES, multiplicity, values[i], second);
    }
  }

  /** Shows that all {@code values} are in [0, 2^16), one in each lookup. */
  public static void limbs(AirBuilder b, Expr multiplicity, Expr... values) {
    for (Expr value : values) {
      b.lookup(Buses.RANGE16, multiplicity, value);
    }
  }

  /** {@code value} / 2^16 in the field. */
  public static Expr overLimb(Expr value) {
    return value.times(Access.INVERSE_LIMB);
  }

  /**
   * States x + y = z mod 2^32: both carries, as expressions, are 0 or 1. With all limbs in [0,
   * 2^16) this makes each of the three words determine the third one.
   *
   * @param gate 1 where it shall hold; degree 1 at most
   */
  public static void assertSum(
      AirBuilder b,
      String name,
      Expr gate,
      Expr xLo,
      Expr xHi,
      Expr yLo,
      Expr yHi,
      Expr zLo,
      Expr zHi) {
    Expr carry = overLimb(xLo.plus(yLo).minus(zLo));
    b.when(gate).assertBoolean(name + ", low carry", carry);
    b.when(gate)
        .assertBoolean(name + ", high carry", overLimb(xHi.plus(yHi).plus(carry).minus(zHi)));
  }
}
