package dev.merapi.sdk.codec;

import dev.merapi.vm.machine.SegmentTraces;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How large the traces of a segment are; kept when the traces themselves are given back.
 *
 * @param instructions guest instructions of the segment
 * @param rows those of each AIR, in the machine's order
 */
public record SegmentSizes(long instructions, List<Rows> rows) {

  /** Copies the list. */
  public SegmentSizes {
    rows = List.copyOf(rows);
  }

  /**
   * The rows of one AIR's trace.
   *
   * @param used rows in use
   * @param all rows with padding
   */
  public record Rows(int used, int all) {}

  /** The sizes of these traces. */
  public static SegmentSizes of(SegmentTraces traces, long instructions) {
    return new SegmentSizes(
        instructions,
        IntStream.range(0, traces.main().size())
            .mapToObj(i -> new Rows(traces.usedRows().get(i), traces.main().get(i).height()))
            .toList());
  }
}
