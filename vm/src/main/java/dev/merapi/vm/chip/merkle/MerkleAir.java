package dev.merapi.vm.chip.merkle;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.air.AirBuilder;
import dev.merapi.stark.air.Column;
import dev.merapi.stark.air.Columns;
import dev.merapi.stark.air.Expr;
import dev.merapi.vm.chip.Buses;

/**
 * One row for each inner node of the memory tree that has a touched leaf below it: its two children
 * and itself, before and after the segment.
 *
 * <p>A row receives its touched children (level − 1, 2·index and 2·index + 1) on {@link
 * Buses#MERKLE} and sends itself; a child that is not touched has equal digests. The connector
 * receives the root (26, 0) once, with the public roots.
 *
 * <p>Why a leaf label can be opened once only, at level 0, below 2^26: each real row has a touched
 * child, so every chain down ends in a row of the boundary table, which sends at level 0; every
 * chain up ends at the connector (a cycle would need p rows). From the root down, each (level,
 * index) is sent by exactly one row and asked for at most once; the index of a child is fixed by
 * its parent's, so the direction of every step is a bit of the label and nothing is expanded below
 * level 0. Initial and final tree share the flags, hence the set of touched leaves. Other cells of
 * padding rows are free: nothing reads them.
 */
public final class MerkleAir implements Air {
  static final int DIGEST = 8;

  final Columns columns = new Columns();
  final Column real = columns.main("real");
  final Column leftTouched = columns.main("left_touched");
  final Column rightTouched = columns.main("right_touched");
  final Column level = columns.main("level");
  final Column index = columns.main("index");
  final Column[] leftInitial = columns.main("left_initial", DIGEST);
  final Column[] rightInitial = columns.main("right_initial", DIGEST);
  final Column[] initial = columns.main("initial", DIGEST);
  final Column[] leftFinal = columns.main("left_final", DIGEST);
  final Column[] rightFinal = columns.main("right_final", DIGEST);
  final Column[] finals = columns.main("final", DIGEST);

  @Override
  public String name() {
    return "merkle";
  }

  @Override
  public Columns columns() {
    return columns;
  }

  @Override
  public void define(AirBuilder b) {
    Expr one = Expr.constant(1);
    b.assertBoolean("left_touched", leftTouched);
    b.assertBoolean("right_touched", rightTouched);
    Expr untouched = one.minus(leftTouched).times(one.minus(rightTouched));
    b.assertEqual("real exactly if a child is touched", real, one.minus(untouched));
    for (int i = 0; i < DIGEST; i++) {
      b.when(one.minus(leftTouched))
          .assertEqual("an untouched left child stays " + i, leftInitial[i], leftFinal[i]);
      b.when(one.minus(rightTouched))
          .assertEqual("an untouched right child stays " + i, rightInitial[i], rightFinal[i]);
    }
    Expr below = level.minus(1);
    Expr left = index.times(2);
    b.receive(Buses.MERKLE, leftTouched, node(below, left, leftInitial, leftFinal));
    b.receive(Buses.MERKLE, rightTouched, node(below, left.plus(1), rightInitial, rightFinal));
    b.send(Buses.MERKLE, real, node(level, index, initial, finals));
    b.lookup(Buses.POSEIDON2, real, compression(leftInitial, rightInitial, initial));
    b.lookup(Buses.POSEIDON2, real, compression(leftFinal, rightFinal, finals));
  }

  private static Expr[] node(Expr level, Expr index, Column[] before, Column[] after) {
    Expr[] message = new Expr[2 + 2 * DIGEST];
    message[0] = level;
    message[1] = index;
    System.arraycopy(before, 0, message, 2, DIGEST);
    System.arraycopy(after, 0, message, 2 + DIGEST, DIGEST);
    return message;
  }

  private static Expr[] compression(Column[] left, Column[] right, Column[] result) {
    Expr[] message = new Expr[3 * DIGEST];
    System.arraycopy(left, 0, message, 0, DIGEST);
    System.arraycopy(right, 0, message, DIGEST, DIGEST);
    System.arraycopy(result, 0, message, 2 * DIGEST, DIGEST);
    return message;
  }
}
