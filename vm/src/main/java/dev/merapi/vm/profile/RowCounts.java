package dev.merapi.vm.profile;

import java.util.Arrays;

/** Rows of a program to numbers: an open-addressing table of ints to longs. */
final class RowCounts {
  private static final int FREE = -1;
  private static final int HASH = 0x9e3779b1;

  private int[] rows = new int[8];
  private long[] counts = new long[8];
  private int used;

  RowCounts() {
    Arrays.fill(rows, FREE);
  }

  /** Rows there is room for. */
  int slots() {
    return rows.length;
  }

  void add(int row, long count) {
    int at = find(row);
    if (rows[at] == FREE) {
      if (4 * used >= 3 * rows.length) {
        grow();
        at = find(row);
      }
      rows[at] = row;
      used++;
    }
    counts[at] += count;
  }

  private int find(int row) {
    int mask = rows.length - 1;
    int at = row * HASH >>> 8 & mask;
    while (rows[at] != row && rows[at] != FREE) {
      at = at + 1 & mask;
    }
    return at;
  }

  private void grow() {
    int[] oldRows = rows;
    long[] oldCounts = counts;
    rows = new int[2 * oldRows.length];
    counts = new long[2 * oldRows.length];
    Arrays.fill(rows, FREE);
    for (int i = 0; i < oldRows.length; i++) {
      if (oldRows[i] != FREE) {
        int at = find(oldRows[i]);
        rows[at] = oldRows[i];
        counts[at] = oldCounts[i];
      }
    }
  }

  /** Tells all that is not 0, in no order. */
  void forEach(Visitor visitor) {
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] != FREE && counts[i] != 0) {
        visitor.visit(rows[i], counts[i]);
      }
    }
  }

  interface Visitor {
    void visit(int row, long count);
  }
}
