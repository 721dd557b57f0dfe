package dev.merapi.vm.executor;

import dev.merapi.vm.memory.MemoryImage;
import java.util.Arrays;

/**
 * The timestamp of every cell's last access, 0 if there was none, in arrays shaped like the memory.
 */
@SuppressWarnings("ReferenceEquality") // the page that is not there yet is known by identity
final class Shadow {
  private static final int LEAF_WORDS = MemoryImage.LEAF_WORDS;
  private static final int[] NONE = {};

  final int[] registers = new int[GuestState.REGISTERS];
  final int[] publicValues;

  private final GuestState state;
  private final Checkpoint from;
  private final int[][] pages = new int[GuestState.PAGES][];

  Shadow(GuestState state, Checkpoint from) {
    this.state = state;
    this.from = from;
    this.publicValues = new int[state.publicValues.length];
    Arrays.fill(pages, NONE);
  }

  /** Sets the timestamp of the word at an aligned memory address and returns the one before. */
  int touch(int address, int ts) {
    int[] page = pages[address >>> GuestState.PAGE_SHIFT];
    if (page == NONE) {
      page = new int[GuestState.PAGE_WORDS];
      pages[address >>> GuestState.PAGE_SHIFT] = page;
    }
    int at = address >>> 2 & GuestState.PAGE_WORDS - 1;
    int before = page[at];
    page[at] = ts;
    return before;
  }

  /** The leaves with a cell that was accessed; if there is none, the first leaf. */
  TouchedLeaves touched() {
    int count = count(registers) + count(publicValues);
    for (int[] page : pages) {
      count += count(page);
    }
    Collector collector = new Collector(Math.max(count, 1));
    collector.collect(MemoryImage.REGISTERS, 0, registers, from.registers(), state.x);
    for (int p = 0; p < pages.length; p++) {
      if (pages[p] != NONE) {
        int pointer = p << GuestState.PAGE_SHIFT;
        collector.collect(MemoryImage.MEMORY, pointer, pages[p], from.pages()[p], state.pages[p]);
      }
    }
    collector.collect(
        MemoryImage.PUBLIC_VALUES, 0, publicValues, from.publicValues(), state.publicValues);
    if (count == 0) {
      collector.add(0, registers, from.registers(), state.x, 0);
    }
    return collector.leaves;
  }

  private static int count(int[] timestamps) {
    int count = 0;
    for (int w = 0; w < timestamps.length; w += LEAF_WORDS) {
      count += isTouched(timestamps, w) ? 1 : 0;
    }
    return count;
  }

  private static boolean isTouched(int[] timestamps, int w) {
    int any = 0;
    for (int i = 0; i < LEAF_WORDS; i++) {
      any |= timestamps[w + i];
    }
    return any != 0;
  }

  private static final class Collector {
    final TouchedLeaves leaves;
    private int count;

    Collector(int room) {
      int words = room * LEAF_WORDS;
      leaves = new TouchedLeaves(new int[room], new int[words], new int[words], new int[words]);
    }

    void collect(int space, int pointer, int[] timestamps, int[] old, int[] words) {
      for (int w = 0; w < timestamps.length; w += LEAF_WORDS) {
        if (isTouched(timestamps, w)) {
          add(MemoryImage.leafLabel(space, pointer + 4 * w), timestamps, old, words, w);
        }
      }
    }

    void add(int label, int[] timestamps, int[] old, int[] words, int w) {
      int at = count * LEAF_WORDS;
      leaves.labels()[count++] = label;
      System.arraycopy(old, w, leaves.initialWords(), at, LEAF_WORDS);
      System.arraycopy(words, w, leaves.finalWords(), at, LEAF_WORDS);
      System.arraycopy(timestamps, w, leaves.finalTs(), at, LEAF_WORDS);
    }
  }
}
