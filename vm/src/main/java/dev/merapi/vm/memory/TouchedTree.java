package dev.merapi.vm.memory;

import dev.merapi.stark.parallel.Parallel;
import java.util.Arrays;

/**
 * The part of a memory tree above a set of touched leaves, before and after a segment: what the
 * boundary, Merkle and Poseidon2 tables are filled from. Immutable once built.
 */
public final class TouchedTree {
  private static final int HEIGHT = MemoryImage.TREE_HEIGHT;
  private static final int DIGEST = Compressions.DIGEST;

  private final MemoryTree before;
  private final Compressions compressions;
  private final int[][] indices = new int[HEIGHT + 1][];
  private final int[][] initialRows = new int[HEIGHT + 1][];
  private final int[][] finalRows = new int[HEIGHT + 1][];
  private final int nodes;

  private TouchedTree(
      MemoryTree before, int[] labels, int[] initialWords, int[] finalWords, Parallel parallel) {
    this.before = before;
    indices[0] = labels;
    int count = 0;
    for (int h = 1; h <= HEIGHT; h++) {
      indices[h] = parentIndices(indices[h - 1]);
      count += indices[h].length;
    }
    nodes = count;
    compressions = new Compressions(2 * (labels.length + nodes));
    initialRows[0] = leaves(initialWords);
    finalRows[0] = leaves(finalWords);
    compressions.compute(parallel);
    for (int h = 1; h <= HEIGHT; h++) {
      parents(h);
      compressions.compute(parallel);
    }
    compressions.seal();
  }

  /**
   * Hashes the touched leaves and all nodes above them, before and after.
   *
   * @param before the tree before the segment
   * @param labels labels of the touched leaves, ascending, at least one; not to be changed
   * @param initialWords word w of leaf i at 8i + w, as {@code before} has them
   * @param finalWords the same after the segment
   * @throws IllegalArgumentException if the initial words are not those of the tree
   */
  public static TouchedTree of(
      MemoryTree before, int[] labels, int[] initialWords, int[] finalWords, Parallel parallel) {
    if (labels.length == 0) {
      throw new IllegalArgumentException("no leaf is touched");
    }
    TouchedTree tree = new TouchedTree(before, labels, initialWords, finalWords, parallel);
    if (!Arrays.equals(tree.initialRoot(), before.root())) {
      throw new IllegalArgumentException(
          "the initial words of the touched leaves are not those of the tree");
    }
    return tree;
  }

  /**
   * Heap bytes, at most, beside the tree before: 96 a compression, and some 40 a touched leaf or
   * node.
   *
   * @param leavesAndNodes touched leaves and all nodes above them
   * @param compressions distinct compressions of these, before and after
   */
  public static long heapBytes(int leavesAndNodes, int compressions) {
    return Compressions.heapBytes(2 * leavesAndNodes, compressions) + 12L * leavesAndNodes + 4096;
  }

  private int[] leaves(int[] words) {
    int[] input = new int[Compressions.INPUT];
    int[] rows = new int[indices[0].length];
    for (int i = 0; i < rows.length; i++) {
      MemoryTreeBuilder.limbs(words, i * MemoryImage.LEAF_WORDS, input, 0);
      rows[i] = compressions.request(input, 0);
    }
    return rows;
  }

  /** The distinct parents of ascending indices, ascending. */
  private static int[] parentIndices(int[] indices) {
    int[] parents = new int[indices.length];
    int n = 0;
    for (int index : indices) {
      if (n == 0 || parents[n - 1] != index >>> 1) {
        parents[n++] = index >>> 1;
      }
    }
    return Arrays.copyOf(parents, n);
  }

  private void parents(int height) {
    int count = indices[height].length;
    initialRows[height] = new int[count];
    finalRows[height] = new int[count];
    int[] words = new int[2 * Compressions.INPUT];
    int firstChild = 0;
    for (int i = 0; i < count; i++) {
      int touched = children(height, i, firstChild, words);
      initialRows[height][i] = compressions.request(words, 0);
      finalRows[height][i] = compressions.request(words, Compressions.INPUT);
      firstChild += Integer.bitCount(touched);
    }
  }

