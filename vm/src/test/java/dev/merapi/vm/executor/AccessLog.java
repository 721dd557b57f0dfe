package dev.merapi.vm.executor;

import dev.merapi.vm.isa.Op;
import dev.merapi.vm.memory.MemoryImage;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.record.ChipRecord;
import dev.merapi.vm.record.RecordBuffer;
import java.util.ArrayList;
import java.util.List;

/** All accesses a segment's records stand for, as the chips will send them on the memory bus. */
final class AccessLog {
  /** One access: the cell, what it held since when, what it holds from {@code ts} on. */
  record Access(int space, int pointer, int before, int prevTs, int after, int ts) {}

  private final Program program;
  private final SegmentRecord record;
  private final List<Access> accesses = new ArrayList<>();

  private AccessLog(SegmentRecord record) {
    this.record = record;
    this.program = record.program();
  }

  static long cell(int space, int pointer) {
    return (long) space << 32 | pointer;
  }

  static List<Access> of(SegmentRecord record) {
    AccessLog log = new AccessLog(record);
    for (ChipRecord chip : ChipRecord.values()) {
      RecordBuffer buffer = record.buffer(chip);
      for (int i = 0; i < buffer.count(); i++) {
        log.add(chip, buffer, i);
      }
    }
    return log.accesses;
  }

  private void add(ChipRecord chip, RecordBuffer r, int i) {
    int row = r.get(i, 0);
    int ts = chip == ChipRecord.HINT_WORD ? 0 : r.get(i, 1);
    int id = chip == ChipRecord.HINT_WORD ? 0 : program.op(row);
    switch (chip.kind()) {
      case ALU_REG -> {
        read(program.b(row), r.get(i, 2), r.get(i, 3), ts);
        read(program.c(row), r.get(i, 4), r.get(i, 5), ts + 1);
        int result = Alu.apply(id, r.get(i, 2), r.get(i, 4));
        register(program.a(row), r.get(i, 6), r.get(i, 7), result, ts + 2);
      }
      case ALU_IMM, JALR -> {
        read(program.b(row), r.get(i, 2), r.get(i, 3), ts);
        int imm = program.immediate(row);
        int result =
            chip == ChipRecord.JALR ? program.pc(row + 1) : Alu.apply(id, r.get(i, 2), imm);
        register(program.a(row), r.get(i, 4), r.get(i, 5), result, ts + 1);
      }
      case CONST_JUMP -> {
        int value = program.d(row) | program.e(row) << 16;
        register(program.a(row), r.get(i, 2), r.get(i, 3), value, ts);
      }
      case BRANCH -> {
        read(program.a(row), r.get(i, 2), r.get(i, 3), ts);
        read(program.b(row), r.get(i, 4), r.get(i, 5), ts + 1);
      }
      case LOAD -> {
        read(program.b(row), r.get(i, 2), r.get(i, 3), ts);
        int address = r.get(i, 2) + (program.immediate(row));
        int word = r.get(i, 4);
        access(MemoryImage.MEMORY, address & ~3, word, r.get(i, 5), word, ts + 1);
        register(program.a(row), r.get(i, 6), r.get(i, 7), Alu.loaded(id, word, address), ts + 2);
      }
      case STORE -> {
        read(program.b(row), r.get(i, 2), r.get(i, 3), ts);
        read(program.a(row), r.get(i, 4), r.get(i, 5), ts + 1);
        int address = r.get(i, 2) + (program.immediate(row));
        int after = Alu.stored(id, r.get(i, 6), address, r.get(i, 4));
        int space = id == Op.REVEAL.id() ? MemoryImage.PUBLIC_VALUES : MemoryImage.MEMORY;
        access(space, address & ~3, r.get(i, 6), r.get(i, 7), after, ts + 2);
      }
      case HINT_HEAD -> {
        read(program.a(row), r.get(i, 2), r.get(i, 3), ts);
        if (id == Op.HINT_BUFFER.id()) {
          read(program.b(row), r.get(i, 4), r.get(i, 5), ts + 1);
        }
      }
      case HINT_WORD -> {
        RecordBuffer heads = record.buffer(ChipRecord.HINT_HEAD);
        int head = row;
        int k = i - heads.get(head, 6);
        int first = program.op(heads.get(head, 0)) == Op.HINT_BUFFER.id() ? 2 : 1;
        int pointer = heads.get(head, 2) + 4 * k;
        int at = heads.get(head, 1) + first + k;
        access(MemoryImage.MEMORY, pointer, r.get(i, 2), r.get(i, 3), r.get(i, 1), at);
      }
      default -> {}
    }
  }

  private void read(int register, int value, int prevTs, int ts) {
    register(register, value, prevTs, value, ts);
  }

  private void register(int register, int before, int prevTs, int after, int ts) {
    access(MemoryImage.REGISTERS, 4 * register, before, prevTs, after, ts);
  }

  private void access(int space, int pointer, int before, int prevTs, int after, int ts) {
    accesses.add(new Access(space, pointer, before, prevTs, after, ts));
  }
}
