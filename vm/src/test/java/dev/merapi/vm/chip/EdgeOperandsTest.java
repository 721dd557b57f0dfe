package dev.merapi.vm.chip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.vm.executor.GuestInput;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.memory.MemoryImage;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.program.SymbolTable;
import dev.merapi.vm.program.Transpiler;
import dev.merapi.vm.testing.Assembler;
import dev.merapi.vm.testing.ChipBench;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/** Traces of every operation on all pairs of edge operands, and some random ones, hold. */
class EdgeOperandsTest {
  private static final int TEXT = 0x00200800;
  private static final int DATA = 0x00100000;
  private static final int A = 10;
  private static final int B = 11;
  private static final int RD = 12;
  private static final int[] EDGES = {
    0,
    1,
    2,
    3,
    7,
    8,
    31,
    32,
    33,
    0x7f,
    0x80,
    0xff,
    0x100,
    0x7fff,
    0x8000,
    0xffff,
    0x10000,
    0x00ffffff,
    0x01000000,
    0x7f000001,
    0x7fffffff,
    0x80000000,
    0x80000001,
    0xff000000,
    0xffff0000,
    0xffff7fff,
    0xffff8000,
    -256,
    -3,
    -2,
    -1
  };
  private static final int[] IMMEDIATES = {0, 1, 2, 255, 256, 2047, -1, -2, -256, -2047, -2048};

  private final long seed = ThreadLocalRandom.current().nextLong();
  private final Random random = new Random(seed);

  private void check(Assembler asm) {
    asm.terminate(0);
    MemoryImage.Builder memory = MemoryImage.builder();
    for (int i = 0; i < 16; i++) {
      memory.word(MemoryImage.MEMORY, DATA + 4 * i, i % 2 == 0 ? 0x7f80ff01 : random.nextInt());
    }
    Program program =
        Transpiler.transpile(TEXT, asm.words(), TEXT, memory.build(), SymbolTable.empty());
    List<String> problems =
        new ChipBench(Rv32Chips.all(), program, GuestInput.builder().build()).problems();
    assertThat(problems.stream().limit(10)).as("seed %d", seed).isEmpty();
  }

  private int[] operands() {
    int[] operands = Arrays.copyOf(EDGES, EDGES.length + 4);
    for (int i = EDGES.length; i < operands.length; i++) {
      operands[i] = random.nextInt();
    }
    return operands;
  }

  @Test
  void registersWithRegisters() {
    Assembler asm = new Assembler();
    for (int a : operands()) {
      asm.li(A, a);
      for (int b : operands()) {
        asm.li(B, b);
        for (Op op : Op.values()) {
          if (op.form() == Op.Form.REG) {
            asm.reg(op, RD, A, B);
          }
        }
      }
    }
    check(asm);
  }

  @Test
  void branches() {
    Assembler asm = new Assembler();
    for (int a : operands()) {
      asm.li(A, a);
      for (int b : operands()) {
        asm.li(B, b);
        for (Op op : Op.values()) {
          if (op.form() == Op.Form.BRANCH) {
            asm.branch(op, A, B, 8).imm(Op.ADDI, RD, RD, 1);
          }
        }
      }
    }
    check(asm);
  }

  @Test
  void registersWithImmediates() {
    Assembler asm = new Assembler();
    for (int a : operands()) {
      asm.li(A, a);
      for (Op op : new Op[] {Op.ADDI, Op.XORI, Op.ORI, Op.ANDI, Op.SLTI, Op.SLTIU}) {
        for (int imm : IMMEDIATES) {
          asm.imm(op, RD, A, imm);
        }
      }
      for (Op op : new Op[] {Op.SLLI, Op.SRLI, Op.SRAI}) {
        for (int amount = 0; amount < 32; amount++) {
          asm.imm(op, RD, A, amount);
        }
      }
    }
    check(asm);
  }

  @Test
  void memory() {
    Assembler asm = new Assembler();
    for (int offset : new int[] {-2048, -64, 0, 4, 2044}) {
      asm.li(A, DATA - offset);
      for (int value : operands()) {
        asm.li(B, value);
        for (int at = 0; at < 4; at++) {
          asm.store(Op.SB, B, A, offset + at);
          asm.load(Op.LB, RD, A, offset + at).load(Op.LBU, RD, A, offset + at);
        }
        for (int at = 0; at < 4; at += 2) {
          asm.store(Op.SH, B, A, offset + at);
          asm.load(Op.LH, RD, A, offset + at).load(Op.LHU, RD, A, offset + at);
        }
        asm.store(Op.SW, B, A, offset).load(Op.LW, RD, A, offset);
        asm.load(Op.LW, A, A, offset).li(A, DATA - offset);
      }
    }
    // addresses that wrap around 2^32, as the architecture has it
    asm.li(A, -16).li(B, 0x12345678);
    asm.store(Op.SW, B, A, 24).load(Op.LB, RD, A, 25).load(Op.LHU, RD, A, 26).reveal(B, A, 20);
    check(asm);
  }

  @Test
  void jumps() {
    Assembler asm = new Assembler();
    for (int imm : IMMEDIATES) {
      int target = TEXT + 4 * (asm.size() + 4);
      asm.li(A, target - imm + (imm & 1)).jalr(RD, A, imm).word(0);
      asm.upper(Op.AUIPC, RD, imm << 12).upper(Op.LUI, RD, imm << 12).jal(RD, 8).word(0);
    }
    check(asm);
  }
}
