package dev.merapi.stark.proof;

import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.proof.StarkProof.Opening;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The openings of one tree at all queries, each leaf and each sibling digest once. A path runs from
 * the leaf's sibling up to just below the cap; the parent of nodes j and j + m of a level of 2m
 * nodes is node j of the level above.
 *
 * @param suite whose digests the paths hold
 * @param logRows log2 of the tree's rows before extension: leaf = coset · 2^logRows + row
 * @param logHeight log2 of the rows the query indices count
 * @param logBlowup log2 of the number of cosets
 * @param logCap log2 of the digests of the cap
 * @param width elements of a leaf
 */
record OpeningsCodec(
    HashSuite suite, int logRows, int logHeight, int logBlowup, int logCap, int width) {
  private static final int DIGEST = 8;

  static OpeningsCodec tree(VerifyingKey key, ProofShape shape, int tree) {
    StarkParameters parameters = key.parameters();
    ProofShape.Tree t = shape.trees().get(tree);
    return new OpeningsCodec(
        key.suite(),
        t.logRows(),
        shape.logHeight(),
        parameters.logBlowup(),
        parameters.logCap(),
        t.width());
  }

  static OpeningsCodec fold(VerifyingKey key, ProofShape shape, int fold) {
    StarkParameters parameters = key.parameters();
    int logFold = shape.logFolds().get(fold);
    int logRows = shape.logCodeword(fold, parameters) - parameters.logBlowup() - logFold;
    return new OpeningsCodec(
        key.suite(),
        logRows,
        shape.logHeight(),
        parameters.logBlowup(),
        parameters.logCap(),
        4 << logFold);
  }

  /** The leaf a query index falls on. */
  int leaf(int query) {
    int coset = query >>> logHeight;
    return (coset << logRows) | (query & ((1 << logRows) - 1));
  }

  private int depth() {
    return logRows + logBlowup - logCap;
  }

  /** The siblings of a leaf's path, as a number that names level and node. */
  private long sibling(int leaf, int level) {
    int logNodes = logRows + logBlowup - level;
    int node = leaf & ((1 << logNodes) - 1);
    return ((long) level << 32) | (node ^ (1 << (logNodes - 1)));
  }

  void write(ByteSink sink, int[] queries, Opening[] openings) {
    Map<Integer, int[]> rows = new HashMap<>();
    for (int q = 0; q < queries.length; q++) {
      int[] row = checked(openings[q].row(), width);
      int[] known = rows.putIfAbsent(leaf(queries[q]), row);
      if (known == null) {
        sink.elements(row);
      } else if (!Arrays.equals(known, row)) {
        throw new IllegalArgumentException("two rows for leaf " + leaf(queries[q]));
      }
    }
    Map<Long, int[]> siblings = new HashMap<>();
    for (int q = 0; q < queries.length; q++) {
      int[] path = checked(openings[q].path(), DIGEST * depth());
      for (int level = 0; level < depth(); level++) {
        int[] digest = Arrays.copyOfRange(path, DIGEST * level, DIGEST * (level + 1));
        int[] known = siblings.putIfAbsent(sibling(leaf(queries[q]), level), digest);
        if (known == null) {
          sink.digests(suite, digest);
        } else if (!Arrays.equals(known, digest)) {
          throw new IllegalArgumentException("two digests for one node of a tree");
        }
      }
    }
  }

  private static int[] checked(int[] words, int length) {
    if (words.length != length) {
      throw new IllegalArgumentException(words.length + " words, expected " + length);
    }
    return words;
  }

  /**
   * Reads what {@link #write} wrote. Of a query's path, the siblings up to the first node that an
   * earlier query's path goes through are there; from there on both paths are one.
   */
  List<Opening> read(ByteSource source, int[] queries) throws ProofFormatException {
    int[] leaves = new int[queries.length];
    Map<Integer, int[]> rows = new HashMap<>();
    for (int q = 0; q < queries.length; q++) {
      leaves[q] = leaf(queries[q]);
      if (!rows.containsKey(leaves[q])) {
        rows.put(leaves[q], source.elements(width));
      }
    }
    List<Opening> openings = new ArrayList<>();
    for (int q = 0; q < queries.length; q++) {
      int joined = depth();
      int other = q;
      for (int earlier = 0; earlier < q; earlier++) {
        int level = meeting(leaves[q], leaves[earlier]);
        if (level < joined) {
          joined = level;
          other = earlier;
        }
      }
      int[] path = new int[DIGEST * depth()];
      source.digests(suite, path, DIGEST * joined);
      if (joined < depth()) {
        int[] known = openings.get(other).path();
        System.arraycopy(
            known, DIGEST * joined, path, DIGEST * joined, path.length - DIGEST * joined);
      }
      openings.add(new Opening(Objects.requireNonNull(rows.get(leaves[q])), path));
    }
    return openings;
  }

  /** The lowest level at which two leaves lie under the same node. */
  private int meeting(int leaf, int other) {
    return Math.max(0, logRows + logBlowup - Integer.numberOfTrailingZeros(leaf ^ other));
  }
}
