package dev.merapi.stark.merkle;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.kernel.HashKernel;
import dev.merapi.stark.kernel.HashKernel.Segment;
import dev.merapi.stark.kernel.Kernels;
import dev.merapi.stark.kernel.RowColumns;
import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.stark.poly.Extension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
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
  private static final int LEAVES_GRAIN = 16;

  private final Rows rows;
  private final HashSuite suite;
  private final DigestTree tree;

  private LiftedTree(Rows rows, HashSuite suite, DigestTree tree) {
    this.rows = rows;
    this.suite = suite;
    this.tree = tree;
  }

  /** What the leaves are digests of; {@code height} is that of each coset. */
  private record Rows(List<Extension> matrices, int height) {
    Rows {
      matrices = List.copyOf(matrices);
    }

    static Rows of(List<Extension> matrices) {
      return new Rows(matrices, matrices.stream().mapToInt(Extension::height).max().orElse(1));
    }

    int width() {
      return matrices.stream().mapToInt(Extension::width).sum();
    }

    int cosets() {
      return matrices.isEmpty() ? 1 : matrices.getFirst().cosets();
    }

    int leaves() {
      return height * cosets();
    }

    /** The rows of some leaves, by leaf, each of all matrices one after the other. */
    Map<Integer, int[]> at(IntStream leaves, Parallel parallel, Kernels kernels) {
      int[] sorted = leaves.sorted().distinct().toArray();
      int[][] rows = new int[sorted.length][width()];
      int from = 0;
      for (int c = 0; c < cosets() && from < sorted.length; c++) {
        int end = from;
        while (end < sorted.length && sorted[end] < (c + 1) * height) {
          end++;
        }
        if (from < end) {
          int at = 0;
          for (Extension matrix : matrices) {
            copy(matrix.coset(c, parallel, kernels), sorted, from, end, rows, at, parallel);
            at += matrix.width();
          }
        }
        from = end;
      }
      Map<Integer, int[]> byLeaf = new HashMap<>();
      for (int k = 0; k < sorted.length; k++) {
        byLeaf.put(sorted[k], rows[k]);
      }
      return byLeaf;
    }

    private static void copy(
        ColumnMatrix values,
        int[] leaves,
        int from,
        int end,
        int[][] rows,
        int at,
        Parallel parallel) {
      int mask = values.height() - 1;
      parallel.forRange(
          from,
          end,
          LEAVES_GRAIN,
          (first, last) -> {
            for (int k = first; k < last; k++) {
              for (int j = 0; j < values.width(); j++) {
                rows[k][at + j] = values.get(j, leaves[k] & mask);
              }
            }
          });
    }

    /** A row, matrix by matrix. */
    int[][] parts(int[] row) {
      int[][] parts = new int[matrices.size()][];
      int at = 0;
      for (int k = 0; k < parts.length; k++) {
        parts[k] = Arrays.copyOfRange(row, at, at + matrices.get(k).width());
        at += parts[k].length;
      }
      return parts;
    }
  }

  /**
   * Commits to LDEs that are there, each of n_j·2^logBlowup rows; else as the other form, on the
   * heap.
   */
  public static LiftedTree commit(
      List<ColumnMatrix> ldes, int logBlowup, int capLog, HashSuite suite, Parallel parallel) {
    return commit(
        ldes.stream().map(lde -> Extension.full(lde, logBlowup)).toList(),
        capLog,
        suite,
        parallel,
        Kernels.best(),
        Workspace.heap());
  }

  /**
   * Commits to extensions, going through the cosets of each height from the first to the last.
   *
   * @param extensions of equally many cosets; in the order in which rows are hashed; those without
   *     columns only count for the tree's height
   * @param capLog log2 of the nodes of the cap
   * @param workspace memory of states and digests
   */
  public static LiftedTree commit(
      List<Extension> extensions,
      int capLog,
      HashSuite suite,
      Parallel parallel,
      Kernels kernels,
      Workspace workspace) {
    Rows rows = Rows.of(extensions);
    if (rows.width() == 0) {
      throw new IllegalArgumentException("a tree needs at least one column");
    }
    HashKernel kernel = kernels.hash(suite);
    ColumnMatrix leaves = new Leaves(rows, kernel, parallel, kernels, workspace).digests();
    DigestTree tree =
        DigestTree.build(leaves, rows.width(), capLog, suite, kernel, parallel, workspace);
    return new LiftedTree(rows, suite, tree);
  }

  /**
   * The tree of one full extension from a level that {@link #lowestLevel} gave. Nothing says yet
   * that it is this extension's: see {@link #holds}.
   *
   * @throws IllegalArgumentException if the level has not {@link #lowestWords} words
   */
  public static LiftedTree restore(
      Extension extension,
      int capLog,
      int[] lowestLevel,
      HashSuite suite,
      Parallel parallel,
      Kernels kernels) {
    Rows rows = Rows.of(List.of(extension));
    DigestTree tree =
        DigestTree.restore(
            rows.leaves(), lowestLevel, rows.width(), capLog, suite, kernels.hash(suite), parallel);
    return new LiftedTree(rows, suite, tree);
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
    Map<Integer, int[]> below =
        rows.at(tree.leavesBelow(node), Parallel.sequential(), Kernels.scalar());
    return tree.holds(node, leaf -> digest(below, leaf));
  }

  private int[] digest(Map<Integer, int[]> leaves, int leaf) {
    return suite.hashRow(Objects.requireNonNull(leaves.get(leaf)));
  }

  /** Hashes rows, height by height, coset by coset. */
  private record Leaves(
      Rows rows, HashKernel kernel, Parallel parallel, Kernels kernels, Workspace workspace) {

    ColumnMatrix digests() {
      List<Extension> matrices = rows.matrices();
      int rowWords = rows.width();
      int position = 0;
      int next = 0;
      int logReached = 0;
      @Nullable ColumnMatrix states = null;
      int logPrevious = 0;
      while (true) {
        // A segment: from a matrix that raises the height to the last one before the next raise.
        List<Extension> run = new ArrayList<>();
        int words = 0;
        while (next < matrices.size()) {
          Extension m = matrices.get(next);
          if (m.width() > 0) {
            if (m.logHeight() > logReached && words > 0) {
              break;
            }
            logReached = Math.max(logReached, m.logHeight());
            run.add(m);
            words += m.width();
          }
          next++;
        }
        boolean last = next == matrices.size();
        ColumnMatrix out =
            workspace.take(
                rows.cosets() << logReached,
                last ? HashSuite.DIGEST_WORDS : kernel.stateWords(rowWords, position + words));
        for (int c = 0; c < rows.cosets(); c++) {
          int coset = c;
          RowColumns columns =
              RowColumns.ofCoset(run.stream().map(m -> m.coset(coset, parallel, kernels)).toList());
          Segment segment =
              new Segment(rowWords, position, columns, logReached, states, logPrevious, out, last);
          parallel.forRange(
              c << logReached,
              c + 1 << logReached,
              GRAIN,
              (from, to) -> kernel.absorb(segment, from, to));
        }
        if (states != null) {
          workspace.give(states);
        }
        if (last) {
          return repeated(out);
        }
        states = out;
        logPrevious = logReached;
        position += words;
      }
    }

    /** The digests of a tree that a matrix without columns makes taller than all others. */
    private ColumnMatrix repeated(ColumnMatrix digests) {
      int height = rows.leaves();
      if (digests.height() == height) {
        return digests;
      }
      ColumnMatrix out = workspace.take(height, digests.width());
      int n = digests.height() / rows.cosets();
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
  }

  /** Gives the digests back to the workspace; the tree is of no use afterwards. */
  public void release() {
    tree.release();
  }

  /** The cap: 8 words a node, min(2^capLog, leaves) nodes. */
  public int[] cap() {
    return tree.cap();
  }

  /** Number of leaves: rows of a coset, times cosets. */
  public int height() {
    return rows.leaves();
  }

  /**
   * Opens leaves, going through the cosets from the first to the last.
   *
   * @param leaves storage indices, in [0, {@link #height()})
   */
  public Opening[] open(int[] leaves, Parallel parallel, Kernels kernels) {
    for (int q : leaves) {
      Objects.checkIndex(q, height());
    }
    Map<Integer, int[]> needed =
        rows.at(
            Arrays.stream(leaves)
                .flatMap(q -> IntStream.concat(IntStream.of(q), tree.leavesBeside(q))),
            parallel,
            kernels);
    Opening[] openings = new Opening[leaves.length];
    parallel.forRange(
        0,
        leaves.length,
        1,
        (from, to) -> {
          for (int k = from; k < to; k++) {
            int q = leaves[k];
            openings[k] =
                new Opening(
                    rows.parts(Objects.requireNonNull(needed.get(q))),
                    tree.path(q, leaf -> digest(needed, leaf)));
          }
        });
    return openings;
  }
}
