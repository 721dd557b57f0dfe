package dev.merapi.vm.executor;

/**
 * A segment that was recorded.
 *
 * @param record what it left for the traces
 * @param after where the next one starts
 */
public record RecordedSegment(SegmentRecord record, Checkpoint after) {}
