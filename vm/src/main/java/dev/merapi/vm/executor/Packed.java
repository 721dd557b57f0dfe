package dev.merapi.vm.executor;

import dev.merapi.vm.isa.Decoder;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.program.Program;

/**
 * A program as the interpreters read it: one long an instruction.
 *
 * <p>Bits 0–7 operation, 8–15 destination, 16–23 first source (base, pointer), 24–31 second source
 * (data, count), 32–63 the immediate; for branches and JAL the immediate is the row of the target,
 * or -1 if there is no such row. One extra entry without operation follows the last, met when
 * execution runs off the text.
 */
final class Packed {
  private final GuestState state;
  private final Program program;

  private Packed(GuestState state) {
    this.state = state;
    this.program = state.program;
  }

  /** The packed rows of the guest's program. */
  static long[] code(GuestState state) {
    Packed packed = new Packed(state);
    long[] code = new long[state.program.size() + 1];
    for (int i = 0; i < state.program.size(); i++) {
      code[i] = packed.pack(i);
    }
    return code;
  }

  /** The operation's id, 0 for none. */
  static int id(long word) {
    return (int) word & 63;
  }

  static int destination(long word) {
    return (int) (word >>> 8) & 63;
  }

  static int first(long word) {
    return (int) (word >>> 16) & 63;
  }

  static int second(long word) {
    return (int) (word >>> 24) & 63;
  }

  static int immediate(long word) {
    return (int) (word >> 32);
  }

  /** The number of the word at an address; misaligned, one beyond all words. */
  static int word(int address) {
    return Integer.rotateRight(address, 2);
  }

  /** The number of the word around a half word's address; misaligned, one beyond all words. */
  static int halfWord(int address) {
    return address << 31 | address >>> 2;
  }

  private long pack(int i) {
    int id = program.op(i);
    if (id == 0) {
      return 0;
    }
    Op op = Op.ofId(id);
    int word = program.word(i);
    int a = program.a(i);
    int b = program.b(i);
    return switch (op.form()) {
      case REG -> packed(id, a, b, program.c(i), 0);
      case IMM, JALR, LOAD -> packed(id, a, b, 0, program.immediate(i));
      case STORE -> packed(id, 0, b, a, program.immediate(i));
      case BRANCH -> packed(id, 0, a, b, state.row(program.pc(i) + (long) Decoder.immB(word)));
      case CONST_JUMP -> {
        boolean jal = op == Op.JAL;
        int target = jal ? state.row(program.pc(i) + (long) Decoder.immJ(word)) : 0;
        yield packed(id, a, 0, 0, jal ? target : program.d(i) | program.e(i) << 16);
      }
      case HINT -> packed(id, 0, a, b, 0);
      case NONE, TERMINATE -> packed(id, 0, 0, 0, 0);
    };
  }

  private static long packed(int id, int destination, int first, int second, int imm) {
    return id | destination << 8 | first << 16 | (long) second << 24 | (long) imm << 32;
  }
}
