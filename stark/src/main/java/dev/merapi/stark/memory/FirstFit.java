package dev.merapi.stark.memory;

import java.util.Arrays;

/**
 * The free places of an address space that is cut into spans: a place lies within one span. The
 * lowest place that is large enough is taken.
 */
final class FirstFit {
  private final long capacity;
  private final long span;
  private long[] start = new long[16];
  private long[] end = new long[16];
  private int count;
  private long live;
  private long highWater;

  /** All of [0, capacity) is free. */
  FirstFit(long capacity, long span) {
    this.capacity = capacity;
    this.span = span;
    reset();
  }

  void reset() {
    count = 0;
    live = 0;
    for (long at = 0; at < capacity; at += span) {
      insert(count, at, Math.min(capacity, at + span));
    }
  }

  /** The address of a place of so many words, at least 1; negative if there is none. */
  long take(long words) {
    for (int i = 0; i < count; i++) {
      long address = start[i];
      if (end[i] - address >= words) {
        start[i] += words;
        if (start[i] == end[i]) {
          remove(i);
        }
        live += words;
        highWater = Math.max(highWater, address + words);
        return address;
      }
    }
    return -1;
  }

  /**
   * Frees a place taken.
   *
   * @throws IllegalStateException if some of it is free
   */
  void give(long address, long words) {
    int next = 0;
    while (next < count && start[next] < address) {
      next++;
    }
    long to = address + words;
    if (next > 0 && end[next - 1] > address || next < count && start[next] < to) {
      throw new IllegalStateException("given back twice");
    }
    boolean low = next > 0 && end[next - 1] == address && address % span != 0;
    boolean high = next < count && start[next] == to && to % span != 0;
    if (low && high) {
      end[next - 1] = end[next];
      remove(next);
    } else if (low) {
      end[next - 1] = to;
    } else if (high) {
      start[next] = address;
    } else {
      insert(next, address, to);
    }
    live -= words;
  }

  private void insert(int at, long from, long to) {
    if (count == start.length) {
      start = Arrays.copyOf(start, 2 * count);
      end = Arrays.copyOf(end, 2 * count);
    }
    System.arraycopy(start, at, start, at + 1, count - at);
    System.arraycopy(end, at, end, at + 1, count - at);
    start[at] = from;
    end[at] = to;
    count++;
  }

  private void remove(int at) {
    count--;
    System.arraycopy(start, at + 1, start, at, count - at);
    System.arraycopy(end, at + 1, end, at, count - at);
  }

  long live() {
    return live;
  }

  /** The highest end of a place ever taken. */
  long highWater() {
    return highWater;
  }

  long capacity() {
    return capacity;
  }
}
