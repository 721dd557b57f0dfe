package dev.merapi.vm.executor;

import dev.merapi.vm.isa.Op;
import dev.merapi.vm.memory.MemoryImage;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Charges instructions, before they are executed, to the {@link SegmentRoom} of the segment they
 * shall be in: rows of each table fed by records, timestamps, touched leaves of the memory tree and
 * the nodes above them.
 *
 * <p>Records and timestamps are exact. The leaves of all registers count as written from the start.
 */
final class Meter {
  private static final int REGISTER_LEAVES = 5;
  private static final int JUMPS = 1;
  private static final int NEEDS_REGISTERS = 2;
  private static final int WRITES = 4;
  private static final int MOST_TICKS = 3;

  private final GuestState state;
  private final int maxRows;
  private final int[] ticks = new int[OpCounts.OPS];
  private final int[] traits = new int[OpCounts.OPS];
  private final SegmentRoom room;
  private final TouchedNodes nodes;

  /** Instructions that may be charged before timestamps are looked at again. */
  private int ahead;

  Meter(GuestState state, ExecutionLimits limits, List<MeteredTable> tables, SegmentBudget budget) {
    this.state = state;
    this.maxRows = limits.maxRows();
    this.room = new SegmentRoom(tables, limits, budget);
    this.nodes = new TouchedNodes(state.program.initialMemory().nonZeroLeaves());
    Arrays.fill(traits, JUMPS);
    for (Op op : Op.values()) {
      ticks[op.id()] = op.timestamps();
      traits[op.id()] =
          switch (op.form()) {
            case LOAD, HINT -> NEEDS_REGISTERS;
            case STORE -> NEEDS_REGISTERS | WRITES;
            case BRANCH, JALR, TERMINATE -> JUMPS;
            default -> op == Op.JAL ? JUMPS : 0;
          };
    }
  }

  /** A loop that executes what is allowed without asking, as the plain loop would. */
  CountingLoop counting(PlainLoop plain) {
    return new CountingLoop(state, plain, room.counts, nodes);
  }

  /**
   * Instructions that may be executed before timestamps have to be looked at again; they are looked
   * at now unless it is more than {@code wanted}.
   */
  int ahead(int wanted) {
    if (ahead <= wanted) {
      ahead = Math.max(ahead, room.timeLeft() / MOST_TICKS);
    }
    return ahead;
  }

  /** Takes note of instructions that were executed and counted, at most {@link #ahead}. */
  void counted(int instructions) {
    ahead -= instructions;
  }

  int maxRows() {
    return maxRows;
  }

  /** Begins a new segment; false if it may not even be as large as an empty one. */
  boolean begin() {
    ahead = 0;
    nodes.next();
    nodes.measure(0, REGISTER_LEAVES - 1, true);
    nodes.touch(0, REGISTER_LEAVES - 1, true);
    return room.begin(nodes, Checkpoint.written(state.pages));
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
    int id = Packed.id(code[at]);
    if (id == Alu.HINT_STOREW || id == Alu.HINT_BUFFER) {
      return hint(code[at], id) ? 1 : 0;
    }
    if (ahead == 0) {
      if (!room.reserve(room.time, ticks[id])) {
        return 0;
      }
      ahead = Math.max(1, room.left(room.time) / MOST_TICKS);
    }
    long end = Math.min(most, ahead);
    int n;
    if ((traits[id] & NEEDS_REGISTERS) != 0) {
      n = chargeAccess(code[at], id) ? chargeAhead(code, at, 1, end) : 0;
    } else {
      n = chargeAhead(code, at, 0, end);
    }
    ahead -= n;
    return n;
  }

  /** Charges instructions up to a jump, or to the next one that needs registers. */
  private int chargeAhead(long[] code, int at, int first, long end) {
    int[] left = room.counts.left;
    int n = first;
    while (n < end) {
      int id = Packed.id(code[at + n]);
      int trait = traits[id];
      if ((trait & NEEDS_REGISTERS) != 0 || left[id] == 0 && !room.allow(id)) {
        break;
      }
      left[id]--;
      n++;
      if ((trait & JUMPS) != 0) {
        break;
      }
    }
    return n;
  }

  private boolean chargeAccess(long w, int id) {
    int[] left = room.counts.left;
    boolean writes = (traits[id] & WRITES) != 0;
    int space = id == Alu.REVEAL ? MemoryImage.PUBLIC_VALUES : MemoryImage.MEMORY;
    if (left[id] == 0 && !room.allow(id)
        || !access(space, state.x[Packed.first(w)] + Packed.immediate(w), 1, writes)) {
      return false;
    }
    left[id]--;
    return true;
  }

  private boolean hint(long w, int id) {
    int count = id == Alu.HINT_BUFFER ? state.x[Packed.second(w)] : 1;
    if (count <= 0 || count > state.hints.remaining()) {
      return true;
    }
    int time = id == Alu.HINT_BUFFER ? ticks[id] + count : ticks[id];
    if (!room.reserve(room.hints, count)
        || !room.reserve(room.time, time)
        || !access(MemoryImage.MEMORY, state.x[Packed.first(w)], count, true)) {
      return false;
    }
    room.counts.hint(id, count);
    ahead = 0;
    return true;
  }

  private boolean access(int space, int pointer, int words, boolean write) {
    int last = pointer + 4 * (words - 1);
    if (((pointer | last) & GuestState.BAD_ADDRESS) != 0) {
      return true;
    }
    int from = MemoryImage.leafLabel(space, pointer);
    int to = MemoryImage.leafLabel(space, last);
    if (from == to && nodes.has(from, write)) {
      return true;
    }
    nodes.measure(from, to, write);
    if (!room.touch(nodes)) {
      return false;
    }
    nodes.touch(from, to, write);
    return true;
  }
}
