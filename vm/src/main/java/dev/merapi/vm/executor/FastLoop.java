package dev.merapi.vm.executor;

import static dev.merapi.vm.executor.Alu.*;

/**
 * The interpreter that leaves no records, in its fast form. What is rare it leaves to its twin, the
 * {@link PlainLoop}, one instruction at a time: faults, hints, phantoms, public values, the end,
 * the first store to a page, and the last instructions of a budget.
 *
 * <p>Its speed is HotSpot's register allocation. So the loop calls nothing, as a call would send
 * all locals to the stack; the registers are an array whose length the compiler sees, so that
 * indices of six bits need no check; instructions are counted at jumps only; and each arm decodes
 * what it needs and goes on by itself, else the compiler does for all arms what a few need.
 */
final class FastLoop {
  private static final int LOG_PAGE_WORDS = GuestState.PAGE_SHIFT - 2;
  private static final int PAGE_MASK = GuestState.PAGE_WORDS - 1;

  private final GuestState state;
  private final PlainLoop plain;
  private final long[] code;
  private final int reach;

  FastLoop(GuestState state) {
    this.state = state;
    this.plain = new PlainLoop(state);
    this.code = plain.code();
    this.reach = reach(code);
  }

  /** The most rows that can be executed one after the other without a jump being taken. */
  static int reach(long[] code) {
    int most = 0;
    int rows = 0;
    for (long w : code) {
      rows++;
      switch (Packed.id(w)) {
        case JAL, JALR, TERMINATE, 0 -> {
          most = Math.max(most, rows);
          rows = 0;
        }
        default -> {}
      }
    }
    return most;
  }

  /** Whether TERMINATE was executed; {@link #index()} is then its row. */
  boolean terminated() {
    return plain.terminated();
  }

  /** The row to execute next. */
  int index() {
    return plain.index();
  }

  /**
   * Executes until TERMINATE or until {@code budget} instructions are done.
   *
   * @return the number executed
   * @throws GuestFaultException if the guest does what the machine does not do
   */
  long run(long budget) {
    long left = budget;
    while (left > reach && !terminated()) {
      left = fast(left);
      left -= plain.run(1);
    }
    return budget - left + (left > 0 && !terminated() ? plain.run(left) : 0);
  }

