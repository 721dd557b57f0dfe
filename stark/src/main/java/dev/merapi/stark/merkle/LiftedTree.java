package dev.merapi.stark.merkle;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.kernel.HashKernel;
import dev.merapi.stark.kernel.HashKernel.Segment;
import dev.merapi.stark.kernel.Kernels;
import dev.merapi.stark.kernel.RowColumns;
import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.parallel.Parallel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One Merkle tree over matrices of many heights, in a given order.
 *
 * <p>With N the greatest height, leaf q = c·N + i is the digest of one row: the rows (c, i mod n_j)
 * of all matrices, one after the other. So every matrix is committed as its lift f(X^(N/n)). The
 * sponge states after a run of matrices are computed once for each distinct row and repeated when
 * the height grows; the result is that of hashing each row by itself. Nodes pair by the top bit
 * (see {@link Opening}); the level of 2^capLog nodes is the cap, indexed by q mod 2^capLog.
 */
public final class LiftedTree {
  private static final int GRAIN = 1024;

  private final Rows rows;
  private final DigestTree tree;

  private LiftedTree(Rows rows, DigestTree tree) {
    this.rows = rows;
    this.tree = tree;
  }

  /** What the leaves are digests of. */
  private record Rows(List<ColumnMatrix> matrices, int logBlowup, int height) {
    int width() {
      return matrices.stream().mapToInt(ColumnMatrix::width).sum();
    }

    /** The row of a matrix in leaf q. */
    int[] row(ColumnMatrix matrix, int q) {
      int coset = q / (height >>> logBlowup);
      int i = q & ((height >>> logBlowup) - 1);
      int n = matrix.height() >>> logBlowup;
      int row = coset * n + (i & (n - 1));
      int[] words = new int[matrix.width()];
      for (int j = 0; j < words.length; j++) {
        words[j] = matrix.get(j, row);
      }
      return words;
    }

    int[] joined(int q) {
      int[] words = new int[width()];
      int at = 0;
      for (ColumnMatrix matrix : matrices) {
        System.arraycopy(row(matrix, q), 0, words, at, matrix.width());
        at += matrix.width();
      }
      return words;
    }
  }

  /**
   * Commits to LDEs.
   *
   * @param ldes coset-major, each of n_j·2^logBlowup rows, n_j a power of two; in the order in
   *     which rows are hashed; matrices without columns only count for the tree's height
   * @param logBlowup log2 of the cosets
   * @param capLog log2 of the nodes of the cap
   */
  public static LiftedTree commit(
      List<ColumnMatrix> ldes, int logBlowup, int capLog, HashSuite suite, Parallel parallel) {
    return commit(ldes, logBlowup, capLog, suite, parallel, Kernels.best(), Workspace.heap());
  }

  /** As the other form, with kernels and the memory of states and digests given. */
  public static LiftedTree commit(
      List<ColumnMatrix> ldes,
      int logBlowup,
      int capLog,
      HashSuite suite,
      Parallel parallel,
      Kernels kernels,
      Workspace workspace) {
    int height = 0;
    for (ColumnMatrix m : ldes) {
      if (Integer.bitCount(m.height()) != 1 || m.height() < 1 << logBlowup) {
        throw new IllegalArgumentException("LDE of " + m.height() + " rows, blowup 2^" + logBlowup);
      }
      height = Math.max(height, m.height());
    }
    if (ldes.stream().allMatch(m -> m.width() == 0)) {
      throw new IllegalArgumentException("a tree needs at least one column");
    }
    HashKernel kernel = kernels.hash(suite);
    ColumnMatrix leaves = leaves(ldes, logBlowup, height, kernel, parallel, workspace);
    Rows rows = new Rows(List.copyOf(ldes), logBlowup, height);
    DigestTree tree =
        DigestTree.build(
            leaves,
            rows.width(),
            q -> suite.hashRow(rows.joined(q)),
            capLog,
            suite,
            kernel,
            parallel,
            workspace);
    return new LiftedTree(rows, tree);
  }

