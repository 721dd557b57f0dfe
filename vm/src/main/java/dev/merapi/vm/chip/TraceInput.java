package dev.merapi.vm.chip;

import dev.merapi.vm.executor.SegmentRecord;
import dev.merapi.vm.program.Program;

/**
 * What traces are filled from.
 *
 * @param program the decoded program
 * @param record what its execution left
 */
public record TraceInput(Program program, SegmentRecord record) {

  /** The input of a segment. */
  public static TraceInput of(SegmentRecord record) {
    return new TraceInput(record.program(), record);
  }
}
