package dev.merapi.vm.executor;

import java.util.List;

/**
 * A finished execution and how it is cut into segments.
 *
 * @param result what it shows to the outside
 * @param segments the segments in order; their instructions add up to those of the execution
 */
public record MeteredExecution(ExecutionResult result, List<SegmentPlan> segments) {
  /** Copies the list. */
  public MeteredExecution {
    segments = List.copyOf(segments);
  }
}
