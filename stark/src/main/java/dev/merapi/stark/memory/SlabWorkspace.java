package dev.merapi.stark.memory;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.parallel.Parallel;
import java.util.Arrays;

/** Matrices as views of a few large arrays. */
final class SlabWorkspace implements Workspace {
  private static final int CLEAR_ROWS = 1 << 13;

  /** No cells, for matrices that have only a shape; one object for each slab. */
  private static final int[][] DRY = new int[64][0];

  private final int[][] slabs;
  private final FirstFit places;

  private SlabWorkspace(int[][] slabs, long capacity) {
    this.slabs = slabs;
    this.places = new FirstFit(capacity, ColumnMatrix.MAX_WORDS);
  }

  static SlabWorkspace allocate(long words) {
    if (words < 0) {
      throw new IllegalArgumentException("a workspace of " + words + " words");
    }
    long capacity = Math.multiplyExact(Math.ceilDiv(words, ColumnMatrix.LINE), ColumnMatrix.LINE);
    int[][] slabs = new int[(int) Math.max(1, Math.ceilDiv(capacity, ColumnMatrix.MAX_WORDS))][];
    long left = capacity;
    for (int i = 0; i < slabs.length; i++) {
      slabs[i] = ColumnMatrix.backing(Math.min(left, ColumnMatrix.MAX_WORDS));
      left -= ColumnMatrix.MAX_WORDS;
    }
    return new SlabWorkspace(slabs, capacity);
  }

  static SlabWorkspace dry() {
    return new SlabWorkspace(DRY, DRY.length * ColumnMatrix.MAX_WORDS);
  }

  @Override
  public ColumnMatrix take(int height, int width) {
    long words = ColumnMatrix.words(height, width);
    if (words == 0) {
      return ColumnMatrix.view(slabs[0], 0, height, width);
    }
    long address = places.take(words);
    if (address < 0) {
      throw new WorkspaceFullException(words, places.live(), places.capacity());
    }
    int slab = (int) (address / ColumnMatrix.MAX_WORDS);
    return ColumnMatrix.view(slabs[slab], address % ColumnMatrix.MAX_WORDS, height, width);
  }

  @Override
  public ColumnMatrix takeZeros(int height, int width, Parallel parallel) {
    ColumnMatrix matrix = take(height, width);
    if (slabs != DRY) {
      int[] data = matrix.data();
      parallel.forRange(
          0,
          height,
          CLEAR_ROWS,
          (from, to) -> {
            for (int j = 0; j < width; j++) {
              Arrays.fill(data, matrix.offset(j) + from, matrix.offset(j) + to, 0);
            }
          });
    }
    return matrix;
  }

  @Override
  public void give(ColumnMatrix matrix) {
    long words = ColumnMatrix.words(matrix.height(), matrix.width());
    int slab = 0;
    while (slabs[slab] != matrix.data()) {
      if (++slab == slabs.length) {
        throw new IllegalArgumentException("a matrix of another workspace");
      }
    }
    if (words > 0) {
      places.give(slab * ColumnMatrix.MAX_WORDS + matrix.place(), words);
    }
  }

  @Override
  public void reset() {
    places.reset();
  }

  @Override
  public long live() {
    return places.live();
  }

  @Override
  public long highWater() {
    return places.highWater();
  }

  @Override
  public long capacity() {
    return places.capacity();
  }
}
