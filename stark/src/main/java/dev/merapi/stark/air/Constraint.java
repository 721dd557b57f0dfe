package dev.merapi.stark.air;

/**
 * A compiled constraint: the node is zero in every row.
 *
 * @param name unique within the AIR
 * @param extension whether {@code node} indexes the extension nodes (LogUp) or the base nodes
 * @param node index of the node
 * @param degree in units of the trace height
 */
public record Constraint(String name, boolean extension, int node, int degree) {}
