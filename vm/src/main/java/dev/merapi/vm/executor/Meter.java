package dev.merapi.vm.executor;

import dev.merapi.vm.isa.Op;
import dev.merapi.vm.memory.MemoryImage;
import dev.merapi.vm.record.ChipRecord;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Charges instructions, before they are executed, to the {@link SegmentRoom} of the segment they
 * shall be in: rows of each table fed by records, timestamps, touched leaves of the memory tree and
 * the nodes above them.
 *
 * <p>Records and timestamps are exact. The leaves of all registers count as touched from the start;
 * each leaf and node counts as two compressions, one before and one after the segment, though equal
 * ones share a row.
 */
final class Meter {
  private static final int OPS = 64;
  private static final int REGISTER_LEAVES = 5;
  private static final int JUMPS = 1;
  private static final int NEEDS_REGISTERS = 2;

  private final GuestState state;
  private final int maxRows;
  private final int[] tableOf = new int[OPS];
  private final int[] ticks = new int[OPS];
  private final int[] traits = new int[OPS];
  private final SegmentRoom room;
  private final TouchedNodes nodes = new TouchedNodes();

  Meter(GuestState state, ExecutionLimits limits, List<MeteredTable> tables, SegmentBudget budget) {
    this.state = state;
    this.maxRows = limits.maxRows();
    this.room = new SegmentRoom(tables, limits, budget);
    Arrays.fill(tableOf, room.free);
    Arrays.fill(traits, JUMPS);
    for (Op op : Op.values()) {
      boolean hint = op.form() == Op.Form.HINT;
      tableOf[op.id()] = room.tableOf(hint ? ChipRecord.HINT_WORD : ChipRecord.of(op));
      ticks[op.id()] = op.timestamps();
      traits[op.id()] =
          switch (op.form()) {
            case LOAD, STORE, HINT -> NEEDS_REGISTERS;
            case BRANCH, JALR, TERMINATE -> JUMPS;
            default -> op == Op.JAL ? JUMPS : 0;
          };
    }
  }

  int maxRows() {
    return maxRows;
  }

  /** Begins a new segment; false if it may not even be as large as an empty one. */
  boolean begin() {
    nodes.clear();
    room.clear();
    room.pagesBefore = Checkpoint.written(state.pages);
    nodes.measure(0, REGISTER_LEAVES - 1);
    use();
    nodes.touch(0, REGISTER_LEAVES - 1);
    return room.begin();
  }

  /** The segment as charged so far. */
  SegmentPlan plan() {
    return room.plan();
  }

  /** The shape that the budget refused, if it was the budget that refused last. */
  @Nullable SegmentShape refused() {
    return room.refused();
  }

  /**
   * Charges instructions to be executed next: as many as can be charged ahead, which is at most one
   * that takes an address from a register, as the first, and a jump, as the last. What an
   * instruction that will fault costs does not matter.
   *
   * @param code packed rows
   * @param at the row of the first
   * @return how many; 0, with nothing charged, if the segment has no room for the first
   */
  int charge(long[] code, int at, long most) {
    int n = 0;
    while (n < most) {
      long w = code[at + n];
      int id = Packed.id(w);
      int trait = traits[id];
      if ((trait & NEEDS_REGISTERS) != 0) {
        if (n > 0 || !chargeAddress(w, id)) {
          break;
        }
      } else if (fits(id)) {
        charge(id);
      } else {
        break;
      }
      n++;
      if ((trait & JUMPS) != 0) {
        break;
      }
    }
    return n;
  }

  private boolean fits(int id) {
    return room.reserve(tableOf[id], 1) && room.reserve(room.time, ticks[id]);
  }

  private void charge(int id) {
    room.used[tableOf[id]]++;
    room.used[room.time] += ticks[id];
    room.executed[id]++;
  }

  private boolean chargeAddress(long w, int id) {
    int pointer = state.x[Packed.first(w)];
    if (id == Alu.HINT_STOREW || id == Alu.HINT_BUFFER) {
      return hint(id, pointer, id == Alu.HINT_BUFFER ? state.x[Packed.second(w)] : 1);
    }
    int space = id == Alu.REVEAL ? MemoryImage.PUBLIC_VALUES : MemoryImage.MEMORY;
    if (!fits(id) || !access(space, pointer + Packed.immediate(w), 1)) {
      return false;
    }
    charge(id);
    return true;
  }

  private boolean hint(int id, int pointer, int count) {
    if (count <= 0 || count > state.hints.remaining()) {
      return true;
    }
    int table = tableOf[id];
    int time = id == Alu.HINT_BUFFER ? ticks[id] + count : ticks[id];
    if (!room.reserve(table, count)
        || !room.reserve(room.time, time)
        || !access(MemoryImage.MEMORY, pointer, count)) {
      return false;
    }
    room.used[table] += count;
    room.used[room.time] += time;
    room.executed[id]++;
    room.hintWords += count;
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
    nodes.measure(from, to);
    if (!room.reserve(room.leaves, nodes.newLeaves())
        || !room.reserve(room.nodes, nodes.newInner())
        || !room.reserve(room.compressions, 2L * (nodes.newLeaves() + nodes.newInner()))
        || !room.reserve(room.pages, nodes.newPages())) {
      return false;
    }
    use();
    nodes.touch(from, to);
    return true;
  }

  /** Uses what {@link TouchedNodes#measure} found. */
  private void use() {
    room.used[room.leaves] += nodes.newLeaves();
    room.used[room.nodes] += nodes.newInner();
    room.used[room.compressions] += 2 * (nodes.newLeaves() + nodes.newInner());
    room.used[room.pages] += nodes.newPages();
  }
}
