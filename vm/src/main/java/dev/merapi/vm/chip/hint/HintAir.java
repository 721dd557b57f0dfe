package dev.merapi.vm.chip.hint;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.air.AirBuilder;
import dev.merapi.stark.air.Column;
import dev.merapi.stark.air.Columns;
import dev.merapi.stark.air.Expr;
import dev.merapi.vm.chip.Buses;
import dev.merapi.vm.chip.adapter.Access;
import dev.merapi.vm.chip.adapter.RangeChecks;
import dev.merapi.vm.chip.adapter.Word;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.memory.MemoryImage;

/**
 * HINT_STOREW and HINT_BUFFER: one row for each word written, which may be any word.
 *
 * <p>An instruction is a run of rows. Its first row ({@code single} or {@code start}) takes the
 * execution state and reads the pointer register, and for a buffer the count register; each further
 * row ({@code more}) has the pointer raised by 4, the timestamp by 1 and the remaining count
 * lowered by 1; the row with {@code last} has 1 remaining and sends the state on. After a row that
 * is not last comes {@code more}, and {@code more} comes only there; the table neither begins with
 * {@code more} nor ends before {@code last}. A count of zero has no run, as the count would have to
 * fall through p rows.
 *
 * <p>Pointer and count have their high limb below 2^13 in the first row, so neither is taken modulo
 * p; a pointer that leaves memory later on finds no cell (see {@code BoundaryAir}). In the rows
 * after the first only low + 2^16·high matters.
 */
public final class HintAir implements Air {
  private static final int HIGH_SCALE = 8;

  final Columns columns = new Columns();
  final Column single = columns.main("single");
  final Column start = columns.main("start");
  final Column more = columns.main("more");
  final Column last = columns.main("last");
  final Column pc = columns.main("pc");
  final Column ts = columns.main("ts");
  final Column pointerRegister = columns.main("pointer_register");
  final Column countRegister = columns.main("count_register");
  final Word pointer = Word.declare(columns, "pointer");
  final Word count = Word.declare(columns, "count");
  final Word data = Word.declare(columns, "data");
  final Word previous = Word.declare(columns, "previous");
  final Access pointerAccess = new Access(columns, "pointer");
  final Access countAccess = new Access(columns, "count");
  final Access dataAccess = new Access(columns, "data");

  @Override
  public String name() {
    return "hint";
  }

  @Override
  public Columns columns() {
    return columns;
  }

  @Override
  public void define(AirBuilder b) {
    Expr first = single.plus(start);
    Expr real = first.plus(more);
    b.assertBoolean("single", single);
    b.assertBoolean("start", start);
    b.assertBoolean("more", more);
    b.assertBoolean("one kind of row", real);
    b.assertBoolean("last", last);
    b.when(single).assertEqual("a single word is last", last, Expr.constant(1));
    b.whenFirst().assertZero("does not begin inside a run", more);
    b.whenLast().assertEqual("does not end inside a run", last, real);
    run(b, real);
    accesses(b, first, real);
  }

  private void run(AirBuilder b, Expr real) {
    Expr at = word(pointer);
    Expr remaining = word(count);
    AirBuilder step = b.whenTransition();
    step.assertEqual("a row that is not last is continued", more.next(), real.minus(last));
    AirBuilder inside = step.when(more.next());
    inside.assertEqual("pc stays", pc.next(), pc);
    inside.assertEqual("time goes on", ts.next(), ts.plus(1));
    inside.assertEqual("pointer goes on", nextWord(pointer), at.plus(4));
    inside.assertEqual("count goes down", nextWord(count), remaining.minus(1));
    b.when(last).assertEqual("one word remains in the last row", remaining, Expr.constant(1));

    b.when(more).assertZero("only the first row has a pointer register", pointerRegister);
    b.when(more).assertZero("only the first row has a count register", countRegister);
    pointerAccess.assertUnused(b, more);
    countAccess.assertUnused(b, single.plus(more));
  }

  private void accesses(AirBuilder b, Expr first, Expr real) {
    Expr zero = Expr.constant(0);
    Expr op = single.times(Op.HINT_STOREW.id()).plus(start.times(Op.HINT_BUFFER.id()));
    b.receive(Buses.EXECUTION, first, pc, ts);
    b.lookup(Buses.PROGRAM, first, pc, op, pointerRegister, countRegister, zero, zero, zero, zero);
    Expr dataTs = ts.plus(2).minus(single);
    b.send(Buses.EXECUTION, last, pc.plus(4), dataTs.plus(1));

    pointerAccess.readRegister(b, first, pointerRegister, pointer, ts);
    countAccess.readRegister(b, start, countRegister, count, ts.plus(1));
    Expr memory = Expr.constant(MemoryImage.MEMORY);
    dataAccess.write(b, real, memory, word(pointer), previous, data.lo(), data.hi(), dataTs);

    RangeChecks.limbs(b, real, data.lo(), data.hi());
    RangeChecks.limbs(b, first, pointer.hi().times(HIGH_SCALE));
    RangeChecks.limbs(b, start, count.hi().times(HIGH_SCALE));
    RangeChecks.bytes(b, first, pointerAccess.high(ts));
    RangeChecks.bytes(b, start, countAccess.high(ts.plus(1)));
    RangeChecks.bytes(b, real, dataAccess.high(dataTs));
  }

  private static Expr word(Word word) {
    return word.lo().plus(word.hi().times(1 << 16));
  }

  private static Expr nextWord(Word word) {
    return word.lo().next().plus(word.hi().next().times(1 << 16));
  }
}
