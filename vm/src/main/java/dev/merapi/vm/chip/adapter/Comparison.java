package dev.merapi.vm.chip.adapter;

import dev.merapi.stark.air.AirBuilder;
import dev.merapi.stark.air.Column;
import dev.merapi.stark.air.Columns;
import dev.merapi.stark.air.Expr;
import dev.merapi.vm.chip.Buses;

/**
 * x &lt; y for two words, signed or unsigned: five columns, three lookups.
 *
 * <p>A signed word's high limb counts 2^16 less when its top bit is set. {@code differ} says that
 * the high limbs (so adjusted) differ; then their difference e decides, else that of the low limbs.
 * {@code distance} is -e - 1 if x &lt; y; if not, it is e, or e - 1 when the high limbs decide. Its
 * range check forces the sign of e, and e ≠ 0 where {@code differ} is set: the marker can neither
 * fire early (e = 0 would need distance = -1) nor late (differ = 0 forces equal high limbs).
 *
 * <p>The sign bits are forced by a range check of 2·(hi - 2^15·sign): hi is 16-bit, so this is a
 * small integer, and in range only if the bit is right. With x and y 16-bit by induction, e and
 * {@code distance} are integers below 2^18 in absolute value, so their range checks mean what they
 * say.
 */
public final class Comparison {
  private static final int SIGN = 1 << 15;

  private final Column xSign;
  private final Column ySign;
  private final Column differ;
  private final Column distance;

  /** 1 if x is less than y. */
  public final Column less;

  /** Declares the columns. */
  public Comparison(Columns columns) {
    xSign = columns.main("x.sign");
    ySign = columns.main("y.sign");
    differ = columns.main("differ");
    less = columns.main("less");
    distance = columns.main("distance");
  }

  /**
   * States that {@link #less} is x &lt; y.
   *
   * @param signed 1 for a signed comparison, at most {@code real}
   */
  public void define(AirBuilder b, Expr real, Expr signed, Word x, Word y) {
    b.assertBoolean("x.sign", xSign);
    b.assertBoolean("y.sign", ySign);
    b.assertBoolean("differ", differ);
    b.assertBoolean("less", less);
    Expr unsigned = Expr.constant(1).minus(signed);
    b.when(unsigned).assertZero("unsigned x", xSign);
    b.when(unsigned).assertZero("unsigned y", ySign);
    Expr high = x.hi().minus(y.hi()).minus(xSign.minus(ySign).times(1 << 16));
    Expr low = x.lo().minus(y.lo());
    b.when(Expr.constant(1).minus(differ)).assertZero("equal high limbs", high);
    Expr e = low.plus(differ.times(high.minus(low)));
    Expr ifLess = e.plus(1).negate();
    Expr ifNotLess = e.minus(differ);
    b.assertZero("distance", distance.minus(less.times(ifLess.minus(ifNotLess))).minus(ifNotLess));

    b.lookup(Buses.RANGE16, signed, x.hi().minus(xSign.times(SIGN)).times(2));
    b.lookup(Buses.RANGE16, signed, y.hi().minus(ySign.times(SIGN)).times(2));
    b.lookup(Buses.RANGE16, real, distance);
  }

  /** Fills the columns; returns whether x is less than y. */
  public boolean fill(Cells cells, int row, boolean signed, int x, int y) {
    int xHigh = signed ? x >> 16 : x >>> 16;
    int yHigh = signed ? y >> 16 : y >>> 16;
    boolean highDecides = xHigh != yHigh;
    int e = highDecides ? xHigh - yHigh : (x & 0xffff) - (y & 0xffff);
    boolean isLess = e < 0;
    if (signed && x < 0) {
      cells.mark(xSign, row);
    }
    if (signed && y < 0) {
      cells.mark(ySign, row);
    }
    if (highDecides) {
      cells.mark(differ, row);
    }
    if (isLess) {
      cells.mark(less, row);
    }
    cells.set(distance, row, isLess ? -e - 1 : highDecides ? e - 1 : e);
    return isLess;
  }
}
