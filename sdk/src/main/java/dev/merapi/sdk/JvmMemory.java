package dev.merapi.sdk;

/**
 * What a JVM takes beside its heap: compiled code, the compiler at work, class data, the
 * collector's tables, stacks. The launcher reckons the same way when it sets the heap for a budget.
 */
final class JvmMemory {

  private static final long MOST = 256L << 20;
  private static final long USUAL = 128L << 20;

  /** The tables of the launcher's collector are one part in so many of the heap. */
  private static final int HEAP_PER_TABLES = 128;

  private JvmMemory() {}

  /** Bytes, at most, of a process with so much in its heap. */
  static long processWith(long heapBytes) {
    return heapBytes + heapBytes / HEAP_PER_TABLES + MOST;
  }

  /** The same as a rule: the compiler is seldom at its largest when the proof is. */
  static long usualProcessWith(long heapBytes) {
    return processWith(heapBytes) - MOST + USUAL;
  }
}
