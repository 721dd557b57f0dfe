package dev.merapi.sdk;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Small guests, assembled here, so that the tests of the SDK need no file. */
final class TestProgram {

  /** Where the text begins. */
  static final int TEXT = 0x00200800;

  private final List<Integer> words = new ArrayList<>();

  private TestProgram() {}

  /** Adds 1..n by a loop of three instructions and reveals the sum. */
  static byte[] sum(int n) {
    TestProgram program = new TestProgram();
    program.li(5, n);
    program.word(reg(0, 0, 6, 0, 0)); // add x6, x0, x0
    program.word(reg(0, 0, 6, 6, 5)); // loop: add x6, x6, x5
    program.word(imm(0, 5, 5, -1)); // addi x5, x5, -1
    program.word(branch(1, 5, 0, -8)); // bne x5, x0, loop
    return program.revealAndEnd(6, 0);
  }

  /** Reads the first input vector's length and first word; reveals the word. */
  static byte[] echo() {
    TestProgram program = new TestProgram();
    program.word(custom(3, 0, 0, 0)); // hintinput
    program.li(7, 0x00300000);
    program.word(custom(1, 7, 0, 0)); // hintstorew [x7] (the length)
    program.word(custom(1, 7, 0, 0)); // hintstorew [x7]
    program.word(imm3(2, 6, 7, 0, 0x03)); // lw x6, 0(x7)
    return program.revealAndEnd(6, 0);
  }

  /** Adds 1..n as {@link #sum} does, with n the first word of the first input vector. */
  static byte[] sumOfInput() {
    TestProgram program = new TestProgram();
    program.word(custom(3, 0, 0, 0)); // hintinput
    program.li(7, 0x00300000);
    program.word(custom(1, 7, 0, 0)); // hintstorew [x7] (the length)
    program.word(custom(1, 7, 0, 0)); // hintstorew [x7]
    program.word(imm3(2, 5, 7, 0, 0x03)); // lw x5, 0(x7)
    program.word(reg(0, 0, 6, 0, 0)); // add x6, x0, x0
    program.word(reg(0, 0, 6, 6, 5)); // loop: add x6, x6, x5
    program.word(imm(0, 5, 5, -1)); // addi x5, x5, -1
    program.word(branch(1, 5, 0, -8)); // bne x5, x0, loop
    return program.revealAndEnd(6, 0);
  }

  /** Reads words of the first input vector with one instruction. */
  static byte[] gulp(int words) {
    TestProgram program = new TestProgram();
    program.word(custom(3, 0, 0, 0)); // hintinput
    program.li(7, 0x00300000);
    program.li(5, words);
    program.word(custom(1, 7, 5, 1)); // hintbuffer [x7], x5 words
    return program.revealAndEnd(0, 0);
  }

  /** Where the function of {@link #spans} begins. */
  static final int SPANS_FUNCTION = TEXT + 4 * 13;

  /** Opens the span "a" and calls a function, which opens and closes "b". */
  static byte[] spans() {
    TestProgram program = new TestProgram();
    program.li(7, 0x00300000);
    program.li(5, 'a');
    program.word(store(7, 5, 0));
    program.li(5, 'b');
    program.word(store(7, 5, 4));
    program.word(imm(0, 6, 7, 4)); // addi x6, x7, 4
    program.word(imm3(1, 0, 7, 0x800, 0x73)); // csrrw x0, 0x800, x7: a begins
    program.word(6 << 21 | 1 << 7 | 0x6f); // jal x1, 12
    program.word(imm3(1, 0, 0, 0x801, 0x73)); // csrrw x0, 0x801, x0: a ends
    program.word(custom(0, 0, 0, 0)); // terminate
    program.word(reg(0, 0, 5, 5, 5)); // add x5, x5, x5
    program.word(imm3(1, 0, 6, 0x800, 0x73)); // csrrw x0, 0x800, x6: b begins
    program.word(reg(0, 4, 5, 5, 5)); // xor x5, x5, x5
    program.word(imm3(1, 0, 0, 0x801, 0x73)); // csrrw x0, 0x801, x0: b ends
    program.word(imm3(0, 0, 1, 0, 0x67)); // jalr x0, 0(x1)
    return program.elf();
  }

  private static int store(int rs1, int rs2, int offset) {
    return rs2 << 20 | rs1 << 15 | 2 << 12 | offset << 7 | 0x23; // sw rs2, offset(rs1)
  }

  /** Ends at once with an exit code. */
  static byte[] exit(int code) {
    return new TestProgram().revealAndEnd(0, code);
  }

  /** Jumps to itself. */
  static byte[] forever() {
    TestProgram program = new TestProgram();
    program.word(0x0000006f); // jal x0, 0
    return program.elf();
  }

  /** Reaches a word that is no instruction. */
  static byte[] unknown() {
    TestProgram program = new TestProgram();
    program.word(0xffffffff);
    return program.elf();
  }

  private byte[] revealAndEnd(int register, int exitCode) {
    word(imm(0, 8, 0, 0)); // addi x8, x0, 0
    word(custom(2, 8, register, 0)); // reveal
    word(custom(0, 0, 0, exitCode)); // terminate
    return elf();
  }

  private void li(int rd, int value) {
    word((value + 0x800 & 0xfffff000) | rd << 7 | 0x37);
    word(imm(0, rd, rd, (value << 20) >> 20));
  }

  private void word(int word) {
    words.add(word);
  }

  private static int reg(int funct7, int funct3, int rd, int rs1, int rs2) {
    return funct7 << 25 | rs2 << 20 | rs1 << 15 | funct3 << 12 | rd << 7 | 0x33;
  }

  private static int imm(int funct3, int rd, int rs1, int imm) {
    return imm3(funct3, rd, rs1, imm, 0x13);
  }

  private static int custom(int funct3, int rd, int rs1, int imm) {
    return imm3(funct3, rd, rs1, imm, 0x0b);
  }

  private static int imm3(int funct3, int rd, int rs1, int imm, int opcode) {
    return imm << 20 | rs1 << 15 | funct3 << 12 | rd << 7 | opcode;
  }

  private static int branch(int funct3, int rs1, int rs2, int offset) {
    return (offset >> 12 & 1) << 31
        | (offset >> 5 & 0x3f) << 25
        | rs2 << 20
        | rs1 << 15
        | funct3 << 12
        | (offset >> 1 & 0xf) << 8
        | (offset >> 11 & 1) << 7
        | 0x63;
  }

  private byte[] elf() {
    int size = 4 * words.size();
    ByteBuffer elf = ByteBuffer.allocate(84 + size).order(ByteOrder.LITTLE_ENDIAN);
    elf.putInt(0x464c457f).put((byte) 1).put((byte) 1).put((byte) 1).position(16);
    elf.putShort((short) 2).putShort((short) 243).putInt(1).putInt(TEXT).putInt(52).putInt(0);
    elf.putInt(0).putShort((short) 52).putShort((short) 32).putShort((short) 1);
    elf.putShort((short) 40).putShort((short) 0).putShort((short) 0);
    elf.putInt(1)
        .putInt(84)
        .putInt(TEXT)
        .putInt(TEXT)
        .putInt(size)
        .putInt(size)
        .putInt(5)
        .putInt(4);
    words.forEach(elf::putInt);
    return elf.array();
  }
}