  /**
   * Executes until what comes next is for the plain loop.
   *
   * @param budget more than {@link #reach}
   * @return what is left of it, at least 1
   */
  private long fast(long budget) {
    int[] x = new int[GuestState.REGISTERS];
    System.arraycopy(state.x, 0, x, 0, x.length);
    int[][] pages = state.pages;
    boolean[] owned = state.owned;
    long[] words = code;
    int pcBase = state.program.pcBase();
    int at = plain.index();
    int most = reach;
    long edge = budget + at; // the row at which the budget would end if there were no more jumps
    loop:
    while (true) {
      long w = words[at];
      switch (Packed.id(w)) {
        case ADD -> {
          x[Packed.destination(w)] = x[Packed.first(w)] + x[Packed.second(w)];
          at++;
          continue;
        }
        case SUB -> {
          x[Packed.destination(w)] = x[Packed.first(w)] - x[Packed.second(w)];
          at++;
          continue;
        }
        case XOR -> {
          x[Packed.destination(w)] = x[Packed.first(w)] ^ x[Packed.second(w)];
          at++;
          continue;
        }
        case OR -> {
          x[Packed.destination(w)] = x[Packed.first(w)] | x[Packed.second(w)];
          at++;
          continue;
        }
        case AND -> {
          x[Packed.destination(w)] = x[Packed.first(w)] & x[Packed.second(w)];
          at++;
          continue;
        }
        case SLT -> {
          x[Packed.destination(w)] = Alu.less(x[Packed.first(w)], x[Packed.second(w)]);
          at++;
          continue;
        }
        case SLTU -> {
          x[Packed.destination(w)] = Alu.lessUnsigned(x[Packed.first(w)], x[Packed.second(w)]);
          at++;
          continue;
        }
        case SLL -> {
          x[Packed.destination(w)] = x[Packed.first(w)] << x[Packed.second(w)];
          at++;
          continue;
        }
        case SRL -> {
          x[Packed.destination(w)] = x[Packed.first(w)] >>> x[Packed.second(w)];
          at++;
          continue;
        }
        case SRA -> {
          x[Packed.destination(w)] = x[Packed.first(w)] >> x[Packed.second(w)];
          at++;
          continue;
        }
        case MUL -> {
          x[Packed.destination(w)] = x[Packed.first(w)] * x[Packed.second(w)];
          at++;
          continue;
        }
        case MULH -> {
          x[Packed.destination(w)] = Alu.mulh(x[Packed.first(w)], x[Packed.second(w)]);
          at++;
          continue;
        }
        case MULHSU -> {
          x[Packed.destination(w)] = Alu.mulhsu(x[Packed.first(w)], x[Packed.second(w)]);
          at++;
          continue;
        }
        case MULHU -> {
          x[Packed.destination(w)] = Alu.mulhu(x[Packed.first(w)], x[Packed.second(w)]);
          at++;
          continue;
        }
        case DIV -> {
          x[Packed.destination(w)] = Alu.div(x[Packed.first(w)], x[Packed.second(w)]);
          at++;
          continue;
        }
        case DIVU -> {
          x[Packed.destination(w)] = Alu.divu(x[Packed.first(w)], x[Packed.second(w)]);
          at++;
          continue;
        }
        case REM -> {
          x[Packed.destination(w)] = Alu.rem(x[Packed.first(w)], x[Packed.second(w)]);
          at++;
          continue;
        }
        case REMU -> {
          x[Packed.destination(w)] = Alu.remu(x[Packed.first(w)], x[Packed.second(w)]);
          at++;
          continue;
        }
        case ADDI -> {
          x[Packed.destination(w)] = x[Packed.first(w)] + Packed.immediate(w);
          at++;
          continue;
        }
        case XORI -> {
          x[Packed.destination(w)] = x[Packed.first(w)] ^ Packed.immediate(w);
          at++;
          continue;
        }
        case ORI -> {
          x[Packed.destination(w)] = x[Packed.first(w)] | Packed.immediate(w);
          at++;
          continue;
        }
        case ANDI -> {
          x[Packed.destination(w)] = x[Packed.first(w)] & Packed.immediate(w);
          at++;
          continue;
        }
        case SLTI -> {
          x[Packed.destination(w)] = Alu.less(x[Packed.first(w)], Packed.immediate(w));
          at++;
          continue;
        }
        case SLTIU -> {
          x[Packed.destination(w)] = Alu.lessUnsigned(x[Packed.first(w)], Packed.immediate(w));
          at++;
          continue;
        }
        case SLLI -> {
          x[Packed.destination(w)] = x[Packed.first(w)] << Packed.immediate(w);
          at++;
          continue;
        }
        case SRLI -> {
          x[Packed.destination(w)] = x[Packed.first(w)] >>> Packed.immediate(w);
          at++;
          continue;
        }
        case SRAI -> {
          x[Packed.destination(w)] = x[Packed.first(w)] >> Packed.immediate(w);
          at++;
          continue;
        }
        case LUI, AUIPC -> {
          x[Packed.destination(w)] = Packed.immediate(w);
          at++;
          continue;
        }
        case BEQ -> {
          if (x[Packed.first(w)] != x[Packed.second(w)]) {
            at++;
            continue;
          }
        }
        case BNE -> {
          if (x[Packed.first(w)] == x[Packed.second(w)]) {
            at++;
            continue;
          }
        }
        case BLT -> {
          if (x[Packed.first(w)] >= x[Packed.second(w)]) {
            at++;
            continue;
          }
        }
        case BGE -> {
          if (x[Packed.first(w)] < x[Packed.second(w)]) {
            at++;
            continue;
          }
        }
        case BLTU -> {
          if (Alu.lessUnsigned(x[Packed.first(w)], x[Packed.second(w)]) == 0) {
            at++;
            continue;
          }
        }
        case BGEU -> {
          if (Alu.lessUnsigned(x[Packed.first(w)], x[Packed.second(w)]) != 0) {
            at++;
            continue;
          }
        }
        case JAL -> x[Packed.destination(w)] = pcBase + 4 * at + 4;
        case JALR -> {
          int target =
              Integer.rotateRight((x[Packed.first(w)] + Packed.immediate(w) & ~1) - pcBase, 2);
          if (target >= words.length - 1 || target < 0) {
            break loop;
          }
          x[Packed.destination(w)] = pcBase + 4 * at + 4;
          edge += target - at - 1;
          at = target;
          if (edge - at > most) {
            continue;
          }
          break loop;
        }
        case LW -> {
          int address = x[Packed.first(w)] + Packed.immediate(w);
          int word = Packed.word(address);
          if (word >>> LOG_PAGE_WORDS >= pages.length) {
            break loop;
          }
          int value = pages[word >>> LOG_PAGE_WORDS][word & PAGE_MASK];
          x[Packed.destination(w)] = value;
          at++;
          continue;
        }
        case LB -> {
          int address = x[Packed.first(w)] + Packed.immediate(w);
          int word = address >>> 2;
          if (word >>> LOG_PAGE_WORDS >= pages.length) {
            break loop;
          }
          int value = pages[word >>> LOG_PAGE_WORDS][word & PAGE_MASK];
          x[Packed.destination(w)] = Alu.loadByte(value, address);
          at++;
          continue;
        }
        case LBU -> {
          int address = x[Packed.first(w)] + Packed.immediate(w);
          int word = address >>> 2;
          if (word >>> LOG_PAGE_WORDS >= pages.length) {
            break loop;
          }
          int value = pages[word >>> LOG_PAGE_WORDS][word & PAGE_MASK];
          x[Packed.destination(w)] = Alu.loadByteUnsigned(value, address);
          at++;
          continue;
        }
        case LH -> {
          int address = x[Packed.first(w)] + Packed.immediate(w);
          int word = Packed.halfWord(address);
          if (word >>> LOG_PAGE_WORDS >= pages.length) {
            break loop;
          }
          int value = pages[word >>> LOG_PAGE_WORDS][word & PAGE_MASK];
          x[Packed.destination(w)] = Alu.loadHalf(value, address);
          at++;
          continue;
        }
        case LHU -> {
          int address = x[Packed.first(w)] + Packed.immediate(w);
          int word = Packed.halfWord(address);
          if (word >>> LOG_PAGE_WORDS >= pages.length) {
            break loop;
          }
          int value = pages[word >>> LOG_PAGE_WORDS][word & PAGE_MASK];
          x[Packed.destination(w)] = Alu.loadHalfUnsigned(value, address);
          at++;
          continue;
        }
        case SW -> {
          int address = x[Packed.first(w)] + Packed.immediate(w);
          int word = Packed.word(address);
          if (word >>> LOG_PAGE_WORDS >= pages.length || !owned[word >>> LOG_PAGE_WORDS]) {
            break loop;
          }
          int[] page = pages[word >>> LOG_PAGE_WORDS];
          page[word & PAGE_MASK] = x[Packed.second(w)];
          at++;
          continue;
        }
        case SB -> {
          int address = x[Packed.first(w)] + Packed.immediate(w);
          int word = address >>> 2;
          if (word >>> LOG_PAGE_WORDS >= pages.length || !owned[word >>> LOG_PAGE_WORDS]) {
            break loop;
          }
          int[] page = pages[word >>> LOG_PAGE_WORDS];
          page[word & PAGE_MASK] =
              Alu.storeByte(page[word & PAGE_MASK], address, x[Packed.second(w)]);
          at++;
          continue;
        }
        case SH -> {
          int address = x[Packed.first(w)] + Packed.immediate(w);
          int word = Packed.halfWord(address);
          if (word >>> LOG_PAGE_WORDS >= pages.length || !owned[word >>> LOG_PAGE_WORDS]) {
            break loop;
          }
          int[] page = pages[word >>> LOG_PAGE_WORDS];
          page[word & PAGE_MASK] =
              Alu.storeHalf(page[word & PAGE_MASK], address, x[Packed.second(w)]);
          at++;
          continue;
        }
        default -> {
          break loop;
        }
      }
      int target = Packed.immediate(w);
      if (target < 0) {
        break;
      }
      edge += target - at - 1;
      at = target;
      if (edge - at <= most) {
        break;
      }
    }
    System.arraycopy(x, 0, state.x, 0, x.length);
    plain.goOn(at);
    return edge - at;
  }
}
