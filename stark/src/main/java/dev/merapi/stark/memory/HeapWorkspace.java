package dev.merapi.stark.memory;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.parallel.Parallel;

/** Counts, and leaves the rest to the collector. */
final class HeapWorkspace implements Workspace {
  private long live;
  private long highWater;

  @Override
  public ColumnMatrix take(int height, int width) {
    ColumnMatrix matrix = ColumnMatrix.allocate(height, width);
    live += ColumnMatrix.words(height, width);
    highWater = Math.max(highWater, live);
    return matrix;
  }

  @Override
  public ColumnMatrix takeZeros(int height, int width, Parallel parallel) {
    return take(height, width);
  }

  @Override
  public void give(ColumnMatrix matrix) {
    live -= ColumnMatrix.words(matrix.height(), matrix.width());
  }

  @Override
  public void reset() {
    live = 0;
  }

  @Override
  public long live() {
    return live;
  }

  @Override
  public long highWater() {
    return highWater;
  }

  @Override
  public long capacity() {
    return Long.MAX_VALUE;
  }
}
