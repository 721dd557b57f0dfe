package dev.merapi.stark.merkle;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.kernel.HashKernel;
import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.parallel.Parallel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

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
  private final Workspace workspace;
  private final int height;

  /** The levels kept, 8 columns each, from the lowest of them to the cap. */
  private final List<ColumnMatrix> levels;

  private DigestTree(HashSuite suite, Workspace workspace, int height, List<ColumnMatrix> levels) {
    this.suite = suite;
    this.workspace = workspace;
    this.height = height;
    this.levels = levels;
  }

  /**
   * Hashes leaves.
   *
   * @param leaves from the workspace, where they go back
   * @param rowWords words of the rows they are digests of
   */
  static DigestTree build(
      ColumnMatrix leaves,
      int rowWords,
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
    return new DigestTree(suite, workspace, leaves.height(), levels);
  }

  /**
   * The tree over a level that {@link #lowest} gave.
   *
   * @param height number of leaves
   * @param nodes the level, 8 words a node
   * @throws IllegalArgumentException if the lowest level kept of such a tree is of another size
   */
  static DigestTree restore(
      int height,
      int[] nodes,
      int rowWords,
      int capLog,
      HashSuite suite,
      HashKernel kernel,
      Parallel parallel) {
    int words = lowestWords(height, rowWords, capLog);
    if (nodes.length != words) {
      throw new IllegalArgumentException(nodes.length + " words for nodes of " + words);
    }
    ColumnMatrix level =
        ColumnMatrix.allocate(words / HashSuite.DIGEST_WORDS, HashSuite.DIGEST_WORDS);
    for (int i = 0; i < nodes.length; i++) {
      level.set(i % HashSuite.DIGEST_WORDS, i / HashSuite.DIGEST_WORDS, nodes[i]);
    }
    List<ColumnMatrix> levels = new ArrayList<>(List.of(level));
    while (levels.getLast().height() > 1 << capLog) {
      ColumnMatrix children = levels.getLast();
      int half = children.height() / 2;
      ColumnMatrix parents = ColumnMatrix.allocate(half, HashSuite.DIGEST_WORDS);
      parallel.forRange(0, half, GRAIN, (from, to) -> kernel.compress(children, parents, from, to));
      levels.add(parents);
    }
    return new DigestTree(suite, Workspace.heap(), height, levels);
  }

  /** The lowest level kept, 8 words a node; all above follows from it. */
  int[] lowest() {
    return words(levels.getFirst());
  }

  /** Words of the lowest level kept of a tree. */
  static int lowestWords(int height, int rowWords, int capLog) {
    int steps = Math.max(0, Integer.numberOfTrailingZeros(height) - capLog);
    return Math.multiplyExact(
        height >>> Math.min(steps, dropped(rowWords)), HashSuite.DIGEST_WORDS);
  }

  /**
   * Whether a node of the lowest level kept, by its number modulo theirs, is that of its leaves.
   *
   * @param leaf digests of {@link #leavesBelow}
   */
  boolean holds(int number, IntFunction<int[]> leaf) {
    ColumnMatrix level = levels.getFirst();
    int j = Math.floorMod(number, level.height());
    int[] kept = new int[HashSuite.DIGEST_WORDS];
    digest(level, j, kept, 0);
    return Arrays.equals(kept, computed(level.height(), j, leaf));
  }

  /** The leaves below a node of the lowest level kept. */
  IntStream leavesBelow(int number) {
    int nodes = levels.getFirst().height();
    return leaves(nodes, Math.floorMod(number, nodes));
  }

  private IntStream leaves(int nodes, int j) {
    return IntStream.range(0, height / nodes).map(k -> j + k * nodes);
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
    return words(levels.getLast());
  }

  private static int[] words(ColumnMatrix level) {
    int[] words = new int[level.height() * HashSuite.DIGEST_WORDS];
    for (int j = 0; j < level.height(); j++) {
      digest(level, j, words, j * HashSuite.DIGEST_WORDS);
    }
    return words;
  }

  /** The leaves whose digests {@link #path} needs, since their nodes are not kept. */
  IntStream leavesBeside(int leafIndex) {
    int lowest = levels.getFirst().height();
    return IntStream.range(0, Integer.numberOfTrailingZeros(height / lowest))
        .flatMap(l -> leaves(height >>> l, sibling(leafIndex, height >>> l)));
  }

  /**
   * The siblings from a leaf to the cap.
   *
   * @param leaf digests of {@link #leavesBeside}
   */
  int[] path(int leafIndex, IntFunction<int[]> leaf) {
    int steps = Integer.numberOfTrailingZeros(height / levels.getLast().height());
    int[] path = new int[steps * HashSuite.DIGEST_WORDS];
    for (int l = 0; l < steps; l++) {
      int nodes = height >>> l;
      node(nodes, sibling(leafIndex, nodes), leaf, path, l * HashSuite.DIGEST_WORDS);
    }
    return path;
  }

  /** The sibling, on the level of so many nodes, of the node above a leaf. */
  private static int sibling(int leafIndex, int nodes) {
    return (leafIndex & (nodes - 1)) ^ (nodes / 2);
  }

  /** Writes a node of the level of so many nodes. */
  private void node(int nodes, int j, IntFunction<int[]> leaf, int[] out, int at) {
    int lowest = levels.getFirst().height();
    if (nodes <= lowest) {
      digest(levels.get(Integer.numberOfTrailingZeros(lowest / nodes)), j, out, at);
    } else {
      System.arraycopy(computed(nodes, j, leaf), 0, out, at, HashSuite.DIGEST_WORDS);
    }
  }

  private int[] computed(int nodes, int j, IntFunction<int[]> leaf) {
    if (nodes == height) {
      return leaf.apply(j);
    }
    return suite.compress(computed(2 * nodes, j, leaf), computed(2 * nodes, j + nodes, leaf));
  }

  private static void digest(ColumnMatrix level, int node, int[] out, int at) {
    for (int w = 0; w < HashSuite.DIGEST_WORDS; w++) {
      out[at + w] = level.get(w, node);
    }
  }
}
