package dev.merapi.sdk.profile;

/**
 * What something costs.
 *
 * @param cycles instructions executed
 * @param mainCells cells in use of the main traces
 * @param cells the same with committed and bus columns, in base elements
 */
public record Cost(long cycles, long mainCells, long cells) {

  /** Nothing. */
  public static final Cost NONE = new Cost(0, 0, 0);

  /** The sum of both. */
  public Cost plus(Cost other) {
    return new Cost(cycles + other.cycles, mainCells + other.mainCells, cells + other.cells);
  }
}
