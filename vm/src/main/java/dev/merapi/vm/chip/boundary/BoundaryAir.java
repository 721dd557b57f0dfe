package dev.merapi.vm.chip.boundary;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.air.AirBuilder;
import dev.merapi.stark.air.Column;
import dev.merapi.stark.air.Columns;
import dev.merapi.stark.air.Expr;
import dev.merapi.vm.chip.Buses;
import dev.merapi.vm.memory.MemoryImage;

/**
 * One row for each touched leaf of the memory tree: its eight words enter the memory bus at
 * timestamp 0 and leave it with their last timestamp; both digests of the leaf go up the tree.
 *
 * <p><b>Addresses.</b> The tree opens each label once and below 2^26 (see {@code MerkleAir}). With
 * the index of the leaf within its space below 2^24, label = (space − 1)·2^24 + index makes (space,
 * pointer) of a word and its label determine each other for the spaces 1 to 3, the only ones other
 * chips name: a cell is opened at most once, pointers are multiples of 4 below 2^29, and no pointer
 * reaches into the next space. Any other value of space opens cells no chip can name.
 *
 * <p><b>Timestamps.</b> The final timestamp needs no check of its own: the accesses to a cell, in
 * order of their (distinct) timestamps, can each receive only an entry with a smaller timestamp;
 * the first one takes the initial entry, each further one its predecessor's, as every entry is
 * taken once; what is left for the boundary to receive is the last.
 *
 * <p><b>Limbs.</b> Final limbs are what some access range-checked when it wrote them, or initial
 * ones; initial limbs are those of the program's image, or a previous segment's final ones, as the
 * tree's hash binds any sixteen elements ({@code MemoryHash}). So both are below 2^16 by induction.
 *
 * <p>Padding rows have real = 0; their other cells are free, nothing reads them.
 */
public final class BoundaryAir implements Air {
  static final int WORDS = MemoryImage.LEAF_WORDS;
  static final int DIGEST = 8;
  private static final int LOG_SPACE_LEAVES = MemoryImage.LOG_SPACE_BYTES - 5;
  private static final int INVERSE_2_16 = 2130673921;

  final Columns columns = new Columns();
  final Column real = columns.main("real");
  final Column space = columns.main("space");
  final Column label = columns.main("label");
  final Column indexLow = columns.main("index_low");
  final Column[] initialLimbs = columns.main("initial", 2 * WORDS);
  final Column[] finalLimbs = columns.main("final", 2 * WORDS);
  final Column[] finalTs = columns.main("final_ts", WORDS);
  final Column[] initialDigest = columns.main("initial_digest", DIGEST);
  final Column[] finalDigest = columns.main("final_digest", DIGEST);

  @Override
  public String name() {
    return "boundary";
  }

  @Override
  public Columns columns() {
    return columns;
  }

  @Override
  public void define(AirBuilder b) {
    b.assertBoolean("real", real);
    Expr index = label.minus(space.minus(1).times(1L << LOG_SPACE_LEAVES));
    b.lookup(Buses.RANGE16, real, indexLow);
    b.lookup(Buses.BYTES, real, index.minus(indexLow).times(INVERSE_2_16), Expr.constant(0));
    Expr pointer = index.times(4L * WORDS);
    for (int w = 0; w < WORDS; w++) {
      Expr at = pointer.plus(4L * w);
      b.send(
          Buses.MEMORY,
          real,
          space,
          at,
          initialLimbs[2 * w],
          initialLimbs[2 * w + 1],
          Expr.constant(0));
      b.receive(
          Buses.MEMORY, real, space, at, finalLimbs[2 * w], finalLimbs[2 * w + 1], finalTs[w]);
    }

    b.lookup(Buses.POSEIDON2, real, concat(initialLimbs, initialDigest));
    b.lookup(Buses.POSEIDON2, real, concat(finalLimbs, finalDigest));
    Expr[] head = {Expr.constant(0), label};
    b.send(Buses.MERKLE, real, concat(head, concat(initialDigest, finalDigest)));
  }

  private static Expr[] concat(Expr[] a, Expr[] b) {
    Expr[] all = new Expr[a.length + b.length];
    System.arraycopy(a, 0, all, 0, a.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }
}
