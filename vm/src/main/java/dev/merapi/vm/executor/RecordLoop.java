package dev.merapi.vm.executor;

import dev.merapi.vm.executor.ExecutionLimitException.Limit;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.record.ChipRecord;
import dev.merapi.vm.record.RecordBuffer;
import java.util.EnumMap;
import java.util.Map;

/**
 * The interpreter that writes a record for every instruction, with the previous timestamp of each
 * cell it accesses.
 *
 * <p>The timestamp of every cell's last access is kept in arrays shaped like the memory itself;
 * they also tell which leaves were touched. Order of accesses and timestamps: {@link Op.Form}.
 */
final class RecordLoop {
  private static final Op[] OPS = new Op[64];

  static {
    for (Op op : Op.values()) {
      OPS[op.id()] = op;
    }
  }

  private final GuestState state;
  private final Program program;
  private final ExecutionLimits limits;
  private final Shadow shadow;
  private final int[] x;
  private final int[] xTs;
  private final Map<ChipRecord, RecordBuffer> buffers = new EnumMap<>(ChipRecord.class);
  private final RecordBuffer[] bufferOf = new RecordBuffer[64];
  private final RecordBuffer hintWords;
  private int index;
  private int ts = SegmentRecord.INITIAL_TS;
  private boolean terminated;

  RecordLoop(GuestState state, ExecutionLimits limits) {
    this.state = state;
    this.program = state.program;
    this.limits = limits;
    this.shadow = new Shadow(state);
    this.x = state.x;
    this.xTs = shadow.registers;
    this.index = (program.entryPc() - program.pcBase()) >> 2;
    for (ChipRecord chip : ChipRecord.values()) {
      buffers.put(chip, new RecordBuffer(chip.kind()));
    }
    for (Op op : Op.values()) {
      bufferOf[op.id()] = buffer(ChipRecord.of(op));
    }
    this.hintWords = buffer(ChipRecord.HINT_WORD);
  }

  private RecordBuffer buffer(ChipRecord chip) {
    RecordBuffer buffer = buffers.get(chip);
    if (buffer == null) {
      throw new IllegalStateException("no buffer for " + chip);
    }
    return buffer;
  }

  boolean terminated() {
    return terminated;
  }

  int index() {
    return index;
  }

  int ts() {
    return ts;
  }

  Map<ChipRecord, RecordBuffer> buffers() {
    return buffers;
  }

  TouchedLeaves touched() {
    return shadow.touched();
  }

  /**
   * Executes until TERMINATE or until {@code budget} instructions are done.
   *
   * @return the number executed
   * @throws ExecutionLimitException if the segment would exceed its timestamps
   */
  long run(long budget) {
    int last = limits.maxTimestamp();
    for (long n = 1; n <= budget; n++) {
      int at = index;
      int id = at < program.size() ? program.op(at) : 0;
      if (id == 0) {
        throw state.noInstruction(at);
      }
      step(at, id);
      if (ts >= last) {
        throw timestampLimit();
      }
      if (terminated) {
        return n;
      }
    }
    return budget;
  }

  private ExecutionLimitException timestampLimit() {
    return new ExecutionLimitException(
        Limit.TIMESTAMPS,
        limits.maxTimestamp(),
        "the execution needs more than one segment: after %d records it would pass timestamp %d"
            .formatted(records(), limits.maxTimestamp()));
  }

  private long records() {
    return buffers.values().stream().mapToLong(RecordBuffer::count).sum();
  }

  private void step(int at, int id) {
    switch (OPS[id].form()) {
      case REG -> register(at, id);
      case IMM -> immediate(at, id);
      case CONST_JUMP -> constJump(at, id);
      case JALR -> jalr(at, id);
      case BRANCH -> branch(at, id);
      case LOAD -> load(at, id);
      case STORE -> store(at, id);
      case HINT -> hint(at, id);
      case NONE -> {
        pair(bufferOf[id], at);
        state.phantom(at);
        index = at + 1;
        ts++;
      }
      case TERMINATE -> {
        pair(bufferOf[id], at);
        terminated = true;
      }
    }
  }

  private void register(int at, int id) {
    int a = program.b(at);
    int b = program.c(at);
    RecordBuffer buffer = bufferOf[id];
    int p = buffer.append();
    int[] d = buffer.data();
    int now = ts;
    int v1 = x[a];
    int v2 = x[b];
    d[p] = at;
    d[p + 1] = now;
    d[p + 2] = v1;
    d[p + 3] = xTs[a];
    xTs[a] = now;
    d[p + 4] = v2;
    d[p + 5] = xTs[b];
    xTs[b] = now + 1;
    write(d, p + 6, program.a(at), Alu.apply(id, v1, v2), now + 2);
    index = at + 1;
    ts = now + 3;
  }

  private void immediate(int at, int id) {
    RecordBuffer buffer = bufferOf[id];
    int p = buffer.append();
    int v1 = readFirst(buffer, p, at, program.b(at));
    int imm = program.c(at) | program.d(at) << 16;
    write(buffer.data(), p + 4, program.a(at), Alu.apply(id, v1, imm), ts + 1);
    index = at + 1;
    ts += 2;
  }

