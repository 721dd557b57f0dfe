package dev.merapi.vm.chip.table;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;

/** Fills a {@link TableAir} from how often each of its rows is looked up. */
public final class TableTrace {
  private final TableAir air;

  /** A filler of the AIR's traces. */
  public TableTrace(TableAir air) {
    this.air = air;
  }

  /**
   * Fills rows [from, to).
   *
   * @param range look-ups of v at v
   * @param bytes look-ups of (x, y) at 256x + y
   * @param xor look-ups of (x, y, x xor y) at 256x + y
   */
  public void fill(int[] range, int[] bytes, int[] xor, ColumnMatrix out, int from, int to) {
    for (int row = from; row < to; row++) {
      for (int i = 0; i < TableAir.LOG_HEIGHT; i++) {
        out.set(air.bits[i].index(), row, (row >>> i & 1) == 0 ? KoalaBear.ZERO : KoalaBear.ONE);
      }
      out.set(air.xor.index(), row, KoalaBear.fromCanonical((row >>> 8) ^ (row & 0xff)));
      out.set(air.rangeMultiplicity.index(), row, KoalaBear.fromCanonical(range[row]));
      out.set(air.bytesMultiplicity.index(), row, KoalaBear.fromCanonical(bytes[row]));
      out.set(air.xorMultiplicity.index(), row, KoalaBear.fromCanonical(xor[row]));
    }
  }
}
