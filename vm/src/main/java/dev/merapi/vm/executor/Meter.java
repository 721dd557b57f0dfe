package dev.merapi.vm.executor;

import dev.merapi.vm.isa.Op;
import dev.merapi.vm.memory.MemoryImage;
import dev.merapi.vm.record.ChipRecord;
import java.util.Arrays;
import java.util.List;

/**
 * Counts what a segment will need while it is executed: rows of each table fed by records,
 * timestamps, touched leaves of the memory tree and the nodes above them.
 *
 * <p>Rows of records and timestamps are exact. The leaves of all registers count as touched from
 * the start; each leaf and node counts as two compressions, one before and one after the segment,
 * though equal ones share a row.
 */
final class Meter {
  private static final int OPS = 64;
  private static final int REGISTER_LEAVES = 5;

  private final GuestState state;
  private final int maxRows;
  private final int maxTimestamp;
  private final int[] tableOf = new int[OPS];
  private final int[] ticks = new int[OPS];
  private final Op.Form[] forms = new Op.Form[OPS];
  private final boolean[] jumps = new boolean[OPS];
  private final boolean[] needsRegisters = new boolean[OPS];
  private final int[] room;
  private final int[] rows;
  private final TouchedNodes nodes = new TouchedNodes();
  private int ts;

  Meter(GuestState state, ExecutionLimits limits, List<MeteredTable> tables) {
    this.state = state;
    this.maxRows = limits.maxRows();
    this.maxTimestamp = limits.maxTimestamp();
    this.room = new int[tables.size() + 1];
    this.rows = new int[tables.size() + 1];
    Arrays.setAll(room, t -> t < tables.size() ? tables.get(t).room(maxRows) : maxRows);
    Arrays.fill(tableOf, tables.size());
    Arrays.fill(forms, Op.Form.NONE);
    Arrays.fill(jumps, true);
    for (Op op : Op.values()) {
      Op.Form form = op.form();
      ChipRecord stream = form == Op.Form.HINT ? ChipRecord.HINT_WORD : ChipRecord.of(op);
      for (int t = 0; t < tables.size(); t++) {
        if (tables.get(t).streams().contains(stream)) {
          tableOf[op.id()] = t;
        }
      }
      forms[op.id()] = form;
      ticks[op.id()] = op.timestamps();
      switch (form) {
        case LOAD, STORE, HINT -> needsRegisters[op.id()] = true;
        default -> {}
      }
      jumps[op.id()] =
          switch (form) {
            case BRANCH, JALR, TERMINATE -> true;
            default -> op == Op.JAL;
          };
    }
    restart();
  }

  int maxRows() {
    return maxRows;
  }

  /** Begins a new segment. */
  void restart() {
    Arrays.fill(rows, 0);
    nodes.clear();
    nodes.touch(0, REGISTER_LEAVES - 1);
    ts = SegmentRecord.INITIAL_TS;
  }

  /** Whether what an instruction costs depends on registers. */
  boolean needsRegisters(long w) {
    return needsRegisters[Packed.id(w)];
  }

  /** Whether the row after an instruction is perhaps not the next one executed. */
  boolean jumps(long w) {
    return jumps[Packed.id(w)];
  }

  /**
   * Charges the instruction to be executed next; false, with nothing charged, if the segment has no
   * room for it. What an instruction that will fault costs does not matter.
   */
  boolean charge(long w) {
    int id = Packed.id(w);
    int table = tableOf[id];
    Op.Form form = forms[id];
    if (form == Op.Form.HINT) {
      return hint(w, id == Alu.HINT_BUFFER ? state.x[Packed.second(w)] : 1);
    }
    if (rows[table] == room[table] || ts + ticks[id] >= maxTimestamp) {
      return false;
    }
    if (form == Op.Form.LOAD || form == Op.Form.STORE) {
      int space = id == Alu.REVEAL ? MemoryImage.PUBLIC_VALUES : MemoryImage.MEMORY;
      if (!access(space, state.x[Packed.first(w)] + Packed.immediate(w), 1)) {
        return false;
      }
    }
    rows[table]++;
    ts += ticks[id];
    return true;
  }

  private boolean hint(long w, int count) {
    if (count <= 0 || count > state.hints.remaining()) {
      return true;
    }
    int id = Packed.id(w);
    int table = tableOf[id];
    int time = id == Alu.HINT_BUFFER ? ticks[id] + count : ticks[id];
    if (count > room[table] - rows[table]
        || time >= maxTimestamp - ts
        || !access(MemoryImage.MEMORY, state.x[Packed.first(w)], count)) {
      return false;
    }
    rows[table] += count;
    ts += time;
    return true;
  }

  private boolean access(int space, int pointer, int words) {
    int last = pointer + 4 * (words - 1);
    if (((pointer | last) & GuestState.BAD_ADDRESS) != 0) {
      return true;
    }
    int from = MemoryImage.leafLabel(space, pointer);
    int to = MemoryImage.leafLabel(space, last);
    if (from == to && nodes.isTouched(from)) {
      return true;
    }
    if (nodes.leaves() + (to - from + 1) > maxRows
        || 2L * (nodes.all() + TouchedNodes.most(from, to)) > maxRows) {
      return false;
    }
    nodes.touch(from, to);
    return true;
  }
}
