package dev.merapi.vm.executor;

import dev.merapi.vm.isa.Op;
import dev.merapi.vm.record.ChipRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a segment uses of each resource, and how much of it the limits and the budget have let it
 * have so far. Resources are the rows of each table, then {@link #time}, {@link #pages} and {@link
 * #free}.
 *
 * <p>Room grows by whole heights of a table, timestamps and memory in steps, and each time the
 * budget is asked about the shape in which all room is used up.
 */
final class SegmentRoom {
  /** Timestamps granted at a time. */
  static final int TIME_STEP = 1 << 16;

  /** Rows of the memory tree's tables granted at a time. */
  static final int TREE_STEP = 1 << 14;

  /** Pages granted at a time. */
  static final int PAGE_STEP = 16;

  private static final int OPS = 64;
  private static final int WORDS_PER_TIMESTAMP = wordsPerTimestamp();
  private static final int FINAL_WORDS = ChipRecord.TERMINATE.kind().stride();

  /** The resource of timestamps; the first one is used up from the start. */
  final int time;

  /** The resource of touched pages. */
  final int pages;

  /** A resource of which there is always enough. */
  final int free;

  /** The resource of touched leaves. */
  final int leaves;

  /** The resource of nodes above touched leaves. */
  final int nodes;

  /** The resource of compressions. */
  final int compressions;

  /** What is in use of each resource. */
  final int[] used;

  /** What may be used of each resource. */
  final int[] room;

  /** How often each operation was executed. */
  final int[] executed = new int[OPS];

  /** Pages of memory written before the segment. */
  int pagesBefore;

  /** Words that hint instructions wrote. */
  int hintWords;

  private final List<MeteredTable> tables;
  private final ExecutionLimits limits;
  private final SegmentBudget budget;
  private @Nullable SegmentShape refused;

  SegmentRoom(List<MeteredTable> tables, ExecutionLimits limits, SegmentBudget budget) {
    this.tables = tables;
    this.limits = limits;
    this.budget = budget;
    this.time = tables.size();
    this.pages = time + 1;
    this.free = time + 2;
    this.leaves = tables.indexOf(new MeteredTable.Leaves());
    this.nodes = tables.indexOf(new MeteredTable.Nodes());
    this.compressions = tables.indexOf(new MeteredTable.Compressions());
    if (leaves < 0 || nodes < 0 || compressions < 0) {
      throw new IllegalArgumentException("no table for the leaves, nodes or compressions");
    }
    this.used = new int[time + 3];
    this.room = new int[time + 3];
  }

  /** The table that has a row for each record of a stream, or {@link #free}. */
  int tableOf(ChipRecord stream) {
    for (int t = 0; t < tables.size(); t++) {
      if (tables.get(t) instanceof MeteredTable.Records table && table.streams().contains(stream)) {
        return t;
      }
    }
    return free;
  }

  /** Empties everything: nothing is used and there is no room. */
  void clear() {
    Arrays.fill(used, 0);
    Arrays.fill(room, 0);
    Arrays.fill(executed, 0);
    hintWords = 0;
    used[time] = SegmentRecord.INITIAL_TS;
    room[free] = Integer.MAX_VALUE;
  }

  /**
   * Makes first room for everything, with what is in use at the start; false if that is refused.
   */
  boolean begin() {
    for (int r = 0; r < free; r++) {
      if (used[r] > most(r)) {
        refused = null;
        return false;
      }
      room[r] = roomFor(r, used[r]);
    }
    return asked();
  }

  /** Makes room for more of a resource; false, with nothing changed, if that is refused. */
  boolean reserve(int resource, long more) {
    long needed = used[resource] + more;
    return needed <= room[resource] || grow(resource, needed);
  }

  private boolean grow(int resource, long needed) {
    refused = null;
    if (needed > most(resource)) {
      return false;
    }
    int before = room[resource];
    room[resource] = roomFor(resource, (int) needed);
    if (asked()) {
      return true;
    }
    room[resource] = before;
    return false;
  }

  /** The shape that the budget refused last; null if it was a limit that refused. */
  @Nullable SegmentShape refused() {
    return refused;
  }

  private boolean asked() {
    SegmentShape shape = granted();
    refused = budget.allows(shape) ? null : shape;
    return refused == null;
  }

  private int most(int resource) {
    if (resource == time) {
      return limits.maxTimestamp() - 1;
    }
    if (resource >= pages || tables.get(resource) instanceof MeteredTable.Fixed) {
      return Integer.MAX_VALUE;
    }
    return limits.maxRows() - tables.get(resource).padding();
  }

  private int roomFor(int resource, int needed) {
    if (resource == time) {
      return Math.min(most(resource), needed + TIME_STEP);
    }
    if (resource == pages) {
      return needed + PAGE_STEP;
    }
    MeteredTable table = tables.get(resource);
    int whole = Math.min(most(resource), table.height(needed) - table.padding());
    return switch (table) {
      case MeteredTable.Records records -> whole;
      case MeteredTable.Fixed fixed -> fixed.rows();
      default -> Math.min(whole, needed + TREE_STEP);
    };
  }

  /** The shape in which all room is used up. */
  private SegmentShape granted() {
    int ahead = room[time] - used[time];
    return shape(
        room,
        instructions() + ahead + 1,
        words() + (long) WORDS_PER_TIMESTAMP * ahead + FINAL_WORDS);
  }

  /** The segment as it is. */
  SegmentPlan plan() {
    return new SegmentPlan(shape(used, instructions(), words()), records());
  }

  private SegmentShape shape(int[] amounts, long instructions, long words) {
    List<SegmentShape.Table> rows = new ArrayList<>();
    for (int t = 0; t < tables.size(); t++) {
      MeteredTable table = tables.get(t);
      int count = table instanceof MeteredTable.Fixed fixed ? fixed.rows() : amounts[t];
      rows.add(new SegmentShape.Table(count, table.height(count)));
    }
    return new SegmentShape(
        instructions,
        rows,
        words,
        amounts[leaves],
        amounts[compressions],
        amounts[pages],
        pagesBefore);
  }

  private long instructions() {
    long all = 0;
    for (Op op : Op.values()) {
      all += executed[op.id()];
    }
    return all;
  }

  private long words() {
    long words = 0;
    for (Map.Entry<ChipRecord, Integer> entry : records().entrySet()) {
      words += (long) entry.getKey().kind().stride() * entry.getValue();
    }
    return words;
  }

  private Map<ChipRecord, Integer> records() {
    Map<ChipRecord, Integer> records = new EnumMap<>(ChipRecord.class);
    for (Op op : Op.values()) {
      if (executed[op.id()] > 0) {
        records.merge(ChipRecord.of(op), executed[op.id()], Integer::sum);
      }
    }
    if (hintWords > 0) {
      records.put(ChipRecord.HINT_WORD, hintWords);
    }
    return records;
  }

  private static int wordsPerTimestamp() {
    int most = 0;
    for (Op op : Op.values()) {
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
