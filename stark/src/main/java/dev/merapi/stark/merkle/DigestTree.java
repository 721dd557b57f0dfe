package dev.merapi.stark.merkle;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.kernel.HashKernel;
import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.parallel.Parallel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * The nodes above given leaf digests: node j of a level of m nodes is compress(child j, child j +
 * m). The cap is the level of 2^capLog nodes, or the leaves when there are fewer.
 *
 * <p>The lowest levels, most of the nodes, are not kept: the few of them that paths need are
 * computed again.
 */
final class DigestTree {
  private static final int GRAIN = 1024;
  private static final int SHORT_ROW = 64;

  private final HashSuite suite;
  private final IntFunction<int[]> leaf;
  private final Workspace workspace;
  private final int height;

  /** The levels kept, 8 columns each, from the lowest of them to the cap. */
  private final List<ColumnMatrix> levels;

  private DigestTree(
      HashSuite suite,
      IntFunction<int[]> leaf,
      Workspace workspace,
      int height,
      List<ColumnMatrix> levels) {
    this.suite = suite;
    this.leaf = leaf;
    this.workspace = workspace;
    this.height = height;
    this.levels = levels;
  }

  /**
   * Hashes leaves.
   *
   * @param leaves from the workspace, where they go back
   * @param rowWords words of the rows they are digests of
   * @param leaf computes a leaf's digest again
   */
  static DigestTree build(
      ColumnMatrix leaves,
      int rowWords,
      IntFunction<int[]> leaf,
      int capLog,
      HashSuite suite,
      HashKernel kernel,
      Parallel parallel,
      Workspace workspace) {
    int steps = Math.max(0, Integer.numberOfTrailingZeros(leaves.height()) - capLog);
    int dropped = Math.min(steps, dropped(rowWords));
    List<ColumnMatrix> levels = new ArrayList<>();
    if (dropped == 0) {
      levels.add(leaves);
    }
    ColumnMatrix top = leaves;
    for (int level = 1; level <= steps; level++) {
      ColumnMatrix children = top;
      int half = children.height() / 2;
      // A parent may take the place of its left child, which nobody else reads.
      ColumnMatrix parents =
          level < dropped ? children.rows(0, half) : workspace.take(half, HashSuite.DIGEST_WORDS);
      parallel.forRange(0, half, GRAIN, (from, to) -> kernel.compress(children, parents, from, to));
      if (level == dropped) {
        workspace.give(leaves);
      }
      if (level >= dropped) {
        levels.add(parents);
      }
      top = parents;
    }
    return new DigestTree(suite, leaf, workspace, leaves.height(), levels);
  }

  /** Levels not kept: a path then costs 2^dropped - 1 hashes of rows. */
  private static int dropped(int rowWords) {
    return rowWords <= SHORT_ROW ? 3 : 1;
  }

  /** Gives all levels back; the tree is of no use afterwards. */
  void release() {
    levels.forEach(workspace::give);
    levels.clear();
  }

  int[] cap() {
    ColumnMatrix top = levels.getLast();
    int[] cap = new int[top.height() * HashSuite.DIGEST_WORDS];
    for (int j = 0; j < top.height(); j++) {
      digest(top, j, cap, j * HashSuite.DIGEST_WORDS);
    }
    return cap;
  }

  int[] path(int leafIndex) {
    int steps = Integer.numberOfTrailingZeros(height / levels.getLast().height());
    int[] path = new int[steps * HashSuite.DIGEST_WORDS];
    for (int l = 0; l < steps; l++) {
      int nodes = height >>> l;
      int sibling = (leafIndex & (nodes - 1)) ^ (nodes / 2);
      node(nodes, sibling, path, l * HashSuite.DIGEST_WORDS);
    }
    return path;
  }

  /** Writes a node of the level of so many nodes. */
  private void node(int nodes, int j, int[] out, int at) {
    int lowest = levels.getFirst().height();
    if (nodes <= lowest) {
      digest(levels.get(Integer.numberOfTrailingZeros(lowest / nodes)), j, out, at);
    } else {
      System.arraycopy(computed(nodes, j), 0, out, at, HashSuite.DIGEST_WORDS);
    }
  }

  private int[] computed(int nodes, int j) {
    if (nodes == height) {
      return leaf.apply(j);
    }
    return suite.compress(computed(2 * nodes, j), computed(2 * nodes, j + nodes));
  }

  private static void digest(ColumnMatrix level, int node, int[] out, int at) {
    for (int w = 0; w < HashSuite.DIGEST_WORDS; w++) {
      out[at + w] = level.get(w, node);
    }
  }
}
