package dev.merapi.stark.memory;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.parallel.Parallel;

/**
 * Where the matrices of a proof live: they are taken when they are needed and given back as soon as
 * they are dead. All sizes are in words of 4 bytes.
 *
 * <p>What a sequence of takes and gives needs depends on the shapes alone, so that a {@linkplain
 * #dry() dry} workspace tells it beforehand. A workspace serves one proof after the other; it is
 * not thread-safe.
 */
public sealed interface Workspace permits HeapWorkspace, SlabWorkspace {

  /** A workspace of ordinary arrays, which never runs out; the collector frees what is given. */
  static Workspace heap() {
    return new HeapWorkspace();
  }

  /**
   * A workspace of large arrays, allocated (and cleared by the JVM) here and never again. The
   * lowest place that is large enough is taken, and neighbours given back are one place again: so
   * where a matrix lies does not depend on the capacity, and a capacity of another workspace's
   * {@link #highWater()} is enough for the same sequence.
   *
   * @param words capacity, at least 0
   */
  static Workspace slabs(long words) {
    return SlabWorkspace.allocate(words);
  }

  /**
   * A workspace of slabs without any memory: its matrices have shapes and no cells, and it has room
   * for 2^37 words.
   */
  static Workspace dry() {
    return SlabWorkspace.dry();
  }

  /**
   * A matrix whose cells hold anything.
   *
   * @param height rows, at least 1
   * @param width columns, at least 0
   * @throws WorkspaceFullException if no free place is large enough
   * @throws IllegalArgumentException if a size is negative or the matrix exceeds one array
   */
  ColumnMatrix take(int height, int width);

  /** As {@link #take(int, int)}, with zeros in all cells. */
  ColumnMatrix takeZeros(int height, int width, Parallel parallel);

  /**
   * Gives a matrix back; neither it nor a view of it may be used from now on.
   *
   * @throws IllegalArgumentException if it was not taken here
   * @throws IllegalStateException if it was given back before
   */
  void give(ColumnMatrix matrix);

  /** Gives back all matrices at once, as after a proof that failed. */
  void reset();

  /** Words of the matrices taken and not given back. */
  long live();

  /**
   * The most words needed at any time since this object was made: places left free between matrices
   * count for slabs, but not for the heap.
   */
  long highWater();

  /** Words there are in all. */
  long capacity();
}
