package dev.merapi.vm.soundness;

import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.vm.executor.ExecutionLimits;
import dev.merapi.vm.executor.Executor;
import dev.merapi.vm.executor.GuestInput;
import dev.merapi.vm.executor.SegmentRecord;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.machine.Rv32Machine;
import dev.merapi.vm.machine.SegmentTraces;
import dev.merapi.vm.memory.MemoryImage;
import dev.merapi.vm.memory.MemoryTree;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.program.SymbolTable;
import dev.merapi.vm.program.Transpiler;
import dev.merapi.vm.testing.Assembler;
import dev.merapi.vm.verification.SegmentPublicValues;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An honest segment of the whole machine to attack: every operation, on the operands where its chip
 * takes another branch. The same every time.
 */
final class Scene {
  private static final int TEXT = 0x00200800;
  private static final int DATA = 0x00300000;
  private static final int A = 10;
  private static final int B = 11;
  private static final int RD = 12;
  private static final int COUNT = 13;
  private static final int[][] OPERANDS = {
    {0, 0},
    {5, 3},
    {-7, 2},
    {7, -2},
    {-7, -2},
    {100, 0},
    {Integer.MIN_VALUE, -1},
    {-1, -1},
    {0xffff, 1},
    {0x00020005, 0x00010007},
    {0x12345678, 0x00abcdef},
    {0x80000001, 35},
    {0x80010203, 44},
    {-256, 23},
    {0x7fffffff, 0x80000000},
    {0x00010005, 0x00020005},
    {0, -1},
    {-1, 1},
    {-65536, 131072}
  };
  private static final int[] IMMEDIATES = {0, 1, 7, -1, -2048, 2047};
  private static final int[] AMOUNTS = {0, 1, 3, 8, 15, 16, 21, 31};

  private final Rv32Machine machine = Rv32Machine.standard();
  private final SegmentRecord record;
  private final SegmentTraces traces;

  /** Executes the segment and fills its traces. */
  Scene() {
    Assembler asm = new Assembler();
    registers(asm);
    immediates(asm);
    memory(asm);
    jumps(asm);
    hints(asm);
    asm.terminate(0).terminate(SegmentPublicValues.SUSPENDED);
    MemoryImage.Builder memory = MemoryImage.builder();
    for (int i = 0; i < 8; i++) {
      memory.word(MemoryImage.MEMORY, DATA + 4 * i, 0x8182f3f4 + 0x07080901 * i);
    }
    MemoryImage image = memory.build();
    Program program = Transpiler.transpile(TEXT, asm.words(), TEXT, image, SymbolTable.empty());
    byte[] input = new byte[16];
    for (int i = 0; i < input.length; i++) {
      input[i] = (byte) (0x91 + 7 * i);
    }
    GuestInput.Builder inputs = GuestInput.builder().bytes(input).bytes(input).bytes(input);
    record = Executor.record(program, inputs.build(), ExecutionLimits.standard());
    Parallel one = Parallel.sequential();
    traces = machine.traces(record, MemoryTree.of(program.initialMemory(), one), one);
  }

  private static void registers(Assembler asm) {
    for (int register = 8; register < 24; register++) {
      asm.li(register, 0x01020304 * register);
    }
    asm.reg(Op.ADD, 22, 16, 0).reg(Op.ADD, 23, 17, 0);
    for (Op op : Op.values()) {
      if (op.form() == Op.Form.BRANCH) {
        asm.branch(op, A, 0, 8).imm(Op.ADDI, 0, 0, 0);
      }
    }
    for (int[] pair : OPERANDS) {
      asm.li(A, pair[0]).li(B, pair[1]);
      for (Op op : Op.values()) {
        if (op.form() == Op.Form.REG) {
          asm.reg(op, RD, A, B).reg(op, RD + 1, B, A);
        } else if (op.form() == Op.Form.BRANCH) {
          asm.branch(op, A, B, 8).imm(Op.ADDI, RD, RD, 1);
          asm.branch(op, B, A, 8).imm(Op.ADDI, B, B, 0);
        }
      }
    }
    // registers that nothing reads in between
    for (Op op : Op.values()) {
      if (op.form() == Op.Form.REG) {
        asm.reg(op, RD + 2, 16, 17).reg(op, RD + 3, 18, 19).reg(op, RD + 1, 22, 23);
      } else if (op.form() == Op.Form.BRANCH) {
        asm.branch(op, 16, 17, 4).branch(op, 18, 19, 4).branch(op, 22, 23, 4);
      } else if (op.form() == Op.Form.IMM) {
        asm.imm(op, RD + 2, 16, 3).imm(op, RD + 3, 18, 3);
      }
    }
    asm.reg(Op.ADD, 0, A, B).reg(Op.SUB, A, 0, A);
  }

  private static void immediates(Assembler asm) {
    for (int a : new int[] {0, 5, -7, 0x12348678, 0x8000ffff}) {
      asm.li(A, a).li(B, 2 * a);
      for (Op op : new Op[] {Op.ADDI, Op.XORI, Op.ORI, Op.ANDI, Op.SLTI, Op.SLTIU}) {
        asm.imm(op, RD, B, 9);
        for (int imm : IMMEDIATES) {
          asm.imm(op, RD + (imm & 1), A, imm);
        }
      }
      for (Op op : new Op[] {Op.SLLI, Op.SRLI, Op.SRAI}) {
        asm.imm(op, RD, B, 3);
        for (int amount : AMOUNTS) {
          asm.imm(op, RD + (amount & 1), A, amount);
        }
      }
    }
  }

