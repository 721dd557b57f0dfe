package dev.merapi.vm.chip.hint;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.air.AirBuilder;
import dev.merapi.stark.air.Column;
import dev.merapi.stark.air.Columns;
import dev.merapi.stark.air.Expr;
import dev.merapi.vm.chip.Buses;
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
  static final int INVERSE_2_16 = 2130673921;
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
  final Column[] pointer = columns.main("pointer", 2);
  final Column[] count = columns.main("count", 2);
  final Column[] data = columns.main("data", 2);
  final Column[] previous = columns.main("previous", 2);
  final Column pointerPrevTs = columns.main("pointer_prev_ts");
  final Column pointerGap = columns.main("pointer_gap_low");
  final Column countPrevTs = columns.main("count_prev_ts");
  final Column countGap = columns.main("count_gap_low");
  final Column dataPrevTs = columns.main("data_prev_ts");
  final Column dataGap = columns.main("data_gap_low");

  @Override
  public String name() {
    return "Hint";
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

    Column[] firstOnly = {
      pointerRegister, countRegister, pointerPrevTs, pointerGap, countPrevTs, countGap
    };
    for (Column column : firstOnly) {
      b.when(more).assertZero("only the first row has " + column.name(), column);
    }
  }

  private void accesses(AirBuilder b, Expr first, Expr real) {
    Expr zero = Expr.constant(0);
    Expr op = single.times(Op.HINT_STOREW.id()).plus(start.times(Op.HINT_BUFFER.id()));
    b.receive(Buses.EXECUTION, first, pc, ts);
    b.lookup(Buses.PROGRAM, first, pc, op, pointerRegister, countRegister, zero, zero, zero, zero);
    Expr dataTs = ts.plus(2).minus(single);
    b.send(Buses.EXECUTION, last, pc.plus(4), dataTs.plus(1));

    Expr registers = Expr.constant(MemoryImage.REGISTERS);
    access(b, first, registers, pointerRegister.times(4), pointer, pointer, pointerPrevTs, ts);
    access(b, start, registers, countRegister.times(4), count, count, countPrevTs, ts.plus(1));
    Expr memory = Expr.constant(MemoryImage.MEMORY);
    access(b, real, memory, word(pointer), previous, data, dataPrevTs, dataTs);

    b.lookup(Buses.RANGE16, real, data[0]);
    b.lookup(Buses.RANGE16, real, data[1]);
    b.lookup(Buses.RANGE16, first, pointer[1].times(HIGH_SCALE));
    b.lookup(Buses.RANGE16, start, count[1].times(HIGH_SCALE));
    b.lookup(Buses.RANGE16, first, pointerGap);
    b.lookup(Buses.RANGE16, first, countGap);
    b.lookup(Buses.RANGE16, real, dataGap);
    Expr pointerHigh = gapHigh(ts, pointerPrevTs, pointerGap);
    Expr countHigh = gapHigh(ts.plus(1), countPrevTs, countGap);
    b.lookup(Buses.BYTES, first, pointerHigh, countHigh);
    b.lookup(Buses.BYTES, real, gapHigh(dataTs, dataPrevTs, dataGap), zero);
  }

  private static void access(
      AirBuilder b,
      Expr real,
      Expr space,
      Expr at,
      Column[] before,
      Column[] after,
      Column prevTs,
      Expr ts) {
    b.receive(Buses.MEMORY, real, space, at, before[0], before[1], prevTs);
    b.send(Buses.MEMORY, real, space, at, after[0], after[1], ts);
  }

  /** The part above 2^16 of ts − prevTs − 1. */
  private static Expr gapHigh(Expr ts, Column prevTs, Column low) {
    return ts.minus(prevTs).minus(1).minus(low).times(INVERSE_2_16);
  }

  private static Expr word(Column[] limbs) {
    return limbs[0].plus(limbs[1].times(1 << 16));
  }

  private static Expr nextWord(Column[] limbs) {
    return limbs[0].next().plus(limbs[1].next().times(1 << 16));
  }
}
