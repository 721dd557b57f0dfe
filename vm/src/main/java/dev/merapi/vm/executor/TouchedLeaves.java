package dev.merapi.vm.executor;

import dev.merapi.vm.memory.MemoryImage;

/**
 * The leaves an execution touched: at least one of their eight words was accessed. Sorted by label,
 * without duplicates. An execution that accessed nothing has the first leaf, so that the tree above
 * them has its root.
 *
 * @param labels leaf labels ({@link MemoryImage#leafLabel}), ascending
 * @param initialWords word w of leaf i before the execution at {@code 8i + w}
 * @param finalWords the same after it
 * @param finalTs timestamp of the last access to the word, 0 if only its neighbours were accessed
 */
@SuppressWarnings("ArrayRecordComponent")
public record TouchedLeaves(int[] labels, int[] initialWords, int[] finalWords, int[] finalTs) {
  /** Number of leaves. */
  public int count() {
    return labels.length;
  }
}
