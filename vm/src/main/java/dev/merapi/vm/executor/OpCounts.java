package dev.merapi.vm.executor;

import dev.merapi.vm.isa.Op;
import dev.merapi.vm.record.ChipRecord;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How often each operation was executed in a segment, and what follows from that: instructions,
 * timestamps and records. Counting is taking from an allowance, so that one number an operation
 * both counts and tells when to ask.
 */
final class OpCounts {
  /** Operation ids are below. */
  static final int OPS = 64;

  private static final List<Op> ALL = List.of(Op.values());

  /** How often each operation may be executed before anybody asks again. */
  final int[] left = new int[OPS];

  private final int[] allowed = new int[OPS];
  private int hintWords;
  private int bufferWords;

  /** Nothing was executed, nothing is allowed. */
  void clear() {
    Arrays.fill(left, 0);
    Arrays.fill(allowed, 0);
    hintWords = 0;
    bufferWords = 0;
  }

  /** Allows so many executions of an operation from now on. */
  void allow(int id, int executions) {
    allowed[id] += executions - left[id];
    left[id] = executions;
  }

  /** Counts a hint instruction, which needs no allowance. */
  void hint(int id, int words) {
    allowed[id]++;
    hintWords += words;
    bufferWords += id == Alu.HINT_BUFFER ? words : 0;
  }

  /** Executions of an operation. */
  int executed(int id) {
    return allowed[id] - left[id];
  }

  /** Words that hint instructions wrote. */
  int hintWords() {
    return hintWords;
  }

  /** Instructions executed. */
  long instructions() {
    long all = 0;
    for (Op op : ALL) {
      all += executed(op.id());
    }
    return all;
  }

  /** Timestamps taken. */
  int timestamps() {
    int all = bufferWords;
    for (Op op : ALL) {
      all += op.timestamps() * executed(op.id());
    }
    return all;
  }

  /** Ints of all records. */
  long recordWords() {
    long words = (long) ChipRecord.HINT_WORD.kind().stride() * hintWords;
    for (Op op : ALL) {
      words += (long) ChipRecord.of(op).kind().stride() * executed(op.id());
    }
    return words;
  }

  /** Records of each stream that has any. */
  Map<ChipRecord, Integer> records() {
    Map<ChipRecord, Integer> records = new EnumMap<>(ChipRecord.class);
    for (Op op : ALL) {
      if (executed(op.id()) > 0) {
        records.merge(ChipRecord.of(op), executed(op.id()), Integer::sum);
      }
    }
    if (hintWords > 0) {
      records.put(ChipRecord.HINT_WORD, hintWords);
    }
    return records;
  }

  /** Ints of records, at most, for each timestamp taken. */
  static int wordsPerTimestamp() {
    int most = 0;
    for (Op op : ALL) {
      int words = ChipRecord.of(op).kind().stride();
      if (op.form() == Op.Form.HINT) {
        words += ChipRecord.HINT_WORD.kind().stride();
      }
      int timestamps = op.timestamps();
      if (timestamps > 0) {
        most = Math.max(most, (words + timestamps - 1) / timestamps);
      }
    }
    return most;
  }
}
