package dev.merapi.stark.merkle;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.kernel.HashKernel;
import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.parallel.Parallel;
import java.util.ArrayList;
import java.util.List;

/**
 * The nodes above given leaf digests: node j of a level of m nodes is compress(child j, child j +
 * m). The cap is the level of 2^capLog nodes, or the leaves when there are fewer.
 */
final class DigestTree {
  private static final int GRAIN = 1024;

  /** From the leaves to the cap; 8 columns each. */
  private final List<ColumnMatrix> levels = new ArrayList<>();

  private final Workspace workspace;

  /** The leaves come from the workspace and belong to the tree from now on. */
  DigestTree(
      ColumnMatrix leaves, int capLog, HashKernel kernel, Parallel parallel, Workspace workspace) {
    this.workspace = workspace;
    levels.add(leaves);
    while (top().height() > 1 << capLog) {
      ColumnMatrix children = top();
      ColumnMatrix parents = workspace.take(children.height() / 2, HashSuite.DIGEST_WORDS);
      parallel.forRange(
          0, parents.height(), GRAIN, (from, to) -> kernel.compress(children, parents, from, to));
      levels.add(parents);
    }
  }

  /** Gives all levels back; the tree is of no use afterwards. */
  void release() {
    levels.forEach(workspace::give);
    levels.clear();
  }

  private ColumnMatrix top() {
    return levels.getLast();
  }

  int[] cap() {
    ColumnMatrix top = top();
    int[] cap = new int[top.height() * HashSuite.DIGEST_WORDS];
    for (int j = 0; j < top.height(); j++) {
      digest(top, j, cap, j * HashSuite.DIGEST_WORDS);
    }
    return cap;
  }

  int[] path(int leaf) {
    int[] path = new int[(levels.size() - 1) * HashSuite.DIGEST_WORDS];
    for (int l = 0; l < levels.size() - 1; l++) {
      ColumnMatrix level = levels.get(l);
      int sibling = (leaf & (level.height() - 1)) ^ (level.height() / 2);
      digest(level, sibling, path, l * HashSuite.DIGEST_WORDS);
    }
    return path;
  }

  private static void digest(ColumnMatrix level, int node, int[] out, int at) {
    for (int w = 0; w < HashSuite.DIGEST_WORDS; w++) {
      out[at + w] = level.get(w, node);
    }
  }
}