  private static void memory(Assembler asm) {
    for (int offset : new int[] {0, -64}) {
      asm.li(A, DATA - offset);
      for (int value : new int[] {0x11223344, 0x8899aabb}) {
        asm.li(B, value);
        for (int at = 0; at < 4; at++) {
          asm.load(Op.LB, RD, A, offset + at).load(Op.LBU, RD, A, offset + at + 4);
          asm.store(Op.SB, B, A, offset + at);
        }
        for (int at = 0; at < 4; at += 2) {
          asm.load(Op.LH, RD, A, offset + at).load(Op.LHU, RD, A, offset + at + 8);
          asm.store(Op.SH, B, A, offset + at + 4);
        }
        asm.load(Op.LW, RD, A, offset).store(Op.SW, B, A, offset + 8).reveal(B, 0, 8);
      }
    }
    asm.li(20, DATA).li(21, DATA + 4).li(9, DATA);
    asm.load(Op.LB, RD, 9, 4).load(Op.LB, RD + 1, 20, 4).store(Op.SB, 17, 9, 8);
    asm.load(Op.LW, RD, 9, 4).load(Op.LW, RD + 1, 20, 4).store(Op.SW, 17, 9, 8);
    asm.load(Op.LW, RD, 20, 0).load(Op.LW, RD + 1, 21, 0).store(Op.SW, 16, 20, 8);
    asm.load(Op.LB, RD, 20, 0).load(Op.LB, RD + 1, 21, 0).store(Op.SB, 17, 21, 8);
    // cells of two spaces at the same pointer: those of registers 10 to 13
    for (Op[] ops : new Op[][] {{Op.LW, Op.SW}, {Op.LBU, Op.SB}, {Op.LH, Op.SH}}) {
      asm.li(B, 32).store(Op.SW, A, B, 8).store(Op.SW, RD, B, 16);
      asm.load(ops[0], RD, B, 8).store(ops[1], A, B, 16).load(ops[0], RD + 1, B, 12);
      asm.store(ops[1], RD, B, 20).load(ops[0], RD, B, 8).store(ops[1], A, B, 16);
    }
    for (int word = 0; word < 8; word++) {
      asm.load(Op.LW, RD, B, 4 * word).store(Op.SW, RD, B, 4 * word);
    }
    // addresses that wrap around 2^32
    asm.li(A, -16).li(B, 0x12345678).reveal(B, A, 20).store(Op.SW, B, A, 24);
    asm.load(Op.LB, RD, A, 25).load(Op.LHU, RD, A, 26).load(Op.LW, A, A, 24);
  }

  private static void jumps(Assembler asm) {
    int first = TEXT + 4 * asm.size();
    asm.li(20, first + 20).li(21, first + 24).jalr(RD, 20, 0).jalr(RD + 1, 21, 0);
    for (int imm : new int[] {0, 1, -4, -5, 8}) {
      int target = TEXT + 4 * (asm.size() + 4);
      asm.li(A, target - imm + (imm & 1)).jalr(RD, A, imm).word(0);
      asm.upper(Op.AUIPC, RD, imm << 12).upper(Op.LUI, RD, imm << 12).jal(RD, 8).word(0);
    }
  }

  private static void hints(Assembler asm) {
    asm.phantom(0, 0, 0).fence().li(A, DATA + 0x200);
    for (int count : new int[] {1, 2}) {
      asm.li(COUNT, count).hintStoreWord(A).hintBuffer(A, COUNT);
    }
    asm.phantom(0, 0, 0).li(B, DATA + 0x220).li(RD, 3);
    asm.hintStoreWord(A).hintStoreWord(B).hintBuffer(B, RD);
    asm.phantom(0, 0, 0).li(14, 1).li(15, 1);
    asm.hintStoreWord(9).hintStoreWord(20).hintBuffer(9, 14).hintBuffer(20, 15);
  }

  /** The machine. */
  Rv32Machine machine() {
    return machine;
  }

  /** What was executed. */
  SegmentRecord record() {
    return record;
  }

  /** Fresh copies of the traces. */
  List<ColumnMatrix> main() {
    List<ColumnMatrix> copies = new ArrayList<>();
    for (ColumnMatrix trace : traces.main()) {
      ColumnMatrix copy = ColumnMatrix.allocate(trace.height(), trace.width());
      for (int c = 0; c < trace.width(); c++) {
        for (int row = 0; row < trace.height(); row++) {
          copy.set(c, row, trace.get(c, row));
        }
      }
      copies.add(copy);
    }
    return copies;
  }

  /** The public values, canonical. */
  int[] publicValues() {
    return traces.publicValues().toArray();
  }

  /** Committed matrices, null where a table has none. */
  List<@Nullable ColumnMatrix> committed() {
    List<@Nullable ColumnMatrix> committed = new ArrayList<>();
    for (CompiledAir air : machine.compiled()) {
      committed.add(air.committedWidth() == 0 ? null : machine.committedProgram(record.program()));
    }
    return committed;
  }

  /** The tables, in the machine's order. */
  List<Subject> subjects() {
    List<Subject> subjects = new ArrayList<>();
    Surroundings surroundings = new Surroundings(record.program());
    for (int i = 0; i < machine.compiled().size(); i++) {
      subjects.add(
          new Subject(
              machine.compiled().get(i),
              traces.main().get(i),
              committed().get(i),
              publicValues(),
              traces.usedRows().get(i),
              surroundings));
    }
    return subjects;
  }
}
