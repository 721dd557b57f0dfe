package dev.merapi.vm.testing;

import dev.merapi.vm.isa.Op;
import java.util.Arrays;

/**
 * Encodes instruction words, straight from the tables of the RISC-V manual, into a growing program
 * text.
 */
public final class Assembler {
  private int[] words = new int[64];
  private int size;

  /** Number of words so far. */
  public int size() {
    return size;
  }

  /** The text so far. */
  public int[] words() {
    return Arrays.copyOf(words, size);
  }

  /** Appends a raw word. */
  public Assembler word(int word) {
    if (size == words.length) {
      words = Arrays.copyOf(words, 2 * size);
    }
    words[size++] = word;
    return this;
  }

  /** Replaces the word at {@code index}. */
  public void patch(int index, int word) {
    words[index] = word;
  }

  /** Register-register operation. */
  public Assembler reg(Op op, int rd, int rs1, int rs2) {
    return word(encodeReg(op, rd, rs1, rs2));
  }

  /** Register-immediate operation; shifts take the amount. */
  public Assembler imm(Op op, int rd, int rs1, int imm) {
    int bits =
        switch (op) {
          case SLLI, SRLI -> imm & 31;
          case SRAI -> imm & 31 | 0x400;
          default -> imm;
        };
    return word(iType(0x13, funct3(op), rd, rs1, bits));
  }

  /** Load of {@code rd} from {@code offset(rs1)}. */
  public Assembler load(Op op, int rd, int rs1, int offset) {
    return word(iType(0x03, funct3(op), rd, rs1, offset));
  }

  /** Store of {@code rs2} to {@code offset(rs1)}. */
  public Assembler store(Op op, int rs2, int rs1, int offset) {
    return word(
        (offset >> 5 & 0x7f) << 25
            | rs2 << 20
            | rs1 << 15
            | funct3(op) << 12
            | (offset & 31) << 7
            | 0x23);
  }

  /** Branch by a byte offset from this instruction. */
  public Assembler branch(Op op, int rs1, int rs2, int offset) {
    return word(encodeBranch(op, rs1, rs2, offset));
  }

  /** LUI or AUIPC with the upper 20 bits of {@code value}. */
  public Assembler upper(Op op, int rd, int value) {
    return word(value & 0xfffff000 | rd << 7 | (op == Op.LUI ? 0x37 : 0x17));
  }

  /** JAL by a byte offset. */
  public Assembler jal(int rd, int offset) {
    return word(
        (offset >> 20 & 1) << 31
            | (offset >> 1 & 0x3ff) << 21
            | (offset >> 11 & 1) << 20
            | (offset >> 12 & 0xff) << 12
            | rd << 7
            | 0x6f);
  }

  /** JALR. */
  public Assembler jalr(int rd, int rs1, int offset) {
    return word(iType(0x67, 0, rd, rs1, offset));
  }

  /** Loads a constant with LUI and ADDI (two words always). */
  public Assembler li(int rd, int value) {
    upper(Op.LUI, rd, value + 0x800);
    return imm(Op.ADDI, rd, rd, value << 20 >> 20);
  }

  /** TERMINATE. */
  public Assembler terminate(int exitCode) {
    return word(iType(0x0b, 0, 0, 0, exitCode));
  }

  /** HINT_STOREW to the word register {@code pointer} points at. */
  public Assembler hintStoreWord(int pointer) {
    return word(iType(0x0b, 1, pointer, 0, 0));
  }

  /** HINT_BUFFER of as many words as register {@code count} says. */
  public Assembler hintBuffer(int pointer, int count) {
    return word(iType(0x0b, 1, pointer, count, 1));
  }

  /** REVEAL of register {@code data} at {@code offset(base)}. */
  public Assembler reveal(int data, int base, int offset) {
    return word(iType(0x0b, 2, base, data, offset));
  }

  /** PHANTOM: 0 hintinput, 1 printstr(rd, rs1), 2 hintrandom(rd), 3 hintloadbykey(rd, rs1). */
  public Assembler phantom(int discriminant, int rd, int rs1) {
    return word(iType(0x0b, 3, rd, rs1, discriminant));
  }

  /** FENCE. */
  public Assembler fence() {
    return word(0x0ff0000f);
  }

  /** The word of a register-register operation. */
  public static int encodeReg(Op op, int rd, int rs1, int rs2) {
    int funct7 =
        switch (op) {
          case SUB, SRA -> 0x20;
          case MUL, MULH, MULHSU, MULHU, DIV, DIVU, REM, REMU -> 1;
          default -> 0;
        };
    return funct7 << 25 | rs2 << 20 | rs1 << 15 | funct3(op) << 12 | rd << 7 | 0x33;
  }

  /** The word of a branch. */
  public static int encodeBranch(Op op, int rs1, int rs2, int offset) {
    return (offset >> 12 & 1) << 31
        | (offset >> 5 & 0x3f) << 25
        | rs2 << 20
        | rs1 << 15
        | funct3(op) << 12
        | (offset >> 1 & 15) << 8
        | (offset >> 11 & 1) << 7
        | 0x63;
  }

  private static int iType(int opcode, int funct3, int rd, int rs1, int imm) {
    return imm << 20 | rs1 << 15 | funct3 << 12 | rd << 7 | opcode;
  }

  private static int funct3(Op op) {
    return switch (op) {
      case ADD, SUB, ADDI, MUL, BEQ, LB, SB -> 0;
      case SLL, SLLI, MULH, BNE, LH, SH -> 1;
      case SLT, SLTI, MULHSU, LW, SW -> 2;
      case SLTU, SLTIU, MULHU -> 3;
      case XOR, XORI, DIV, BLT, LBU -> 4;
      case SRL, SRA, SRLI, SRAI, DIVU, BGE, LHU -> 5;
      case OR, ORI, REM, BLTU -> 6;
      case AND, ANDI, REMU, BGEU -> 7;
      default -> throw new IllegalArgumentException("no funct3 for " + op);
    };
  }
}
