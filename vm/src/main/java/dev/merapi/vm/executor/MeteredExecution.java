package dev.merapi.vm.executor;

import java.util.List;

/**
 * A finished execution and how it is cut into segments.
 *
 * @param result what it shows to the outside
 * @param segments instructions of each segment, in order; their sum is that of the execution
 */
public record MeteredExecution(ExecutionResult result, List<Long> segments) {
  /** Copies the list. */
  public MeteredExecution {
    segments = List.copyOf(segments);
  }
}
