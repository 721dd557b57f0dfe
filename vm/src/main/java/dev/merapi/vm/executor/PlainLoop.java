package dev.merapi.vm.executor;

import static dev.merapi.vm.executor.Alu.*;

import dev.merapi.vm.program.Program;

/**
 * The interpreter that leaves no records, in its plain form: one {@link Packed} long an
 * instruction, one switch. It stops after any number of instructions and knows all that can go
 * wrong; {@link FastLoop} leaves to it what is rare.
 *
 * <p>The loop is one method on purpose; it stays under the 8000 bytes of bytecode beyond which a
 * method is never compiled.
 */
final class PlainLoop {
  private static final int PAGE_SHIFT = GuestState.PAGE_SHIFT;
  private static final int PAGE_MASK = GuestState.PAGE_WORDS - 1;
  private static final int BAD = GuestState.BAD_WORD_ADDRESS;
  private static final int BAD_HALF = GuestState.BAD_ADDRESS | 1;
  private static final int BAD_BYTE = GuestState.BAD_ADDRESS;

  private final GuestState state;
  private final Program program;
  private final long[] code;
  private int index;
  private boolean terminated;

  PlainLoop(GuestState state) {
    this.state = state;
    this.program = state.program;
    this.index = state.startIndex;
    this.code = Packed.code(state);
  }

  /** Whether TERMINATE was executed; {@link #index()} is then its row. */
  boolean terminated() {
    return terminated;
  }

  /** The row to execute next. */
  int index() {
    return index;
  }

  /** Goes on from another row, to which the execution got without this loop. */
  void goOn(int row) {
    index = row;
  }

  /** The packed rows, with one more without operation. */
  long[] code() {
    return code;
  }

  /**
   * Executes until TERMINATE or until {@code budget} instructions are done.
   *
   * @return the number executed
   * @throws GuestFaultException if the guest does what the machine does not do
   */
  long run(long budget) {
    GuestState s = state;
    int[] x = s.x;
    int[][] pages = s.pages;
    long[] words = code;
    int at = index;
    long left = budget;
    while (left > 0) {
      long w = words[at];
      int rd = Packed.destination(w);
      int a = x[Packed.first(w)];
      int b = x[Packed.second(w)];
      int imm = Packed.immediate(w);
      left--;
      switch (Packed.id(w)) {
        case ADD -> x[rd] = a + b;
        case SUB -> x[rd] = a - b;
        case XOR -> x[rd] = a ^ b;
        case OR -> x[rd] = a | b;
        case AND -> x[rd] = a & b;
        case SLT -> x[rd] = Alu.less(a, b);
        case SLTU -> x[rd] = Alu.lessUnsigned(a, b);
        case SLL -> x[rd] = a << b;
        case SRL -> x[rd] = a >>> b;
        case SRA -> x[rd] = a >> b;
        case MUL -> x[rd] = a * b;
        case MULH -> x[rd] = Alu.mulh(a, b);
        case MULHSU -> x[rd] = Alu.mulhsu(a, b);
        case MULHU -> x[rd] = Alu.mulhu(a, b);
        case DIV -> x[rd] = Alu.div(a, b);
        case DIVU -> x[rd] = Alu.divu(a, b);
        case REM -> x[rd] = Alu.rem(a, b);
        case REMU -> x[rd] = Alu.remu(a, b);
        case ADDI -> x[rd] = a + imm;
        case XORI -> x[rd] = a ^ imm;
        case ORI -> x[rd] = a | imm;
        case ANDI -> x[rd] = a & imm;
        case SLTI -> x[rd] = Alu.less(a, imm);
        case SLTIU -> x[rd] = Alu.lessUnsigned(a, imm);
        case SLLI -> x[rd] = a << imm;
        case SRLI -> x[rd] = a >>> imm;
        case SRAI -> x[rd] = a >> imm;
        case LUI, AUIPC -> x[rd] = imm;
        case JAL -> {
          x[rd] = program.pc(at + 1);
          at = imm < 0 ? s.taken(at) : imm;
          continue;
        }
        case JALR -> {
          x[rd] = program.pc(at + 1);
          at = s.jump(at, a + imm & ~1);
          continue;
        }
        case BEQ -> {
          if (a == b) {
            at = imm < 0 ? s.taken(at) : imm;
            continue;
          }
        }
        case BNE -> {
          if (a != b) {
            at = imm < 0 ? s.taken(at) : imm;
            continue;
          }
        }
        case BLT -> {
          if (a < b) {
            at = imm < 0 ? s.taken(at) : imm;
            continue;
          }
        }
        case BGE -> {
          if (a >= b) {
            at = imm < 0 ? s.taken(at) : imm;
            continue;
          }
        }
        case BLTU -> {
          if (a + Integer.MIN_VALUE < b + Integer.MIN_VALUE) {
            at = imm < 0 ? s.taken(at) : imm;
            continue;
          }
        }
        case BGEU -> {
          if (a + Integer.MIN_VALUE >= b + Integer.MIN_VALUE) {
            at = imm < 0 ? s.taken(at) : imm;
            continue;
          }
        }
        case LW -> {
          int address = a + imm;
          if ((address & BAD) != 0) {
            throw s.accessFault(at, address, 4);
          }
          x[rd] = pages[address >>> PAGE_SHIFT][address >>> 2 & PAGE_MASK];
        }
        case LB -> x[rd] = Alu.loadByte(loadFor(at, a + imm, BAD_BYTE, 1), a + imm);
        case LBU -> x[rd] = Alu.loadByteUnsigned(loadFor(at, a + imm, BAD_BYTE, 1), a + imm);
        case LH -> x[rd] = Alu.loadHalf(loadFor(at, a + imm, BAD_HALF, 2), a + imm);
        case LHU -> x[rd] = Alu.loadHalfUnsigned(loadFor(at, a + imm, BAD_HALF, 2), a + imm);
        case SW -> {
          int address = a + imm;
          if ((address & BAD) != 0) {
            throw s.accessFault(at, address, 4);
          }
          s.store(address, b);
        }
        case SB -> {
          int address = a + imm;
          s.store(address & ~3, Alu.storeByte(loadFor(at, address, BAD_BYTE, 1), address, b));
        }
        case SH -> {
          int address = a + imm;
          s.store(address & ~3, Alu.storeHalf(loadFor(at, address, BAD_HALF, 2), address, b));
        }
        case REVEAL -> s.reveal(at, a + imm, b);
        case HINT_STOREW -> s.hint(at, a, 1);
        case HINT_BUFFER -> s.hint(at, a, b);
        case PHANTOM -> s.phantom(at);
        case TERMINATE -> {
          terminated = true;
          index = at;
          return budget - left;
        }
        default -> throw s.noInstruction(at);
      }
      at++;
    }
    index = at;
    return budget - left;
  }

  private int loadFor(int at, int address, int bad, int size) {
    if ((address & bad) != 0) {
      throw state.accessFault(at, address, size);
    }
    return state.load(address & ~3);
  }
}
