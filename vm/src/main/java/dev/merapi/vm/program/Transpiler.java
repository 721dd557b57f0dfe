package dev.merapi.vm.program;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.vm.isa.Decoder;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.isa.ShiftImmediate;
import dev.merapi.vm.memory.MemoryImage;
import org.jspecify.annotations.Nullable;

/** Turns words of text into the decoded rows of a {@link Program}. */
public final class Transpiler {
  private static final int SPACE_BYTES = 1 << MemoryImage.LOG_SPACE_BYTES;

  private Transpiler() {}

  /**
   * Decodes {@code words}, the text from {@code pcBase} on. Words that are no instruction get no
   * operation; reaching one is the guest's fault, having one is not.
   *
   * @throws IllegalArgumentException if the text is empty, misaligned, outside memory, or does not
   *     hold {@code entryPc}
   */
  public static Program transpile(
      int pcBase, int[] words, int entryPc, MemoryImage initialMemory, SymbolTable symbols) {
    if (words.length == 0
        || (pcBase & 3) != 0
        || pcBase < 0
        || pcBase + 4L * words.length > SPACE_BYTES) {
      throw new IllegalArgumentException(
          "text of "
              + words.length
              + " words at 0x"
              + Integer.toHexString(pcBase)
              + " is not within memory");
    }
    if ((entryPc & 3) != 0 || entryPc < pcBase || entryPc >= pcBase + 4 * words.length) {
      throw new IllegalArgumentException(
          "entry point 0x" + Integer.toHexString(entryPc) + " is not in the text");
    }
    byte[] ops = new byte[words.length];
    int[] operands = new int[words.length * Program.OPERANDS];
    for (int i = 0; i < words.length; i++) {
      @Nullable Op op = Decoder.decode(words[i]);
      if (op != null) {
        ops[i] = (byte) op.id();
        row(op, words[i], pcBase + 4 * i, operands, i * Program.OPERANDS);
      }
    }
    return new Program(pcBase, entryPc, words.clone(), ops, operands, initialMemory, symbols);
  }

  private static void row(Op op, int word, int pc, int[] out, int at) {
    int rd = destination(word);
    int rs1 = Decoder.rs1(word);
    int rs2 = Decoder.rs2(word);
    int imm = Decoder.immI(word);
    switch (op.form()) {
      case REG -> set(out, at, rd, rs1, rs2, 0, 0, 0);
      case IMM -> immediate(op, rd, rs1, imm, out, at);
      case CONST_JUMP -> {
        int next = op == Op.JAL ? target(pc + (long) Decoder.immJ(word)) : target(pc + 4L);
        int value =
            switch (op) {
              case LUI -> Decoder.immU(word);
              case AUIPC -> pc + Decoder.immU(word);
              default -> pc + 4;
            };
        set(out, at, rd, 0, next, lo(value), hi(value), 0);
      }
      case JALR, LOAD -> {
        boolean jump = op == Op.JALR;
        set(out, at, rd, rs1, element(imm), 0, jump ? lo(pc + 4) : 0, jump ? hi(pc + 4) : 0);
      }
      case BRANCH -> set(out, at, rs1, rs2, target(pc + (long) Decoder.immB(word)), 0, 0, 0);
      case STORE -> {
        boolean reveal = op == Op.REVEAL;
        int offset = element(reveal ? imm : Decoder.immS(word));
        int base = reveal ? Decoder.rd(word) : rs1;
        set(out, at, reveal ? rs1 : rs2, base, offset, 0, 0, 0);
      }
      case HINT -> set(out, at, Decoder.rd(word), op == Op.HINT_BUFFER ? rs1 : 0, 0, 0, 0, 0);
      case TERMINATE -> set(out, at, imm, 0, 0, 0, 0, 0);
      case NONE -> {}
    }
  }

  private static void immediate(Op op, int rd, int rs1, int imm, int[] out, int at) {
    int amount = imm & 31;
    switch (op) {
      case ADDI -> set(out, at, rd, rs1, element(imm), 0, 0, 0);
      case SLLI, SRLI -> {
        boolean left = op == Op.SLLI;
        int multiplier = ShiftImmediate.multiplier(left, amount);
        set(out, at, rd, rs1, multiplier, ShiftImmediate.form(left, amount), 0, 0);
      }
      case SRAI -> set(out, at, rd, rs1, amount, 0, 0, 0);
      default -> set(out, at, rd, rs1, lo(imm), hi(imm), 0, 0);
    }
  }

  /** A signed integer as a field element. */
  private static int element(int value) {
    return value < 0 ? value + KoalaBear.P : value;
  }

  private static int destination(int word) {
    int rd = Decoder.rd(word);
    return rd == 0 ? Program.SCRATCH_REGISTER : rd;
  }

  private static int target(long pc) {
    return pc < 0 || pc >= SPACE_BYTES || (pc & 3) != 0 ? Program.NO_TARGET : (int) pc;
  }

  private static int lo(int value) {
    return value & 0xffff;
  }

  private static int hi(int value) {
    return value >>> 16;
  }

  private static void set(int[] out, int at, int a, int b, int c, int d, int e, int f) {
    out[at] = a;
    out[at + 1] = b;
    out[at + 2] = c;
    out[at + 3] = d;
    out[at + 4] = e;
    out[at + 5] = f;
  }
}
