package dev.merapi.vm.memory;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.kernel.Kernels;
import dev.merapi.stark.parallel.Parallel;
import org.jspecify.annotations.Nullable;

/** Hashes a whole memory, block by block, several blocks at a time. */
final class MemoryTreeBuilder {
  private static final int DIGEST = Compressions.DIGEST;

  /** Blocks hashed together. */
  private static final int TOGETHER = 4;

  private static final int ROWS = TOGETHER * MemoryWords.BLOCK_LEAVES;

  private static final int GRAIN = 4 * TOGETHER;

  /**
   * Up to here the scalar kernels take some milliseconds, and the vector kernels a second, if they
   * have not been compiled yet.
   */
  private static final int FEW_BLOCKS = 32;

  private final MemoryWords words;
  private final Parallel parallel;
  private final int[] blocks;
  private final @Nullable TreePage[] bottom;
  private final Kernels kernels;

  MemoryTreeBuilder(MemoryWords words, Parallel parallel) {
    this.words = words;
    this.parallel = parallel;
    this.blocks = words.blocks();
    this.bottom = new TreePage[blocks.length];
    this.kernels = blocks.length <= FEW_BLOCKS ? Kernels.scalar() : Kernels.best();
  }

  /** The top page with all below it. */
  TreePage build() {
    parallel.forRange(0, blocks.length, GRAIN, this::hashBlocks);
    TreePage top = TreePage.zeroPage(2);
    for (int i = 0; i < blocks.length; i++) {
      if (bottom[i] != null) {
        int number = blocks[i] >>> TreePage.LOG_BELOW;
        TreePage middle = top.below()[number];
        if (middle == null) {
          middle = TreePage.zeroPage(1);
          top.below()[number] = middle;
        }
        middle.below()[blocks[i] & (1 << TreePage.LOG_BELOW) - 1] = bottom[i];
      }
    }
    HashBatch batch = new HashBatch(ROWS, kernels);
    for (TreePage middle : top.below()) {
      if (middle != null) {
        hashUpper(middle, 1, batch);
      }
    }
    hashUpper(top, 2, batch);
    return top;
  }

  private void hashBlocks(int from, int to) {
    HashBatch batch = new HashBatch(ROWS, kernels);
    TreePage[] pages = new TreePage[TOGETHER];
    int[] block = new int[MemoryWords.BLOCK_WORDS];
    int[] limbs = new int[Compressions.INPUT];
    int count = 0;
    for (int i = from; i < to; i++) {
      words.block(blocks[i], block);
      if (!isZero(block)) {
        for (int leaf = 0; leaf < MemoryWords.BLOCK_LEAVES; leaf++) {
          limbs(block, leaf * MemoryImage.LEAF_WORDS, limbs, 0);
          batch.set(count * MemoryWords.BLOCK_LEAVES + leaf, limbs, 0);
        }
        TreePage page = TreePage.zeroPage(0);
        bottom[i] = page;
        pages[count++] = page;
      }
      if (count == TOGETHER || i == to - 1) {
        hashPages(pages, count, batch);
        count = 0;
      }
    }
  }

  /** Hashes bottom pages whose leaves' limbs are in the batch. */
  private static void hashPages(TreePage[] pages, int count, HashBatch batch) {
    compute(pages, count, MemoryWords.BLOCK_LEAVES, batch);
    for (int nodes = MemoryWords.BLOCK_LEAVES / 2; nodes > 0; nodes /= 2) {
      for (int p = 0; p < count; p++) {
        for (int k = 0; k < nodes; k++) {
          batch.set(p * nodes + k, pages[p].digests(), 2 * DIGEST * (nodes + k));
        }
      }
      compute(pages, count, nodes, batch);
    }
  }

  private static void compute(TreePage[] pages, int count, int nodes, HashBatch batch) {
    batch.compute(count * nodes);
    for (int p = 0; p < count; p++) {
      for (int k = 0; k < nodes; k++) {
        batch.digest(p * nodes + k, pages[p].digests(), DIGEST * (nodes + k));
      }
    }
  }

  /** Hashes a page above other pages, which are complete. */
  private static void hashUpper(TreePage page, int floor, HashBatch batch) {
    TreePage[] alone = {page};
    int[] children = new int[2 * DIGEST];
    int nodes = page.below().length / 2;
    for (int k = 0; k < nodes; k++) {
      for (int side = 0; side < 2; side++) {
        TreePage below = page.below()[2 * k + side];
        int[] digest = below == null ? TreePage.zeroRoot(floor - 1) : below.digests();
        System.arraycopy(digest, below == null ? 0 : DIGEST, children, side * DIGEST, DIGEST);
      }
      batch.set(k, children, 0);
    }
    compute(alone, 1, nodes, batch);
    for (nodes /= 2; nodes > 0; nodes /= 2) {
      for (int k = 0; k < nodes; k++) {
        batch.set(k, page.digests(), 2 * DIGEST * (nodes + k));
      }
      compute(alone, 1, nodes, batch);
    }
  }

  private static boolean isZero(int[] block) {
    for (int word : block) {
      if (word != 0) {
        return false;
      }
    }
    return true;
  }

  /** The sixteen limbs of eight words as field elements. */
  static void limbs(int[] words, int from, int[] out, int at) {
    for (int w = 0; w < MemoryImage.LEAF_WORDS; w++) {
      out[at + 2 * w] = KoalaBear.fromCanonical(words[from + w] & 0xffff);
      out[at + 2 * w + 1] = KoalaBear.fromCanonical(words[from + w] >>> 16);
    }
  }
}
