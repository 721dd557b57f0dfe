package dev.merapi.sdk.profile;

/**
 * A table that belongs to no instruction: the connector, the program, the look-up table, and the
 * three of the memory tree.
 *
 * @param table the AIR
 * @param rows rows in use, over all segments
 * @param mainCells cells in use of its main trace
 * @param cells the same with committed and bus columns, in base elements
 * @param exact whether that is exact; of the memory tree it is an upper bound
 */
public record TableCost(String table, long rows, long mainCells, long cells, boolean exact) {}
