package dev.merapi.vm.executor;

import dev.merapi.vm.record.ChipRecord;
import java.util.List;

/**
 * A table fed by records, as far as its height goes.
 *
 * @param streams the record streams it has one row for each record of
 * @param lastRowIsPadding whether it needs one row more, that no record fills
 */
public record MeteredTable(List<ChipRecord> streams, boolean lastRowIsPadding) {
  /** Copies the list. */
  public MeteredTable {
    streams = List.copyOf(streams);
  }

  /** Records it has room for in so many rows. */
  public int room(int rows) {
    return lastRowIsPadding ? rows - 1 : rows;
  }
}
