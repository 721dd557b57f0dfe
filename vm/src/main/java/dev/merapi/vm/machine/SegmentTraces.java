package dev.merapi.vm.machine;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.vm.memory.MemoryTree;
import dev.merapi.vm.memory.TouchedTree;
import dev.merapi.vm.verification.SegmentPublicValues;
import java.util.List;

/**
 * The main traces of a segment.
 *
 * @param main one matrix for each AIR, in the machine's order
 * @param usedRows rows of each that are not padding
 * @param publicValues the segment's public values
 * @param memory the touched part of the memory tree
 */
public record SegmentTraces(
    List<ColumnMatrix> main,
    List<Integer> usedRows,
    SegmentPublicValues publicValues,
    TouchedTree memory) {

  /** Copies the lists. */
  public SegmentTraces {
    main = List.copyOf(main);
    usedRows = List.copyOf(usedRows);
  }

  /** The whole memory tree after the segment. */
  public MemoryTree memoryAfter() {
    return memory.after();
  }
}