  /**
   * Fills {@code words} with left and right initial digest, left and right final digest of the
   * children of entry {@code i}.
   *
   * @param firstChild entry of its first touched child in the level below
   * @return bit 0: the left child is touched, bit 1: the right one
   */
  private int children(int height, int i, int firstChild, int[] words) {
    int[] below = indices[height - 1];
    int child = firstChild;
    int touched = 0;
    for (int side = 0; side < 2; side++) {
      int index = 2 * indices[height][i] + side;
      if (child < below.length && below[child] == index) {
        compressions.digest(initialRows[height - 1][child], words, side * DIGEST);
        compressions.digest(finalRows[height - 1][child], words, (2 + side) * DIGEST);
        touched |= 1 << side;
        child++;
      } else {
        before.node(height - 1, index, words, side * DIGEST);
        System.arraycopy(words, side * DIGEST, words, (2 + side) * DIGEST, DIGEST);
      }
    }
    return touched;
  }

  /** Number of touched leaves. */
  public int leaves() {
    return indices[0].length;
  }

  /** Number of inner nodes above them, the root included. */
  public int nodes() {
    return nodes;
  }

  /**
   * All compressions of both trees, with how often boundary and Merkle rows look each of them up.
   */
  public Compressions compressions() {
    return compressions;
  }

  /** Copies the digest of touched leaf {@code i} before the segment. */
  public void initialLeafDigest(int i, int[] out, int at) {
    compressions.digest(initialRows[0][i], out, at);
  }

  /** Copies the digest of touched leaf {@code i} after the segment. */
  public void finalLeafDigest(int i, int[] out, int at) {
    compressions.digest(finalRows[0][i], out, at);
  }

  /** Root before the segment, 8 elements in Montgomery form. */
  public int[] initialRoot() {
    int[] root = new int[DIGEST];
    compressions.digest(initialRows[HEIGHT][0], root, 0);
    return root;
  }

  /** Root after the segment, 8 elements in Montgomery form. */
  public int[] finalRoot() {
    int[] root = new int[DIGEST];
    compressions.digest(finalRows[HEIGHT][0], root, 0);
    return root;
  }

  /** What is told of each inner node. */
  @FunctionalInterface
  public interface NodeVisitor {
    /**
     * One inner node.
     *
     * @param row running number
     * @param level 1 for parents of leaves
     * @param index position in its level
     * @param touched bit 0: the left child is touched, bit 1: the right one
     * @param digests six digests: left and right initial, left and right final, own initial, own
     *     final; valid during the call
     */
    void node(int row, int level, int index, int touched, int[] digests);
  }

  /** Visits all inner nodes, level by level from the leaves up, ascending in a level. */
  public void forEachNode(NodeVisitor visitor) {
    int row = 0;
    int[] words = new int[6 * DIGEST];
    for (int h = 1; h <= HEIGHT; h++) {
      int firstChild = 0;
      for (int i = 0; i < indices[h].length; i++) {
        int touched = children(h, i, firstChild, words);
        firstChild += Integer.bitCount(touched);
        compressions.digest(initialRows[h][i], words, 4 * DIGEST);
        compressions.digest(finalRows[h][i], words, 5 * DIGEST);
        visitor.node(row++, h, indices[h][i], touched, words);
      }
    }
  }

  /** The whole tree after the segment. */
  public MemoryTree after() {
    MemoryTree.Change change = before.change();
    int[] digest = new int[DIGEST];
    for (int h = 0; h <= HEIGHT; h++) {
      for (int i = 0; i < indices[h].length; i++) {
        if (finalRows[h][i] != initialRows[h][i]) {
          compressions.digest(finalRows[h][i], digest, 0);
          change.set(h, indices[h][i], digest);
        }
      }
    }
    return change.tree();
  }
}
