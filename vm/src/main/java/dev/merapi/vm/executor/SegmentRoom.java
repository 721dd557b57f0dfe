package dev.merapi.vm.executor;

import dev.merapi.vm.isa.Op;
import dev.merapi.vm.record.ChipRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a segment uses of each resource, and how much of it the limits and the budget have let it
 * have so far. Resources are the rows of each table, then {@link #time} and {@link #pages}.
 *
 * <p>Room grows by whole heights of a table, timestamps and memory in steps, and each time the
 * budget is asked about the shape in which all room is used up.
 */
final class SegmentRoom {
  private static final int TIME_STEP = 1 << 16;
  private static final int TREE_STEP = 1 << 14;
  private static final int PAGE_STEP = 16;
  private static final int UNLIMITED = 1 << 30;
  private static final int WORDS_PER_TIMESTAMP = OpCounts.wordsPerTimestamp();
  private static final int FINAL_WORDS = ChipRecord.TERMINATE.kind().stride();

  /** The resource of timestamps; the first one is used up from the start. */
  final int time;

  /** The resource of touched pages. */
  private final int pages;

  /** The resource of touched leaves. */
  private final int leaves;

  /** The resource of nodes above touched leaves. */
  private final int nodes;

  /** The resource of compressions. */
  private final int compressions;

  /** The rows of the table of hint words. */
  final int hints;

  /** What was executed. */
  final OpCounts counts = new OpCounts();

  private final List<MeteredTable> tables;
  private final ExecutionLimits limits;
  private final SegmentBudget budget;

  /** The operations that have a row in a table each. */
  private final int[][] operations;

  private final int[] tableOf = new int[OpCounts.OPS];
  private final int[] used;
  private final int[] room;
  private int pagesBefore;
  private @Nullable SegmentShape refused;

  SegmentRoom(List<MeteredTable> tables, ExecutionLimits limits, SegmentBudget budget) {
    this.tables = tables;
    this.limits = limits;
    this.budget = budget;
    this.time = tables.size();
    this.pages = time + 1;
    this.leaves = position(new MeteredTable.Leaves());
    this.nodes = position(new MeteredTable.Nodes());
    this.compressions = position(new MeteredTable.Compressions());
    this.hints = tableOf(ChipRecord.HINT_WORD);
    this.used = new int[pages + 1];
    this.room = new int[pages + 1];
    Arrays.fill(tableOf, -1);
    for (Op op : Op.values()) {
      tableOf[op.id()] = tableOf(ChipRecord.of(op));
    }
    this.operations = new int[tables.size()][];
    for (int t = 0; t < operations.length; t++) {
      int table = t;
      operations[t] =
          Arrays.stream(Op.values()).mapToInt(Op::id).filter(id -> tableOf[id] == table).toArray();
    }
  }

  private int position(MeteredTable table) {
    int position = tables.indexOf(table);
    if (position < 0) {
      throw new IllegalArgumentException("there is no table of " + table);
    }
    return position;
  }

  private int tableOf(ChipRecord stream) {
    for (int t = 0; t < tables.size(); t++) {
      if (tables.get(t) instanceof MeteredTable.Records table && table.streams().contains(stream)) {
        return t;
      }
    }
    return -1;
  }

  /**
   * Starts anew; false if that is refused.
   *
   * @param touched the memory that counts as touched from the start
   * @param written pages of memory written before the segment
   */
  boolean begin(TouchedNodes touched, int written) {
    pagesBefore = written;
    Arrays.fill(used, 0);
    used[compressions] = TouchedNodes.ZERO_SUBTREES;
    Arrays.fill(room, Integer.MAX_VALUE);
    counts.clear();
    settle();
    touch(touched);
    for (int r = 0; r < room.length; r++) {
      if (used[r] > most(r)) {
        refused = null;
        return false;
      }
      room[r] = roomFor(r, used[r]);
    }
    return asked();
  }

  /**
   * Allows at least one more execution of an operation, as far as its table goes; false if that is
   * refused.
   */
  boolean allow(int id) {
    int table = tableOf[id];
    if (table < 0) {
      counts.allow(id, UNLIMITED);
      return true;
    }
    if (!reserve(table, 1)) {
      return false;
    }
    int rest = room[table] - used[table];
    int[] sharing = operations[table];
    int share = rest / sharing.length;
    for (int other : sharing) {
      counts.allow(other, other == id ? rest - share * (sharing.length - 1) : share);
    }
    return true;
  }

  /** Makes room for more of what instructions use; false, with nothing changed, if refused. */
  boolean reserve(int resource, long more) {
    settle();
    return make(resource, more);
  }

  /** Touches more of the memory; false, with nothing touched, if that is refused. */
  boolean touch(TouchedNodes added) {
    if (!make(leaves, added.newLeaves())
        || !make(nodes, added.newInner())
        || !make(compressions, added.newCompressions())
        || !make(pages, added.newPages())) {
      return false;
    }
    used[leaves] += added.newLeaves();
    used[nodes] += added.newInner();
    used[compressions] += added.newCompressions();
    used[pages] += added.newPages();
    return true;
  }

  /** What may still be used of a resource, after {@link #reserve} of it. */
  int left(int resource) {
    return room[resource] - used[resource];
  }

  /** Timestamps that may still be used. */
  int timeLeft() {
    settle();
    return left(time);
  }

  private boolean make(int resource, long more) {
    long needed = used[resource] + more;
    return needed <= room[resource] || grow(resource, needed);
  }

  private boolean grow(int resource, long needed) {
    settle();
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
    int ahead = room[time] - used[time];
    SegmentShape shape =
        shape(
            room,
            counts.instructions() + ahead + 1,
            counts.recordWords() + (long) WORDS_PER_TIMESTAMP * ahead + FINAL_WORDS);
    refused = budget.allows(shape) ? null : shape;
    return refused == null;
  }

  /** Brings what instructions use up to date. */
  private void settle() {
    for (int t = 0; t < operations.length; t++) {
      if (operations[t].length > 0) {
        int rows = 0;
        for (int id : operations[t]) {
          rows += counts.executed(id);
        }
        used[t] = rows;
      }
    }
    if (hints >= 0) {
      used[hints] = counts.hintWords();
    }
    used[time] = SegmentRecord.INITIAL_TS + counts.timestamps();
  }

  private int most(int resource) {
    if (resource == time) {
      return limits.maxTimestamp() - 1;
    }
    if (resource == pages || tables.get(resource) instanceof MeteredTable.Fixed) {
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

  /** The segment as it is. */
  SegmentPlan plan() {
    settle();
    return new SegmentPlan(
        shape(used, counts.instructions(), counts.recordWords()), counts.records());
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
        amounts[nodes],
        amounts[compressions],
        amounts[pages],
        pagesBefore);
  }
}