  private void constJump(int at, int id) {
    RecordBuffer buffer = bufferOf[id];
    int p = buffer.append();
    int[] d = buffer.data();
    d[p] = at;
    d[p + 1] = ts;
    write(d, p + 2, program.a(at), program.d(at) | program.e(at) << 16, ts);
    index = id == Alu.JAL ? state.taken(at) : at + 1;
    ts++;
  }

  private void jalr(int at, int id) {
    RecordBuffer buffer = bufferOf[id];
    int p = buffer.append();
    int v1 = readFirst(buffer, p, at, program.b(at));
    int target = v1 + (program.c(at) | program.d(at) << 16) & ~1;
    write(buffer.data(), p + 4, program.a(at), program.e(at) | program.f(at) << 16, ts + 1);
    index = state.jump(at, target);
    ts += 2;
  }

  private void branch(int at, int id) {
    int b = program.b(at);
    RecordBuffer buffer = bufferOf[id];
    int p = buffer.append();
    int v1 = readFirst(buffer, p, at, program.a(at));
    int v2 = x[b];
    readSecond(buffer.data(), p, b);
    index = Alu.branches(id, v1, v2) ? state.taken(at) : at + 1;
    ts += 2;
  }

  private void load(int at, int id) {
    RecordBuffer buffer = bufferOf[id];
    int p = buffer.append();
    int address = readFirst(buffer, p, at, program.b(at)) + (program.c(at) | program.d(at) << 16);
    state.checkAccess(at, address, Alu.accessSize(id));
    int word = state.load(address & ~3);
    int[] d = buffer.data();
    d[p + 4] = word;
    d[p + 5] = shadow.touch(address & ~3, ts + 1);
    write(d, p + 6, program.a(at), Alu.loaded(id, word, address), ts + 2);
    index = at + 1;
    ts += 3;
  }

  private void store(int at, int id) {
    int data = program.a(at);
    RecordBuffer buffer = bufferOf[id];
    int p = buffer.append();
    int address = readFirst(buffer, p, at, program.b(at)) + (program.c(at) | program.d(at) << 16);
    int value = x[data];
    int[] d = buffer.data();
    readSecond(d, p, data);
    if (id == Alu.REVEAL) {
      state.checkReveal(at, address);
      d[p + 6] = state.publicValues[address >>> 2];
      d[p + 7] = shadow.publicValues[address >>> 2];
      state.publicValues[address >>> 2] = value;
      shadow.publicValues[address >>> 2] = ts + 2;
    } else {
      state.checkAccess(at, address, Alu.accessSize(id));
      int before = state.load(address & ~3);
      d[p + 6] = before;
      d[p + 7] = shadow.touch(address & ~3, ts + 2);
      state.store(address & ~3, Alu.stored(id, before, address, value));
    }
    index = at + 1;
    ts += 3;
  }

  private void hint(int at, int id) {
    RecordBuffer heads = bufferOf[id];
    int head = heads.count();
    int p = heads.append();
    int pointer = readFirst(heads, p, at, program.a(at));
    int count = 1;
    int[] d = heads.data();
    d[p + 4] = 1;
    d[p + 5] = 0;
    ts++;
    if (id == Alu.HINT_BUFFER) {
      int register = program.b(at);
      count = x[register];
      d[p + 4] = count;
      d[p + 5] = xTs[register];
      xTs[register] = ts++;
    }
    state.checkHint(at, pointer, count);
    if (count > limits.maxTimestamp() - ts) {
      throw timestampLimit();
    }
    d[p + 6] = hintWords.count();
    d[p + 7] = count;
    for (int k = 0; k < count; k++) {
      int address = pointer + 4 * k;
      int value = state.hints.next();
      int q = hintWords.append();
      int[] w = hintWords.data();
      w[q] = head;
      w[q + 1] = value;
      w[q + 2] = state.load(address);
      w[q + 3] = shadow.touch(address, ts++);
      state.store(address, value);
    }
    index = at + 1;
  }

  private void pair(RecordBuffer buffer, int at) {
    int p = buffer.append();
    buffer.data()[p] = at;
    buffer.data()[p + 1] = ts;
  }

  /**
   * Writes the row, the timestamp and the first register read, at {@code ts}; returns its value.
   */
  private int readFirst(RecordBuffer buffer, int p, int at, int register) {
    int[] d = buffer.data();
    int value = x[register];
    d[p] = at;
    d[p + 1] = ts;
    d[p + 2] = value;
    d[p + 3] = xTs[register];
    xTs[register] = ts;
    return value;
  }

  /** Writes the second register read, at {@code ts + 1}. */
  private void readSecond(int[] d, int p, int register) {
    d[p + 4] = x[register];
    d[p + 5] = xTs[register];
    xTs[register] = ts + 1;
  }

  private void write(int[] d, int p, int register, int value, int now) {
    d[p] = x[register];
    d[p + 1] = xTs[register];
    x[register] = value;
    xTs[register] = now;
  }
}
