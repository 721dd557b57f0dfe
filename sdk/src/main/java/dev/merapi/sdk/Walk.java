package dev.merapi.sdk;

import dev.merapi.stark.parallel.Parallel;
import dev.merapi.vm.executor.Checkpoint;
import dev.merapi.vm.executor.ExecutionLimits;
import dev.merapi.vm.executor.Executor;
import dev.merapi.vm.executor.GuestInput;
import dev.merapi.vm.executor.RecordedSegment;
import dev.merapi.vm.executor.SegmentPlan;
import dev.merapi.vm.memory.MemoryTree;
import dev.merapi.vm.program.Program;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The starts of a run's segments, visited in order: one is reached either from the records of the
 * segment before, or by executing what lies between without leaving records.
 */
final class Walk {

  private final List<SegmentPlan> segments;
  private final ExecutionLimits limits;
  private int at;
  private Checkpoint checkpoint;
  private @Nullable MemoryTree memory;

  Walk(
      Program program,
      GuestInput input,
      ExecutionLimits limits,
      List<SegmentPlan> segments,
      MemoryTree initial) {
    this.segments = segments;
    this.limits = limits;
    this.checkpoint = Checkpoint.start(program, input, limits);
    this.memory = initial;
  }

  /** What is known of a segment. */
  SegmentPlan plan(int segment) {
    return segments.get(segment);
  }

  /** The memory a segment starts with; after the last one, that at the end. */
  MemoryTree memory(int segment, Parallel parallel) {
    reach(segment);
    if (memory == null) {
      memory = MemoryTree.of(checkpoint, parallel);
    }
    return memory;
  }

  /** Executes a segment, leaving records. */
  RecordedSegment record(int segment) {
    reach(segment);
    return Executor.record(checkpoint, segments.get(segment), limits);
  }

  /** Says where a segment ended. */
  void passed(int segment, Checkpoint end, MemoryTree memoryAtEnd) {
    at = segment + 1;
    checkpoint = end;
    memory = memoryAtEnd;
  }

  private void reach(int segment) {
    if (segment < at) {
      throw new IllegalArgumentException("segment " + segment + " lies behind " + at);
    }
    long between =
        segments.subList(at, segment).stream().mapToLong(SegmentPlan::instructions).sum();
    if (between > 0) {
      memory = null;
      checkpoint = Executor.skip(checkpoint, between, limits);
      at = segment;
    }
  }
}
