package dev.merapi.vm.chip.shiftimm;

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
import dev.merapi.vm.isa.ShiftImmediate;

/**
 * SLLI and SRLI, which make up a quarter of software hashing. The program row says by what to
 * multiply, where to cut the products and whether to move by a limb ({@link ShiftImmediate}), so no
 * amount is taken apart here.
 *
 * <p>With {@code cut} = 0 a limb's product is wide + 2^16·narrow, with 1 it is narrow + 2^8·wide.
 * The word so shifted, in limbs: a, b, c = wide[0], wide[1] + narrow[0], narrow[1] (cut 0) or
 * 2^8·narrow[0], wide[0] + 2^8·narrow[1], wide[1] (cut 1). A left shift takes (a, b), or (0, a)
 * with move; a right shift (b, c), or (c, 0).
 *
 * <p>Range checks: wide is 16-bit and narrow a byte. Products are at most 2^24, by the program's
 * multiplier and as x was read, so the cut is unique. The sums are 16-bit limbs, their terms being
 * disjoint bits: wide[1] and 2^8·narrow[1] are multiples of the power of two that the other term is
 * below.
 */
final class ShiftImmAir implements Air {
  private final Columns columns = new Columns();
  final Step step = new Step(columns);
  final Column rd = columns.main("rd");
  final Column rs1 = columns.main("rs1");
  final Column multiplier = columns.main("multiplier");
  final Column cut = columns.main("cut");
  final Column left = columns.main("left");
  final Column leftMove = columns.main("left.move");
  final Column right = columns.main("right");
  final Column rightMove = columns.main("right.move");
  final Word x = Word.declare(columns, "x");
  final Column[] wide = columns.main("wide", 2);
  final Column[] narrow = columns.main("narrow", 2);
  final Word z = Word.declare(columns, "z");
  final Word previous = Word.declare(columns, "rd.previous");
  final Access first = new Access(columns, "rs1");
  final Access write = new Access(columns, "rd");

  @Override
  public String name() {
    return "shift_imm";
  }

  @Override
  public Columns columns() {
    return columns;
  }

  @Override
  public void define(AirBuilder b) {
    Expr real = Expr.sum(left, leftMove, right, rightMove);
    for (Column flag : new Column[] {cut, left, leftMove, right, rightMove}) {
      b.assertBoolean(flag.name(), flag);
    }
    b.assertBoolean("real", real);
    product(b, "low product", x.lo(), wide[0], narrow[0]);
    product(b, "high product", x.hi(), wide[1], narrow[1]);

    Expr low = choose(wide[0], narrow[0].times(256));
    Expr middle = choose(wide[1].plus(narrow[0]), wide[0].plus(narrow[1].times(256)));
    Expr high = choose(narrow[1], wide[1]);
    b.assertEqual(
        "result, low limb",
        z.lo(),
        left.times(low).plus(right.times(middle)).plus(rightMove.times(high)));
    b.assertEqual(
        "result, high limb",
        z.hi(),
        left.times(middle).plus(leftMove.times(low)).plus(right.times(high)));

    Expr op =
        left.plus(leftMove).times(Op.SLLI.id()).plus(right.plus(rightMove).times(Op.SRLI.id()));
    Expr form = leftMove.plus(rightMove).plus(cut.times(2));
    Expr ts1 = step.ts.plus(1);
    step.interact(b, real, step.following(), Expr.constant(2), op, rd, rs1, multiplier, form);
    first.readRegister(b, real, rs1, x, step.ts);
    write.writeRegister(b, real, rd, previous, z.lo(), z.hi(), ts1);
    RangeChecks.limbs(b, real, wide);
    RangeChecks.bytes(b, real, narrow[0], narrow[1], first.high(step.ts), write.high(ts1));
  }

  private void product(AirBuilder b, String name, Expr limb, Expr wideness, Expr narrowness) {
    Expr cutAt16 = wideness.plus(narrowness.times(1 << 16));
    Expr cutAt8 = narrowness.plus(wideness.times(1 << 8));
    b.assertEqual(name, limb.times(multiplier), choose(cutAt16, cutAt8));
  }

  private Expr choose(Expr ifCutAt16, Expr ifCutAt8) {
    return ifCutAt16.plus(cut.times(ifCutAt8.minus(ifCutAt16)));
  }
}
