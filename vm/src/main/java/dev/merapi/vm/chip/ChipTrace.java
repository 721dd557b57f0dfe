package dev.merapi.vm.chip;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.vm.executor.SegmentRecord;
import dev.merapi.vm.record.ChipRecord;
import java.util.List;

/**
 * A chip whose rows come straight from execution records: its AIR and what fills it.
 *
 * <p>Implementations are stateless. Rows past {@link #rows} are padding: all zero, and an all-zero
 * row must satisfy the constraints and touch no bus.
 */
public interface ChipTrace {
  /** The AIR; the same object at every call. */
  Air air();

  /** The record streams it has one row for each record of; no two chips share one. */
  List<ChipRecord> streams();

  /** Rows the records need, padding not counted. */
  default int rows(SegmentRecord record) {
    return streams().stream().mapToInt(stream -> record.buffer(stream).count()).sum();
  }

  /**
   * Fills rows [from, to) of a matrix of zeros; called from many threads with disjoint ranges.
   *
   * @param input the program and the records
   * @param out the main trace, at least {@code to} rows high, elements in Montgomery form
   */
  void fill(TraceInput input, ColumnMatrix out, int from, int to);
}
