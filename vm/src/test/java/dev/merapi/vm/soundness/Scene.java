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
    {0x7fffffff, 0x80000000}
  };
  private static final int[] IMMEDIATES = {0, 1, 7, -1, -2048, 2047};
  private static final int[] AMOUNTS = {0, 3, 8, 15, 16, 21, 31};

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
    asm.terminate(0);
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
    GuestInput twice = GuestInput.builder().bytes(input).bytes(input).build();
    record = Executor.record(program, twice, ExecutionLimits.standard());
    Parallel one = Parallel.sequential();
    traces = machine.traces(record, MemoryTree.of(program.initialMemory(), one), one);
  }

  private static void registers(Assembler asm) {
    for (int[] pair : OPERANDS) {
      asm.li(A, pair[0]).li(B, pair[1]);
      for (Op op : Op.values()) {
        if (op.form() == Op.Form.REG) {
          asm.reg(op, RD, A, B);
        } else if (op.form() == Op.Form.BRANCH) {
          asm.branch(op, A, B, 8).imm(Op.ADDI, RD, RD, 1);
        }
      }
    }
    asm.reg(Op.ADD, 0, A, B).reg(Op.SUB, A, 0, A);
  }

  private static void immediates(Assembler asm) {
    for (int a : new int[] {0, 5, -7, 0x12348678, 0x8000ffff}) {
      asm.li(A, a);
      for (Op op : new Op[] {Op.ADDI, Op.XORI, Op.ORI, Op.ANDI, Op.SLTI, Op.SLTIU}) {
        for (int imm : IMMEDIATES) {
          asm.imm(op, RD, A, imm);
        }
      }
      for (Op op : new Op[] {Op.SLLI, Op.SRLI, Op.SRAI}) {
        for (int amount : AMOUNTS) {
          asm.imm(op, RD, A, amount);
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
    // addresses that wrap around 2^32
    asm.li(A, -16).li(B, 0x12345678).reveal(B, A, 20).store(Op.SW, B, A, 24);
    asm.load(Op.LB, RD, A, 25).load(Op.LHU, RD, A, 26).load(Op.LW, A, A, 24);
  }

  private static void jumps(Assembler asm) {
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
    asm.phantom(0, 0, 0).hintStoreWord(A).li(COUNT, 4).hintBuffer(A, COUNT);
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
