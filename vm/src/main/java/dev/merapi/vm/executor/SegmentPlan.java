package dev.merapi.vm.executor;

import dev.merapi.vm.record.ChipRecord;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * A segment as metering found it.
 *
 * @param shape how large it is
 * @param records the number of records of each stream, exact; streams without any are absent
 */
public record SegmentPlan(SegmentShape shape, Map<ChipRecord, Integer> records) {
  /** Copies the map. */
  public SegmentPlan {
    Map<ChipRecord, Integer> copy = new EnumMap<>(ChipRecord.class);
    copy.putAll(records);
    records = java.util.Collections.unmodifiableMap(copy);
  }

  /** A segment of which nothing is known but its length. */
  public static SegmentPlan unmetered(long instructions) {
    return new SegmentPlan(new SegmentShape(instructions, List.of(), 0, 0, 0, 0, 0, 0), Map.of());
  }

  /** Instructions of the segment. */
  public long instructions() {
    return shape.instructions();
  }

  /** Records of a stream. */
  public int records(ChipRecord stream) {
    return records.getOrDefault(stream, 0);
  }
}
