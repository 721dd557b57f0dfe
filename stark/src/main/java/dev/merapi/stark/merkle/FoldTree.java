package dev.merapi.stark.merkle;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.kernel.HashKernel;
import dev.merapi.stark.kernel.HashKernel.Segment;
import dev.merapi.stark.kernel.Kernels;
import dev.merapi.stark.kernel.RowColumns;
import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.parallel.Parallel;

/**
 * The tree over a FRI codeword: leaf (c, i) is the row of the 2^logArity extension elements at (c,
 * i + k·n/2^logArity), k ascending, 4 words each: what one fold needs. Pairing and cap as in {@link
 * LiftedTree}.
 */
public final class FoldTree {
  private static final int GRAIN = 1024;

  private final HashSuite suite;
  private final RowColumns columns;
  private final int logPart;
  private final int height;
  private final DigestTree tree;

  private FoldTree(HashSuite suite, RowColumns columns, int logPart, int height, DigestTree tree) {
    this.suite = suite;
    this.columns = columns;
    this.logPart = logPart;
    this.height = height;
    this.tree = tree;
  }

  /**
   * Commits to a codeword.
   *
   * @param codeword extension vector, coset-major, of n·2^logCosets places
   * @param logArity log2 of the elements of a leaf, at most log2 n
   */
  public static FoldTree commit(
      ColumnMatrix codeword,
      int logCosets,
      int logArity,
      int capLog,
      HashSuite suite,
      Parallel parallel) {
    return commit(
        codeword, logCosets, logArity, capLog, suite, parallel, Kernels.best(), Workspace.heap());
  }

  /** As the other form, with kernels and the memory of the digests given. */
  public static FoldTree commit(
      ColumnMatrix codeword,
      int logCosets,
      int logArity,
      int capLog,
      HashSuite suite,
      Parallel parallel,
      Kernels kernels,
      Workspace workspace) {
    int logPart = Integer.numberOfTrailingZeros(codeword.height()) - logCosets - logArity;
    if (Integer.bitCount(codeword.height()) != 1 || codeword.width() != Ext.DEGREE || logPart < 0) {
      throw new IllegalArgumentException(
          "codeword of " + codeword.height() + " x " + codeword.width());
    }
    HashKernel kernel = kernels.hash(suite);
    RowColumns columns = RowColumns.folded(codeword, logCosets, logArity);
    int height = codeword.height() >>> logArity;
    ColumnMatrix leaves = workspace.take(height, HashSuite.DIGEST_WORDS);
    Segment segment = new Segment(columns.width(), 0, columns, logPart, null, 0, leaves, true);
    parallel.forRange(0, height, GRAIN, (from, to) -> kernel.absorb(segment, from, to));
    DigestTree tree =
        DigestTree.build(leaves, columns.width(), capLog, suite, kernel, parallel, workspace);
    return new FoldTree(suite, columns, logPart, height, tree);
  }

  /** Gives the digests back to the workspace; the tree is of no use afterwards. */
  public void release() {
    tree.release();
  }

  /** The cap: 8 words a node, min(2^capLog, leaves) nodes. */
  public int[] cap() {
    return tree.cap();
  }

  /** Number of leaves. */
  public int height() {
    return height;
  }

  /**
   * Opens a leaf: one row of 4·2^logArity words.
   *
   * @param q storage index of the folded place, in [0, {@link #height()})
   */
  public Opening open(int q) {
    if (q < 0 || q >= height) {
      throw new IndexOutOfBoundsException(q);
    }
    return new Opening(
        new int[][] {row(columns, logPart, q)},
        tree.path(q, leaf -> suite.hashRow(row(columns, logPart, leaf))));
  }

  private static int[] row(RowColumns columns, int logPart, int q) {
    int[] row = new int[columns.width()];
    for (int k = 0; k < row.length; k++) {
      row[k] = columns.word(k, q >>> logPart, q & ((1 << logPart) - 1));
    }
    return row;
  }
}
