package dev.merapi.vm.executor;

import static dev.merapi.vm.executor.Alu.*;

import dev.merapi.vm.executor.ExecutionLimitException.Limit;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.record.ChipRecord;
import dev.merapi.vm.record.RecordBuffer;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * The interpreter that writes a record for every instruction, with the previous timestamp of each
 * cell it accesses.
 *
 * <p>The timestamp of every cell's last access is kept in arrays shaped like the memory itself;
 * they also tell which leaves were touched. Order of accesses and timestamps: {@link Op.Form}.
 */
final class RecordLoop {
  private final GuestState state;
  private final Program program;
  private final ExecutionLimits limits;
  private final Shadow shadow;
  private final int[] x;
  private final int[] xTs;
  private final Map<ChipRecord, RecordBuffer> buffers = new EnumMap<>(ChipRecord.class);
  private final RecordBuffer[] bufferOf = new RecordBuffer[64];
  private final RecordBuffer addSub;
  private final RecordBuffer addImm;
  private final RecordBuffer hintWords;
  private final long[] code;
  private int index;
  private int ts = SegmentRecord.INITIAL_TS;
  private boolean terminated;

  RecordLoop(
      GuestState state, Checkpoint from, ExecutionLimits limits, ToIntFunction<ChipRecord> room) {
    this.state = state;
    this.program = state.program;
    this.limits = limits;
    this.code = Packed.code(state);
    this.shadow = new Shadow(state, from);
    this.x = state.x;
    this.xTs = shadow.registers;
    this.index = state.startIndex;
    for (ChipRecord chip : ChipRecord.values()) {
      buffers.put(chip, new RecordBuffer(chip.kind(), room.applyAsInt(chip)));
    }
    for (Op op : Op.values()) {
      bufferOf[op.id()] = buffer(ChipRecord.of(op));
    }
    this.addSub = buffer(ChipRecord.ADD_SUB);
    this.addImm = buffer(ChipRecord.ADD_IMM);
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

  Map<ChipRecord, RecordBuffer> buffers() {
    return buffers;
  }

  /** All that was left behind, once the segment is over. */
  SegmentRecord result(long instructions) {
    return new SegmentRecord(
        program,
        buffers,
        program.pc(state.startIndex),
        program.pc(index),
        ts,
        terminated,
        terminated ? program.a(index) : 0,
        instructions,
        shadow.touched(),
        state.publicValueBytes());
  }

  /**
   * Executes until TERMINATE or until {@code budget} instructions are done.
   *
   * @return the number executed
   * @throws ExecutionLimitException if the segment would exceed its timestamps
   */
  long run(long budget) {
    int last = limits.maxTimestamp();
    long left = budget;
    while (left > 0 && !terminated) {
      left--;
      step(code[index]);
      if (ts >= last) {
        throw timestampLimit();
      }
    }
    return budget - left;
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

  private void step(long w) {
    int at = index;
    int now = ts;
    int a = x[Packed.first(w)];
    int b = x[Packed.second(w)];
    int imm = Packed.immediate(w);
    int id = Packed.id(w);
    switch (id) {
      case ADD -> register(addSub, w, at, now, a, b, a + b);
      case SUB -> register(addSub, w, at, now, a, b, a - b);
      case XOR, OR, AND, SLT, SLTU, SLL, SRL, SRA ->
          register(bufferOf[id], w, at, now, a, b, Alu.apply(id, a, b));
      case MUL, MULH, MULHSU, MULHU, DIV, DIVU, REM, REMU ->
          register(bufferOf[id], w, at, now, a, b, Alu.apply(id, a, b));
      case ADDI -> immediate(addImm, w, at, now, a, a + imm);
      case XORI, ORI, ANDI, SLTI, SLTIU, SLLI, SRLI, SRAI ->
          immediate(bufferOf[id], w, at, now, a, Alu.apply(id, a, imm));
      case LUI, AUIPC -> constJump(bufferOf[id], w, at, now, imm, at + 1);
      case JAL ->
          constJump(bufferOf[id], w, at, now, program.pc(at + 1), imm < 0 ? state.taken(at) : imm);
      case JALR -> {
        immediate(bufferOf[id], w, at, now, a, program.pc(at + 1));
        index = state.jump(at, (a + imm) & ~1);
      }
      case BEQ, BNE, BLT, BGE, BLTU, BGEU -> {
        branch(bufferOf[id], w, at, now, a, b);
        if (Alu.branches(id, a, b)) {
          index = imm < 0 ? state.taken(at) : imm;
        }
      }
      case LW, LB, LBU, LH, LHU -> load(id, w, at, now, a, a + imm);
      case SW, SB, SH, REVEAL -> store(id, w, at, now, a, b);
      case HINT_STOREW, HINT_BUFFER -> hint(id, w, at);
      case PHANTOM -> {
        pair(bufferOf[id], at);
        state.phantom(at);
        next(at, now + 1);
      }
      case TERMINATE -> {
        pair(bufferOf[id], at);
        terminated = true;
      }
      default -> throw state.noInstruction(at);
    }
  }

  private void next(int at, int now) {
    index = at + 1;
    ts = now;
  }

  private void register(RecordBuffer buffer, long w, int at, int now, int a, int b, int result) {
    int p = buffer.append();
    int[] d = buffer.data();
    read(d, p, w, at, now, a);
    readSecond(d, p, w, now + 1, b);
    write(d, p + 6, w, result, now + 2);
    next(at, now + 3);
  }

  private void immediate(RecordBuffer buffer, long w, int at, int now, int a, int result) {
    int p = buffer.append();
    int[] d = buffer.data();
    read(d, p, w, at, now, a);
    write(d, p + 4, w, result, now + 1);
    next(at, now + 2);
  }

  private void constJump(RecordBuffer buffer, long w, int at, int now, int value, int target) {
    int p = buffer.append();
    int[] d = buffer.data();
    d[p] = at;
    d[p + 1] = now;
    write(d, p + 2, w, value, now);
    next(at, now + 1);
    index = target;
  }

  private void branch(RecordBuffer buffer, long w, int at, int now, int a, int b) {
    int p = buffer.append();
    int[] d = buffer.data();
    read(d, p, w, at, now, a);
    readSecond(d, p, w, now + 1, b);
    next(at, now + 2);
  }

  private void load(int id, long w, int at, int now, int a, int address) {
    state.checkAccess(at, address, Alu.accessSize(id));
    RecordBuffer buffer = bufferOf[id];
    int p = buffer.append();
    int[] d = buffer.data();
    read(d, p, w, at, now, a);
    int word = state.load(address & ~3);
    d[p + 4] = word;
    d[p + 5] = shadow.touch(address & ~3, now + 1);
    write(d, p + 6, w, Alu.loaded(id, word, address), now + 2);
    next(at, now + 3);
  }

  private void store(int id, long w, int at, int now, int a, int b) {
    int address = a + Packed.immediate(w);
    RecordBuffer buffer = bufferOf[id];
    int p = buffer.append();
    int[] d = buffer.data();
    read(d, p, w, at, now, a);
    readSecond(d, p, w, now + 1, b);
    if (id == REVEAL) {
      state.checkReveal(at, address);
      int word = address >>> 2;
      d[p + 6] = state.publicValues[word];
      d[p + 7] = shadow.publicValues[word];
      state.publicValues[word] = b;
      shadow.publicValues[word] = now + 2;
    } else {
      state.checkAccess(at, address, Alu.accessSize(id));
      int before = state.load(address & ~3);
      d[p + 6] = before;
      d[p + 7] = shadow.touch(address & ~3, now + 2);
      state.store(address & ~3, Alu.stored(id, before, address, b));
    }
    next(at, now + 3);
  }

  private void hint(int id, long w, int at) {
    RecordBuffer heads = bufferOf[id];
    int head = heads.count();
    int p = heads.append();
    int[] d = heads.data();
    int pointer = x[Packed.first(w)];
    boolean buffer = id == HINT_BUFFER;
    int count = buffer ? x[Packed.second(w)] : 1;
    read(d, p, w, at, ts++, pointer);
    d[p + 4] = count;
    d[p + 5] = 0;
    if (buffer) {
      readSecond(d, p, w, ts++, count);
    }
    state.checkHint(at, pointer, count);
    if (count > limits.maxTimestamp() - ts) {
      throw timestampLimit();
    }
    d[p + 6] = hintWords.count();
    d[p + 7] = count;
    for (int k = 0; k < count; k++) {
      hintWord(head, pointer + 4 * k, state.hints.next());
    }
    index = at + 1;
  }

  private void hintWord(int head, int address, int value) {
    int p = hintWords.append();
    int[] d = hintWords.data();
    d[p] = head;
    d[p + 1] = value;
    d[p + 2] = state.load(address);
    d[p + 3] = shadow.touch(address, ts++);
    state.store(address, value);
  }

  private void pair(RecordBuffer buffer, int at) {
    int p = buffer.append();
    buffer.data()[p] = at;
    buffer.data()[p + 1] = ts;
  }

  /** Writes the row, the timestamp and the first register read. */
  private void read(int[] d, int p, long w, int at, int now, int value) {
    int register = Packed.first(w);
    d[p] = at;
    d[p + 1] = now;
    d[p + 2] = value;
    d[p + 3] = xTs[register];
    xTs[register] = now;
  }

  /** Writes the second register read. */
  private void readSecond(int[] d, int p, long w, int now, int value) {
    int register = Packed.second(w);
    d[p + 4] = value;
    d[p + 5] = xTs[register];
    xTs[register] = now;
  }

  private void write(int[] d, int p, long w, int value, int now) {
    int register = Packed.destination(w);
    d[p] = x[register];
    d[p + 1] = xTs[register];
    x[register] = value;
    xTs[register] = now;
  }
}
