package dev.merapi.bench.report;

/**
 * One AIR of a group, over all proofs of the group.
 *
 * @param name of the AIR
 * @param rows padded heights, summed over the proofs
 * @param rowsUsed rows in use, summed likewise; 0 where they were not recorded
 * @param cells cells with padding, summed likewise, in base elements
 * @param columns of one proof
 */
public record Chip(String name, double rows, double rowsUsed, double cells, Columns columns) {

  /** Widths in base elements: committed ahead of time, main, bus. */
  public record Columns(double committed, double main, double bus) {

    /** All of them. */
    public double all() {
      return committed + main + bus;
    }
  }

  /** Cells of the main trace, as a part of {@link #cells}. */
  public double mainCells() {
    return part(columns.main());
  }

  /** Cells of the bus columns, as a part of {@link #cells}. */
  public double busCells() {
    return part(columns.bus());
  }

  /** Cells committed ahead of time, as a part of {@link #cells}. */
  public double committedCells() {
    return part(columns.committed());
  }

  private double part(double width) {
    return columns.all() == 0 ? 0 : cells * width / columns.all();
  }
}
