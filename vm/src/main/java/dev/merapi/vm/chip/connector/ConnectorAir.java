package dev.merapi.vm.chip.connector;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.air.AirBuilder;
import dev.merapi.stark.air.Column;
import dev.merapi.stark.air.Columns;
import dev.merapi.stark.air.Expr;
import dev.merapi.vm.chip.Buses;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.memory.MemoryImage;
import dev.merapi.vm.verification.SegmentPublicValues;
import java.util.OptionalInt;

/**
 * Ties a segment's ends to its public values. Its first row, and no other, sends the initial
 * execution state with timestamp 1 and receives the final one, receives the roots of the memory
 * tree, and, when the segment terminates, looks up the TERMINATE instruction at the final pc with
 * the public exit code.
 *
 * <p>The final timestamp is below 2^24. Every instruction raises the timestamp by a small positive
 * amount, and there are fewer than p of them together, so all timestamps of the segment, as
 * integers, lie between 1 and the final one: what the order check of each memory access
 * presupposes.
 *
 * <p>A segment that does not terminate has the fixed exit code {@value
 * SegmentPublicValues#SUSPENDED}.
 */
public final class ConnectorAir implements Air {
  /** The timestamp of the first instruction; memory opens at 0. */
  public static final int INITIAL_TS = 1;

  final Columns columns = new Columns();
  final Column active = columns.main("active");
  final Column finalTsLow = columns.main("final_ts_low");
  final Column finalTsHigh = columns.main("final_ts_high");

  @Override
  public String name() {
    return "connector";
  }

  @Override
  public Columns columns() {
    return columns;
  }

  @Override
  public OptionalInt fixedLogHeight() {
    return OptionalInt.of(1);
  }

  @Override
  public void define(AirBuilder b) {
    b.whenFirst().assertEqual("the first row is active", active, Expr.constant(1));
    b.whenTransition().assertZero("no other row is", active.next());

    Expr initialPc = b.publicValue(SegmentPublicValues.INITIAL_PC);
    Expr finalPc = b.publicValue(SegmentPublicValues.FINAL_PC);
    Expr terminates = b.publicValue(SegmentPublicValues.IS_TERMINATE);
    Expr exitCode = b.publicValue(SegmentPublicValues.EXIT_CODE);
    AirBuilder first = b.whenFirst();
    first.assertBoolean("is_terminate", terminates);
    first
        .when(Expr.constant(1).minus(terminates))
        .assertEqual(
            "exit code of a suspension", exitCode, Expr.constant(SegmentPublicValues.SUSPENDED));

    b.send(Buses.EXECUTION, active, initialPc, Expr.constant(INITIAL_TS));
    b.receive(Buses.EXECUTION, active, finalPc, finalTsLow.plus(finalTsHigh.times(1 << 16)));
    b.lookup(Buses.RANGE16, active, finalTsLow);
    b.lookup(Buses.BYTES, active, finalTsHigh, Expr.constant(0));
    Expr zero = Expr.constant(0);
    b.lookup(
        Buses.PROGRAM,
        active.times(terminates),
        finalPc,
        Expr.constant(Op.TERMINATE.id()),
        exitCode,
        zero,
        zero,
        zero,
        zero,
        zero);
    b.receive(Buses.MERKLE, active, root(b));
  }

  private static Expr[] root(AirBuilder b) {
    Expr[] message = new Expr[Buses.MERKLE.width()];
    message[0] = Expr.constant(MemoryImage.TREE_HEIGHT);
    message[1] = Expr.constant(0);
    for (int i = 0; i < 8; i++) {
      message[2 + i] = b.publicValue(SegmentPublicValues.INITIAL_ROOT + i);
      message[10 + i] = b.publicValue(SegmentPublicValues.FINAL_ROOT + i);
    }
    return message;
  }
}
