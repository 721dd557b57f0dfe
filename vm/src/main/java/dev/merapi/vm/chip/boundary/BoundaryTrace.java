package dev.merapi.vm.chip.boundary;

import dev.merapi.stark.air.Column;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.vm.chip.adapter.Cells;
import dev.merapi.vm.executor.TouchedLeaves;
import dev.merapi.vm.memory.MemoryImage;
import dev.merapi.vm.memory.TouchedTree;

/** Fills a {@link BoundaryAir}: one row a touched leaf, in order of label. */
public final class BoundaryTrace {
  private final BoundaryAir air;

  /** A filler of the AIR's traces. */
  public BoundaryTrace(BoundaryAir air) {
    this.air = air;
  }

  /** Fills rows [from, to) from the leaves and the tree built over them. */
  public void fill(TouchedLeaves leaves, TouchedTree tree, ColumnMatrix out, int from, int to) {
    Cells cells = new Cells(out);
    int[] digest = new int[BoundaryAir.DIGEST];
    for (int row = from; row < to; row++) {
      int label = leaves.labels()[row];
      cells.mark(air.real, row);
      cells.set(air.space, row, MemoryImage.spaceOf(label));
      cells.set(air.label, row, label);
      cells.set(air.indexLow, row, (MemoryImage.pointerOf(label) >>> 5) & 0xffff);
      for (int w = 0; w < BoundaryAir.WORDS; w++) {
        int at = row * BoundaryAir.WORDS + w;
        limbs(cells, air.initialLimbs, row, w, leaves.initialWords()[at]);
        limbs(cells, air.finalLimbs, row, w, leaves.finalWords()[at]);
        cells.set(air.finalTs[w], row, leaves.finalTs()[at]);
      }
      tree.initialLeafDigest(row, digest, 0);
      store(cells, air.initialDigest, row, digest);
      tree.finalLeafDigest(row, digest, 0);
      store(cells, air.finalDigest, row, digest);
    }
  }

  private static void limbs(Cells cells, Column[] columns, int row, int word, int value) {
    cells.set(columns[2 * word], row, value & 0xffff);
    cells.set(columns[2 * word + 1], row, value >>> 16);
  }

  private static void store(Cells cells, Column[] columns, int row, int[] digest) {
    for (int i = 0; i < columns.length; i++) {
      cells.setElement(columns[i], row, digest[i]);
    }
  }
}
