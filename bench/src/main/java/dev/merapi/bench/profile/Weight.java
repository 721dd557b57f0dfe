package dev.merapi.bench.profile;

import dev.merapi.sdk.profile.Cost;
import java.util.Locale;

/** What the width of a frame stands for. */
public enum Weight {
  /** Instructions executed. */
  CYCLES,
  /** Cells of their rows, with bus columns. */
  CELLS;

  /** This part of a cost. */
  public long of(Cost cost) {
    return this == CYCLES ? cost.cycles() : cost.cells();
  }

  /** The name as a user writes it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
