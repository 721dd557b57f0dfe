package dev.merapi.vm.chip.connector;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;

/** Fills a {@link ConnectorAir}. */
public final class ConnectorTrace {
  private final ConnectorAir air;

  /** A filler of the AIR's traces. */
  public ConnectorTrace(ConnectorAir air) {
    this.air = air;
  }

  /** Fills the first row. */
  public void fill(int finalTs, ColumnMatrix out) {
    out.set(air.active.index(), 0, KoalaBear.ONE);
    out.set(air.finalTsLow.index(), 0, KoalaBear.fromCanonical(finalTs & 0xffff));
    out.set(air.finalTsHigh.index(), 0, KoalaBear.fromCanonical(finalTs >>> 16));
  }
}
