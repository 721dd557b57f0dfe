package dev.merapi.stark.merkle;

/**
 * One leaf of a tree.
 *
 * @param rows for each matrix, the words of its row, Montgomery
 * @param path sibling digests from the leaf's level to just below the cap, 8 words each
 */
@SuppressWarnings("ArrayRecordComponent")
public record Opening(int[][] rows, int[] path) {}
