package dev.merapi.vm.chip.boundary;

import dev.merapi.stark.air.Column;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
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
    int[] digest = new int[BoundaryAir.DIGEST];
    for (int row = from; row < to; row++) {
      int label = leaves.labels()[row];
      int index = MemoryImage.pointerOf(label) >>> 5;
      out.set(air.real.index(), row, KoalaBear.ONE);
      set(out, air.space, row, MemoryImage.spaceOf(label));
      set(out, air.label, row, label);
      set(out, air.indexLow, row, index & 0xffff);
      for (int w = 0; w < BoundaryAir.WORDS; w++) {
        int at = row * BoundaryAir.WORDS + w;
        limbs(out, air.initialLimbs, row, w, leaves.initialWords()[at]);
        limbs(out, air.finalLimbs, row, w, leaves.finalWords()[at]);
        set(out, air.finalTs[w], row, leaves.finalTs()[at]);
      }
      tree.initialLeafDigest(row, digest, 0);
      store(out, air.initialDigest, row, digest);
      tree.finalLeafDigest(row, digest, 0);
      store(out, air.finalDigest, row, digest);
    }
  }

  private static void limbs(ColumnMatrix out, Column[] columns, int row, int word, int value) {
    set(out, columns[2 * word], row, value & 0xffff);
    set(out, columns[2 * word + 1], row, value >>> 16);
  }

  private static void store(ColumnMatrix out, Column[] columns, int row, int[] digest) {
    for (int i = 0; i < columns.length; i++) {
      out.set(columns[i].index(), row, digest[i]);
    }
  }

  private static void set(ColumnMatrix out, Column column, int row, int canonical) {
    out.set(column.index(), row, KoalaBear.fromCanonical(canonical));
  }
}
