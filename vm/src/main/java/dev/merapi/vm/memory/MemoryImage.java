package dev.merapi.vm.memory;

import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The words of all address spaces at one moment, sparse: only pages that may hold a non-zero word
 * exist. Immutable.
 *
 * <p>Spaces: {@link #REGISTERS}, {@link #MEMORY}, {@link #PUBLIC_VALUES}. A pointer is a byte
 * pointer, multiple of 4, below 2^29. A leaf is eight words (32 bytes); its label is {@code (space
 * - 1) * 2^24 + pointer / 32}, 26 bits in all. A page is {@value #PAGE_WORDS} words, {@value
 * #PAGE_LEAVES} leaves; page number = first label / {@value #PAGE_LEAVES}.
 */
public final class MemoryImage implements MemoryWords {
  /** Space of the registers; the pointer of register r is 4r. */
  public static final int REGISTERS = 1;

  /** Space of the guest's memory. */
  public static final int MEMORY = 2;

  /** Space of the public values. */
  public static final int PUBLIC_VALUES = 3;

  /** Words a leaf. */
  public static final int LEAF_WORDS = 8;

  /** log2 of the bytes a space may hold. */
  public static final int LOG_SPACE_BYTES = 29;

  /** Height of the tree over the leaf labels. */
  public static final int TREE_HEIGHT = 26;

  /** Words a page. */
  public static final int PAGE_WORDS = 1024;

  /** Leaves a page. */
  public static final int PAGE_LEAVES = PAGE_WORDS / LEAF_WORDS;

  /** An array's header, and its entry in the tree, in bytes. */
  private static final int PAGE_OVERHEAD = 96;

  private static final MemoryImage EMPTY = new MemoryImage(new TreeMap<>());

  private final NavigableMap<Integer, int[]> pages;

  private MemoryImage(NavigableMap<Integer, int[]> pages) {
    this.pages = pages;
  }

  /** The image in which every word is 0. */
  public static MemoryImage empty() {
    return EMPTY;
  }

  /** A builder that starts with every word 0. */
  public static Builder builder() {
    return new Builder();
  }

  /** Label of the leaf that holds a word. */
  public static int leafLabel(int space, int pointer) {
    return (space - 1) << (LOG_SPACE_BYTES - 5) | pointer >>> 5;
  }

  /** Space of a leaf. */
  public static int spaceOf(int leafLabel) {
    return (leafLabel >>> (LOG_SPACE_BYTES - 5)) + 1;
  }

  /** Byte pointer of a leaf's first word. */
  public static int pointerOf(int leafLabel) {
    return (leafLabel & ((1 << (LOG_SPACE_BYTES - 5)) - 1)) << 5;
  }

  /** Bytes of the heap that the image takes. */
  public long heapBytes() {
    return (long) (Integer.BYTES * PAGE_WORDS + PAGE_OVERHEAD) * pages.size();
  }

  /** The word at a byte pointer (multiple of 4). */
  public int word(int space, int pointer) {
    int label = leafLabel(space, pointer);
    int[] page = pages.get(label / PAGE_LEAVES);
    return page == null ? 0 : page[wordInPage(label, pointer)];
  }

  private static int wordInPage(int label, int pointer) {
    return (label % PAGE_LEAVES) * LEAF_WORDS + (pointer >>> 2 & LEAF_WORDS - 1);
  }

  /** Copies the eight words of a leaf to {@code out[offset..offset+8)}. */
  public void leaf(int leafLabel, int[] out, int offset) {
    int[] page = pages.get(leafLabel / PAGE_LEAVES);
    if (page == null) {
      Arrays.fill(out, offset, offset + LEAF_WORDS, 0);
    } else {
      System.arraycopy(page, (leafLabel % PAGE_LEAVES) * LEAF_WORDS, out, offset, LEAF_WORDS);
    }
  }

  @Override
  public int[] blocks() {
    return pages.keySet().stream()
        .mapToInt(number -> number / (BLOCK_LEAVES / PAGE_LEAVES))
        .distinct()
        .toArray();
  }

  @Override
  public void block(int number, int[] out) {
    for (int half = 0; half < BLOCK_LEAVES / PAGE_LEAVES; half++) {
      int[] page = pages.get(BLOCK_LEAVES / PAGE_LEAVES * number + half);
      int at = half * PAGE_WORDS;
      if (page == null) {
        Arrays.fill(out, at, at + PAGE_WORDS, 0);
      } else {
        System.arraycopy(page, 0, out, at, PAGE_WORDS);
      }
    }
  }

  /** Labels of all leaves with a non-zero word, ascending. */
  public int[] nonZeroLeaves() {
    int[] labels = new int[pages.size() * PAGE_LEAVES];
    int n = 0;
    for (Map.Entry<Integer, int[]> entry : pages.entrySet()) {
      int[] page = entry.getValue();
      for (int leaf = 0; leaf < PAGE_LEAVES; leaf++) {
        for (int w = 0; w < LEAF_WORDS; w++) {
          if (page[leaf * LEAF_WORDS + w] != 0) {
            labels[n++] = entry.getKey() * PAGE_LEAVES + leaf;
            break;
          }
        }
      }
    }
    return Arrays.copyOf(labels, n);
  }

  /** A builder that starts from this image. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    pages.forEach((number, page) -> builder.pages.put(number, page.clone()));
    return builder;
  }

  /** Collects words for an image; not thread-safe. */
  public static final class Builder {
    private final TreeMap<Integer, int[]> pages = new TreeMap<>();

    private Builder() {}

    /**
     * Sets the word at a byte pointer.
     *
     * @throws IllegalArgumentException if the space or pointer does not exist
     */
    public Builder word(int space, int pointer, int value) {
      if (space < REGISTERS
          || space > PUBLIC_VALUES
          || (pointer & 3) != 0
          || pointer >>> LOG_SPACE_BYTES != 0) {
        throw new IllegalArgumentException(
            "no word at pointer 0x" + Integer.toHexString(pointer) + " of space " + space);
      }
      int label = leafLabel(space, pointer);
      int[] page = pages.get(label / PAGE_LEAVES);
      if (page == null) {
        if (value == 0) {
          return this;
        }
        page = new int[PAGE_WORDS];
        pages.put(label / PAGE_LEAVES, page);
      }
      page[wordInPage(label, pointer)] = value;
      return this;
    }

    /** The word at a byte pointer, as set so far. */
    public int word(int space, int pointer) {
      int label = leafLabel(space, pointer);
      int[] page = pages.get(label / PAGE_LEAVES);
      return page == null ? 0 : page[wordInPage(label, pointer)];
    }

    /** Sets the eight words of a leaf. */
    public Builder leaf(int leafLabel, int[] words, int offset) {
      int space = spaceOf(leafLabel);
      int pointer = pointerOf(leafLabel);
      for (int w = 0; w < LEAF_WORDS; w++) {
        word(space, pointer + 4 * w, words[offset + w]);
      }
      return this;
    }

    /** The image collected so far; the builder may go on. */
    public MemoryImage build() {
      TreeMap<Integer, int[]> copy = new TreeMap<>();
      pages.forEach((number, page) -> copy.put(number, page.clone()));
      return new MemoryImage(copy);
    }
  }
}
