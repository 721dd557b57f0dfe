package dev.merapi.vm.executor;

/**
 * Bounds of an execution.
 *
 * @param maxInstructions instructions after which {@link Executor#run} gives up
 * @param maxTimestamp exclusive bound of timestamps in a segment, at most 2^24
 * @param maxRows records that one chip may need in a segment
 * @param publicValueBytes size of the public values space, a multiple of 32
 * @param checkpoint called every million instructions or so; may throw to end the execution
 *     (cancellation, deadline)
 */
public record ExecutionLimits(
    long maxInstructions,
    int maxTimestamp,
    int maxRows,
    int publicValueBytes,
    Runnable checkpoint) {
  /** Bytes of public values unless configured otherwise. */
  public static final int DEFAULT_PUBLIC_VALUE_BYTES = 32;

  /** Timestamps a segment may use at most. */
  public static final int MAX_TIMESTAMP = 1 << 24;

  /** Checks the ranges. */
  public ExecutionLimits {
    if (maxInstructions < 1
        || maxTimestamp < 2
        || maxTimestamp > MAX_TIMESTAMP
        || maxRows < 1
        || publicValueBytes < 32
        || publicValueBytes > 1 << 16
        || publicValueBytes % 32 != 0) {
      throw new IllegalArgumentException("execution limits out of range");
    }
  }

  /**
   * No bound on instructions; a segment as long as timestamps allow and 2^22 rows; 32 bytes of
   * public values.
   */
  public static ExecutionLimits standard() {
    return new ExecutionLimits(
        Long.MAX_VALUE, MAX_TIMESTAMP, 1 << 22, DEFAULT_PUBLIC_VALUE_BYTES, () -> {});
  }

  /** The same with another bound on instructions. */
  public ExecutionLimits withMaxInstructions(long instructions) {
    return new ExecutionLimits(instructions, maxTimestamp, maxRows, publicValueBytes, checkpoint);
  }

  /** The same with another bound on rows. */
  public ExecutionLimits withMaxRows(int rows) {
    return new ExecutionLimits(maxInstructions, maxTimestamp, rows, publicValueBytes, checkpoint);
  }

  /** The same with another size of the public values space. */
  public ExecutionLimits withPublicValueBytes(int bytes) {
    return new ExecutionLimits(maxInstructions, maxTimestamp, maxRows, bytes, checkpoint);
  }

  /** The same with another checkpoint. */
  public ExecutionLimits withCheckpoint(Runnable newCheckpoint) {
    return new ExecutionLimits(
        maxInstructions, maxTimestamp, maxRows, publicValueBytes, newCheckpoint);
  }
}