  /**
   * The tree of one LDE from a level that {@link #lowestLevel} gave. Nothing says yet that it is
   * this LDE's: see {@link #holds}.
   *
   * @throws IllegalArgumentException if the level has not {@link #lowestWords} words
   */
  public static LiftedTree restore(
      ColumnMatrix lde,
      int logBlowup,
      int capLog,
      int[] lowestLevel,
      HashSuite suite,
      Parallel parallel,
      Kernels kernels) {
    Rows rows = new Rows(List.of(lde), logBlowup, lde.height());
    DigestTree tree =
        DigestTree.restore(
            lde.height(),
            lowestLevel,
            lde.width(),
            q -> suite.hashRow(rows.joined(q)),
            capLog,
            suite,
            kernels.hash(suite),
            parallel);
    return new LiftedTree(rows, tree);
  }

  /** The lowest level of nodes that is kept, 8 words a node: with the LDEs, all of the tree. */
  public int[] lowestLevel() {
    return tree.lowest();
  }

  /** Words of {@link #lowestLevel} of a tree of so many leaves. */
  public static int lowestWords(int height, int width, int capLog) {
    return DigestTree.lowestWords(height, width, capLog);
  }

  /** Hashes the rows below a node of the lowest level again, and tells whether they lead to it. */
  public boolean holds(int node) {
    return tree.holds(node);
  }

  private static ColumnMatrix leaves(
      List<ColumnMatrix> ldes,
      int logBlowup,
      int height,
      HashKernel kernel,
      Parallel parallel,
      Workspace workspace) {
    int rowWords = ldes.stream().mapToInt(ColumnMatrix::width).sum();
    int position = 0;
    int next = 0;
    int reached = 1 << logBlowup;
    @Nullable ColumnMatrix states = null;
    int logPrevious = 0;
    while (true) {
      // A segment: from a matrix that raises the height to the last one before the next raise.
      List<ColumnMatrix> run = new ArrayList<>();
      int words = 0;
      while (next < ldes.size()) {
        ColumnMatrix m = ldes.get(next);
        if (m.width() > 0) {
          if (m.height() > reached && words > 0) {
            break;
          }
          reached = Math.max(reached, m.height());
          run.add(m);
          words += m.width();
        }
        next++;
      }
      boolean last = next == ldes.size();
      int logHeight = Integer.numberOfTrailingZeros(reached) - logBlowup;
      ColumnMatrix out =
          workspace.take(
              reached,
              last ? HashSuite.DIGEST_WORDS : kernel.stateWords(rowWords, position + words));
      Segment segment =
          new Segment(
              rowWords,
              position,
              RowColumns.of(run, logBlowup),
              logHeight,
              states,
              logPrevious,
              out,
              last);
      parallel.forRange(0, reached, GRAIN, (from, to) -> kernel.absorb(segment, from, to));
      if (states != null) {
        workspace.give(states);
      }
      if (last) {
        return repeated(out, logBlowup, height, parallel, workspace);
      }
      states = out;
      logPrevious = logHeight;
      position += words;
    }
  }

  /** The digests of a tree that a matrix without columns makes taller than all others. */
  private static ColumnMatrix repeated(
      ColumnMatrix digests, int logBlowup, int height, Parallel parallel, Workspace workspace) {
    if (digests.height() == height) {
      return digests;
    }
    ColumnMatrix out = workspace.take(height, digests.width());
    int n = digests.height() >>> logBlowup;
    int repeats = height / digests.height();
    parallel.forRange(
        0,
        height / n,
        Math.max(1, GRAIN / n),
        (first, end) -> {
          for (int run = first; run < end; run++) {
            for (int w = 0; w < digests.width(); w++) {
              int from = digests.offset(w) + run / repeats * n;
              System.arraycopy(digests.data(), from, out.data(), out.offset(w) + run * n, n);
            }
          }
        });
    workspace.give(digests);
    return out;
  }

  /** Gives the digests back to the workspace; the tree is of no use afterwards. */
  public void release() {
    tree.release();
  }

  /** The cap: 8 words a node, min(2^capLog, leaves) nodes. */
  public int[] cap() {
    return tree.cap();
  }

  /** Number of leaves, N·2^logBlowup. */
  public int height() {
    return rows.height;
  }

  /**
   * Opens a leaf.
   *
   * @param q storage index, in [0, {@link #height()})
   */
  public Opening open(int q) {
    if (q < 0 || q >= height()) {
      throw new IndexOutOfBoundsException(q);
    }
    int[][] opened = rows.matrices.stream().map(m -> rows.row(m, q)).toArray(int[][]::new);
    return new Opening(opened, tree.path(q));
  }
}
