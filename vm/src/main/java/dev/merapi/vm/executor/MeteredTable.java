package dev.merapi.vm.executor;

import dev.merapi.vm.record.ChipRecord;
import java.util.List;

/** A table of the machine, as far as its height goes: what its rows are made of. */
public sealed interface MeteredTable {
  /** Rows it needs beside those in use. */
  default int padding() {
    return 0;
  }

  /** The height for a number of rows in use. */
  default int height(int rows) {
    return heightOf(rows + padding());
  }

  /** The smallest height for a number of rows: a power of two, at least 2. */
  static int heightOf(int rows) {
    return rows <= 2 ? 2 : Integer.highestOneBit(rows - 1) << 1;
  }

  /**
   * A row a record.
   *
   * @param streams the record streams it has one row for each record of; no two tables share one
   * @param lastRowIsPadding whether it needs one row more, that no record fills
   */
  record Records(List<ChipRecord> streams, boolean lastRowIsPadding) implements MeteredTable {
    /** Copies the list. */
    public Records {
      streams = List.copyOf(streams);
    }

    @Override
    public int padding() {
      return lastRowIsPadding ? 1 : 0;
    }
  }

  /**
   * The same in every segment of a program.
   *
   * @param rows rows in use
   * @param height rows with padding
   */
  record Fixed(int rows, int height) implements MeteredTable {
    @Override
    public int height(int used) {
      return height;
    }
  }

  /** A row a touched leaf of the memory tree. */
  record Leaves() implements MeteredTable {}

  /** A row a node above touched leaves. */
  record Nodes() implements MeteredTable {}

  /** A row a distinct compression of the memory tree before or after the segment. */
  record Compressions() implements MeteredTable {}
}
