package dev.merapi.sdk.profile;

/**
 * What the executions of one operation cost.
 *
 * @param opcode the operation
 * @param table the AIR whose rows they are; empty for the one that ends a run, which has none
 * @param rows rows in that table: one an execution, but for hints one a word
 * @param cost executions and the cells of the rows
 */
public record OpcodeCost(String opcode, String table, long rows, Cost cost) {}
