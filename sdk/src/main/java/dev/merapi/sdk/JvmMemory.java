package dev.merapi.sdk;

/**
 * What a JVM takes beside its heap: compiled code, the compiler at work, class data, the
 * collector's tables, stacks. The launcher reckons the same way when it sets the heap for a budget.
 */
final class JvmMemory {

  private static final long FIXED = 256L << 20;

  /** The collector's tables are at most one part in so many of the heap. */
  private static final int HEAP_PER_TABLES = 32;

  private JvmMemory() {}

  /** The largest heap of a process of so many bytes; negative if there is no room for one. */
  static long heapWithin(long processBytes) {
    return (processBytes - FIXED) / (HEAP_PER_TABLES + 1) * HEAP_PER_TABLES;
  }

  /** Bytes of a process with so much in its heap. */
  static long processWith(long heapBytes) {
    return heapBytes + heapBytes / HEAP_PER_TABLES + FIXED;
  }
}
