package dev.merapi.vm.memory;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.vm.verification.MemoryHash;
import java.util.Arrays;

/**
 * The Poseidon2 Merkle tree over a memory image: height {@value MemoryImage#TREE_HEIGHT}, leaves in
 * order of label.
 *
 * <p>The digest of a leaf is the {@link MemoryHash} of its sixteen 16-bit limbs (of each word the
 * low one first); of an inner node, of its two children. Only nodes with a non-zero leaf below are
 * stored; all others are the zero subtree of their level. Immutable and thread-safe. Digests are 8
 * elements in Montgomery form.
 */
public final class MemoryTree {
  private static final int HEIGHT = MemoryImage.TREE_HEIGHT;
  private static final int DIGEST = Compressions.DIGEST;
  private static final int[][] ZERO = zeroSubtrees();

  private final Level[] levels;

  private MemoryTree(Level[] levels) {
    this.levels = levels;
  }

  /** The nodes of one level that are stored: ascending indices, digest of entry i at 8i. */
  @SuppressWarnings("ArrayRecordComponent")
  record Level(int[] indices, int[] digests) {}

  /** The tree of an image. */
  public static MemoryTree of(MemoryImage image, Parallel parallel) {
    int[] labels = image.nonZeroLeaves();
    int[] inputs = new int[labels.length * Compressions.INPUT];
    int[] words = new int[MemoryImage.LEAF_WORDS];
    for (int i = 0; i < labels.length; i++) {
      image.leaf(labels[i], words, 0);
      limbs(words, 0, inputs, i * Compressions.INPUT);
    }
    Level[] levels = new Level[HEIGHT + 1];
    levels[0] = new Level(labels, compressAll(inputs, labels.length, parallel));
    for (int h = 1; h <= HEIGHT; h++) {
      levels[h] = parents(levels[h - 1], h, parallel);
    }
    return new MemoryTree(levels);
  }

  private static Level parents(Level below, int height, Parallel parallel) {
    int[] indices = parentIndices(below.indices);
    int[] inputs = new int[indices.length * Compressions.INPUT];
    int child = 0;
    for (int i = 0; i < indices.length; i++) {
      for (int side = 0; side < 2; side++) {
        int at = i * Compressions.INPUT + side * DIGEST;
        if (child < below.indices.length && below.indices[child] == 2 * indices[i] + side) {
          System.arraycopy(below.digests, child++ * DIGEST, inputs, at, DIGEST);
        } else {
          System.arraycopy(ZERO[height - 1], 0, inputs, at, DIGEST);
        }
      }
    }
    return new Level(indices, compressAll(inputs, indices.length, parallel));
  }

  /** The distinct parents of ascending indices, ascending. */
  static int[] parentIndices(int[] indices) {
    int[] parents = new int[indices.length];
    int n = 0;
    for (int index : indices) {
      if (n == 0 || parents[n - 1] != index >>> 1) {
        parents[n++] = index >>> 1;
      }
    }
    return Arrays.copyOf(parents, n);
  }

  /** The sixteen limbs of eight words as field elements. */
  static void limbs(int[] words, int from, int[] out, int at) {
    for (int w = 0; w < MemoryImage.LEAF_WORDS; w++) {
      out[at + 2 * w] = KoalaBear.fromCanonical(words[from + w] & 0xffff);
      out[at + 2 * w + 1] = KoalaBear.fromCanonical(words[from + w] >>> 16);
    }
  }

  private static int[] compressAll(int[] inputs, int count, Parallel parallel) {
    Compressions compressions = new Compressions();
    int[] rows = new int[count];
    for (int i = 0; i < count; i++) {
      rows[i] = compressions.request(inputs, i * Compressions.INPUT);
    }
    compressions.compute(parallel);
    int[] digests = new int[count * DIGEST];
    for (int i = 0; i < count; i++) {
      compressions.digest(rows[i], digests, i * DIGEST);
    }
    return digests;
  }

  private static int[][] zeroSubtrees() {
    int[][] zero = new int[HEIGHT + 1][];
    int[] input = new int[Compressions.INPUT];
    for (int h = 0; h <= HEIGHT; h++) {
      zero[h] = compressAll(input, 1, Parallel.sequential());
      System.arraycopy(zero[h], 0, input, 0, DIGEST);
      System.arraycopy(zero[h], 0, input, DIGEST, DIGEST);
    }
    return zero;
  }

  /** The root, 8 elements in Montgomery form. */
  public int[] root() {
    return node(HEIGHT, 0);
  }

  /** The digest of node {@code index} of level {@code level} (0 = leaves). */
  public int[] node(int level, int index) {
    int[] out = new int[DIGEST];
    node(level, index, out, 0);
    return out;
  }

  /** Copies the digest of a node. */
  void node(int level, int index, int[] out, int at) {
    int entry = Arrays.binarySearch(levels[level].indices, index);
    if (entry >= 0) {
      System.arraycopy(levels[level].digests, entry * DIGEST, out, at, DIGEST);
    } else {
      System.arraycopy(ZERO[level], 0, out, at, DIGEST);
    }
  }

  /**
   * The siblings on the way from a node to the root, bottom up, 8 elements each in Montgomery form.
   */
  public int[][] path(int level, int index) {
    int[][] siblings = new int[HEIGHT - level][];
    for (int h = level; h < HEIGHT; h++) {
      siblings[h - level] = node(h, index >>> h - level ^ 1);
    }
    return siblings;
  }

  /** The tree in which some nodes of each level have new digests. */
  MemoryTree with(Level[] changed) {
    Level[] merged = new Level[HEIGHT + 1];
    for (int h = 0; h <= HEIGHT; h++) {
      merged[h] = merge(levels[h], changed[h]);
    }
    return new MemoryTree(merged);
  }

  private static Level merge(Level old, Level changed) {
    int[] indices = new int[old.indices.length + changed.indices.length];
    int[] digests = new int[indices.length * DIGEST];
    int n = 0;
    int i = 0;
    int j = 0;
    while (i < old.indices.length || j < changed.indices.length) {
      int a = i < old.indices.length ? old.indices[i] : Integer.MAX_VALUE;
      int b = j < changed.indices.length ? changed.indices[j] : Integer.MAX_VALUE;
      indices[n] = Math.min(a, b);
      if (b <= a) {
        System.arraycopy(changed.digests, j++ * DIGEST, digests, n * DIGEST, DIGEST);
      } else {
        System.arraycopy(old.digests, i * DIGEST, digests, n * DIGEST, DIGEST);
      }
      if (a <= b) {
        i++;
      }
      n++;
    }
    return new Level(Arrays.copyOf(indices, n), Arrays.copyOf(digests, n * DIGEST));
  }
}
