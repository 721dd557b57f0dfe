package dev.merapi.vm.executor;

import java.util.List;

/**
 * How large a segment is: what its memory, its proof's size and its time follow from. A segment
 * metered to its end has exact instructions, record words and rows of all tables but those of the
 * memory tree; all other numbers are upper bounds. A shape that a {@link SegmentBudget} is asked
 * about has upper bounds throughout.
 *
 * @param instructions instructions executed
 * @param tables one for each table, in the machine's order
 * @param recordWords ints that the records of all streams take
 * @param leaves touched leaves of the memory tree
 * @param nodes nodes above them
 * @param compressions distinct compressions of the memory tree, before and after
 * @param pages touched 64 KiB pages of all address spaces
 * @param pagesBefore 64 KiB pages of memory written before the segment, the program's included
 */
public record SegmentShape(
    long instructions,
    List<Table> tables,
    long recordWords,
    int leaves,
    int nodes,
    int compressions,
    int pages,
    int pagesBefore) {

  /**
   * One table.
   *
   * @param rows rows in use
   * @param height rows with padding, a power of two
   */
  public record Table(int rows, int height) {
    /** log2 of the height. */
    public int logHeight() {
      return Integer.numberOfTrailingZeros(height);
    }
  }

  /** Copies the list. */
  public SegmentShape {
    tables = List.copyOf(tables);
  }

  /** log2 of the height of each table, in the machine's order. */
  public int[] logHeights() {
    return tables.stream().mapToInt(Table::logHeight).toArray();
  }
}
