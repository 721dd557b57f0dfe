package dev.merapi.vm.memory;

import dev.merapi.stark.parallel.Parallel;
import dev.merapi.vm.verification.MemoryHash;
import org.jspecify.annotations.Nullable;

/**
 * The Poseidon2 Merkle tree over a memory: height {@value MemoryImage#TREE_HEIGHT}, leaves in order
 * of label.
 *
 * <p>The digest of a leaf is the {@link MemoryHash} of its sixteen 16-bit limbs (of each word the
 * low one first); of an inner node, of its two children. Nodes are kept in pages of subtrees, one
 * for each block of {@value MemoryWords#BLOCK_LEAVES} leaves that is not zero; trees that differ in
 * few leaves share most of them. Immutable and thread-safe. Digests are 8 elements in Montgomery
 * form.
 */
public final class MemoryTree {
  private static final int HEIGHT = MemoryImage.TREE_HEIGHT;
  private static final int DIGEST = Compressions.DIGEST;

  private final TreePage top;

  private MemoryTree(TreePage top) {
    this.top = top;
  }

  /** The tree of a memory. */
  public static MemoryTree of(MemoryWords words, Parallel parallel) {
    return new MemoryTree(new MemoryTreeBuilder(words, parallel).build());
  }

  /**
   * Heap bytes, at most, by which a tree after a segment grows beyond what it shares with the one
   * before: 16 KiB a block, 8 blocks in each 64 KiB of memory touched, and the pages above.
   *
   * @param touched 64 KiB pages of memory touched
   */
  public static long changeHeapBytes(int touched) {
    int blocks = (1 << 16) / (4 * MemoryWords.BLOCK_WORDS);
    return touched * (blocks * TreePage.heapBytes(0) + TreePage.heapBytes(1))
        + TreePage.heapBytes(2);
  }

  /** Heap bytes, if it shares nothing with another tree. */
  public long heapBytes() {
    return 32 + heapBytesBeside(null);
  }

  /** Heap bytes that it does not share with another tree. */
  long heapBytesBeside(@Nullable MemoryTree other) {
    return heapBytes(top, other == null ? null : other.top);
  }

  @SuppressWarnings("ReferenceEquality") // shared pages are known by identity
  private static long heapBytes(@Nullable TreePage page, @Nullable TreePage other) {
    if (page == null || page == other) {
      return 0;
    }
    long bytes = page.heapBytes();
    for (int i = 0; i < page.below().length; i++) {
      bytes += heapBytes(page.below()[i], other == null ? null : other.below()[i]);
    }
    return bytes;
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
    TreePage page = page(TreePage.floorOf(level), index >>> TreePage.logNodes(level));
    if (page == null) {
      System.arraycopy(ZeroSubtrees.digest(level), 0, out, at, DIGEST);
    } else {
      System.arraycopy(page.digests(), TreePage.offset(level, index), out, at, DIGEST);
    }
  }

  private @Nullable TreePage page(int floor, int number) {
    if (floor == 2) {
      return top;
    }
    if (floor == 1) {
      return top.below()[number];
    }
    TreePage middle = top.below()[number >>> TreePage.LOG_BELOW];
    return middle == null ? null : middle.below()[number & (1 << TreePage.LOG_BELOW) - 1];
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

  /** A tree like this one that is going to differ in some nodes. */
  Change change() {
    return new Change();
  }

  /** Makes another tree of this one, copying the pages that change. */
  @SuppressWarnings("ReferenceEquality") // pages that were not copied yet are known by identity
  final class Change {
    private final TreePage newTop = top.copy();

    /** Gives a node a new digest. */
    void set(int level, int index, int[] digest) {
      TreePage page = own(TreePage.floorOf(level), index >>> TreePage.logNodes(level));
      System.arraycopy(digest, 0, page.digests(), TreePage.offset(level, index), DIGEST);
    }

    private TreePage own(int floor, int number) {
      if (floor == 2) {
        return newTop;
      }
      TreePage parent = floor == 1 ? newTop : own(1, number >>> TreePage.LOG_BELOW);
      int child = floor == 1 ? number : number & (1 << TreePage.LOG_BELOW) - 1;
      TreePage old = page(floor, number);
      TreePage mine = parent.below()[child];
      if (mine == null || mine == old) {
        mine = old == null ? TreePage.zeroPage(floor) : old.copy();
        parent.below()[child] = mine;
      }
      return mine;
    }

    /** The other tree; this change is over. */
    MemoryTree tree() {
      return new MemoryTree(newTop);
    }
  }
}
