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
    Collector collector = new Collector();
    collector.collect(MemoryImage.REGISTERS, 0, registers, from.registers(), state.x);
    for (int p = 0; p < pages.length; p++) {
      if (pages[p] != NONE) {
        int pointer = p << GuestState.PAGE_SHIFT;
        collector.collect(MemoryImage.MEMORY, pointer, pages[p], from.pages()[p], state.pages[p]);
      }
    }
    collector.collect(
        MemoryImage.PUBLIC_VALUES, 0, publicValues, from.publicValues(), state.publicValues);
    if (collector.count == 0) {
      collector.add(0, registers, from.registers(), state.x, 0);
    }
    return collector.result();
  }

  private static final class Collector {
    private int[] labels = new int[256];
    private int[] before = new int[256 * LEAF_WORDS];
    private int[] after = new int[256 * LEAF_WORDS];
    private int[] ts = new int[256 * LEAF_WORDS];
    private int count;

    void collect(int space, int pointer, int[] timestamps, int[] old, int[] words) {
      for (int w = 0; w < timestamps.length; w += LEAF_WORDS) {
        if (isTouched(timestamps, w)) {
          add(MemoryImage.leafLabel(space, pointer + 4 * w), timestamps, old, words, w);
        }
      }
    }

    private static boolean isTouched(int[] timestamps, int w) {
      int any = 0;
      for (int i = 0; i < LEAF_WORDS; i++) {
        any |= timestamps[w + i];
      }
      return any != 0;
    }

    void add(int label, int[] timestamps, int[] old, int[] words, int w) {
      if (count == labels.length) {
        labels = Arrays.copyOf(labels, 2 * count);
        before = Arrays.copyOf(before, 2 * count * LEAF_WORDS);
        after = Arrays.copyOf(after, 2 * count * LEAF_WORDS);
        ts = Arrays.copyOf(ts, 2 * count * LEAF_WORDS);
      }
      labels[count] = label;
      System.arraycopy(old, w, before, count * LEAF_WORDS, LEAF_WORDS);
      System.arraycopy(words, w, after, count * LEAF_WORDS, LEAF_WORDS);
      System.arraycopy(timestamps, w, ts, count * LEAF_WORDS, LEAF_WORDS);
      count++;
    }

    TouchedLeaves result() {
      int words = count * LEAF_WORDS;
      return new TouchedLeaves(
          Arrays.copyOf(labels, count),
          Arrays.copyOf(before, words),
          Arrays.copyOf(after, words),
          Arrays.copyOf(ts, words));
    }
  }
}
