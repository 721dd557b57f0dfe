package dev.merapi.vm.chip.merkle;

import dev.merapi.stark.air.Column;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.vm.memory.TouchedTree;

/** Fills a {@link MerkleAir}: one row an inner node, from the leaves' parents up. */
public final class MerkleTrace {
  private final MerkleAir air;

  /** A filler of the AIR's traces. */
  public MerkleTrace(MerkleAir air) {
    this.air = air;
  }

  /** Fills all rows. */
  public void fill(TouchedTree tree, ColumnMatrix out) {
    Column[][] digests = {
      air.leftInitial, air.rightInitial, air.leftFinal, air.rightFinal, air.initial, air.finals
    };
    tree.forEachNode((row, level, index, touched, words) -> {
      set(out, air.real, row, 1);
      set(out, air.leftTouched, row, touched & 1);
      set(out, air.rightTouched, row, touched >>> 1);
      set(out, air.level, row, level);
      set(out, air.index, row, index);
      for (int d = 0; d < digests.length; d++) {
        for (int i = 0; i < MerkleAir.DIGEST; i++) {
          out.set(digests[d][i].index(), row, words[d * MerkleAir.DIGEST + i]);
        }
      }
    });
  }

  private static void set(ColumnMatrix out, Column column, int row, int canonical) {
    out.set(column.index(), row, KoalaBear.fromCanonical(canonical));
  }
}
