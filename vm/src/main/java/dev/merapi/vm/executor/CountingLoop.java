package dev.merapi.vm.executor;

import static dev.merapi.vm.executor.Alu.*;

/**
 * The {@link FastLoop} that also counts: it executes as long as nobody has to be asked, and leaves
 * the rest to {@link MeterLoop}. That is every instruction without an allowance left, every access
 * to a leaf that was not yet touched in the segment, or not yet written, and what the fast loop
 * leaves to its twin.
 *
 * <p>A leaf written in the segment is on a page that this execution has to itself.
 */
final class CountingLoop {
  private static final int LOG_PAGE_WORDS = GuestState.PAGE_SHIFT - 2;
  private static final int PAGE_MASK = GuestState.PAGE_WORDS - 1;

  /** Where the allowances begin, behind the registers. */
  private static final int LEFT = GuestState.REGISTERS;

  private final GuestState state;
  private final PlainLoop plain;
  private final OpCounts counts;
  private final TouchedNodes nodes;
  private final int reach;

  CountingLoop(GuestState state, PlainLoop plain, OpCounts counts, TouchedNodes nodes) {
    this.state = state;
    this.plain = plain;
    this.counts = counts;
    this.nodes = nodes;
    this.reach = FastLoop.reach(plain.code());
  }

  /** Budgets must be larger for anything to be executed. */
  int reach() {
    return reach;
  }

  /**
   * Executes at most so many instructions, all of them charged.
   *
   * @return the number executed, which may be 0
   */
  int run(int budget) {
    return budget > reach ? budget - fast(budget) : 0;
  }

  private int fast(int budget) {
    int[] r = new int[LEFT + OpCounts.OPS];
    System.arraycopy(state.x, 0, r, 0, GuestState.REGISTERS);
    System.arraycopy(counts.left, 0, r, LEFT, OpCounts.OPS);
    int[][] pages = state.pages;
    long[][] touched = nodes.touchedPieces();
    long[][] written = nodes.writtenPieces();
    long[] words = plain.code();
    int pcBase = state.program.pcBase();
    int at = plain.index();
    int most = reach;
    long edge = (long) budget + at; // the row at which the budget would end without jumps
    loop:
    while (true) {
      long w = words[at];
      int allowed = r[LEFT + Packed.id(w)];
      if (allowed == 0) {
        break;
      }
      r[LEFT + Packed.id(w)] = allowed - 1;
      switch (Packed.id(w)) {
        case ADD -> {
          r[Packed.destination(w)] = r[Packed.first(w)] + r[Packed.second(w)];
          at++;
          continue;
        }
        case SUB -> {
          r[Packed.destination(w)] = r[Packed.first(w)] - r[Packed.second(w)];
          at++;
          continue;
        }
        case XOR -> {
          r[Packed.destination(w)] = r[Packed.first(w)] ^ r[Packed.second(w)];
          at++;
          continue;
        }
        case OR -> {
          r[Packed.destination(w)] = r[Packed.first(w)] | r[Packed.second(w)];
          at++;
          continue;
        }
        case AND -> {
          r[Packed.destination(w)] = r[Packed.first(w)] & r[Packed.second(w)];
          at++;
          continue;
        }
        case SLT -> {
          r[Packed.destination(w)] = Alu.less(r[Packed.first(w)], r[Packed.second(w)]);
          at++;
          continue;
        }
        case SLTU -> {
          r[Packed.destination(w)] = Alu.lessUnsigned(r[Packed.first(w)], r[Packed.second(w)]);
          at++;
          continue;
        }
        case SLL -> {
          r[Packed.destination(w)] = r[Packed.first(w)] << r[Packed.second(w)];
          at++;
          continue;
        }
        case SRL -> {
          r[Packed.destination(w)] = r[Packed.first(w)] >>> r[Packed.second(w)];
          at++;
          continue;
        }
        case SRA -> {
          r[Packed.destination(w)] = r[Packed.first(w)] >> r[Packed.second(w)];
          at++;
          continue;
        }
        case MUL -> {
          r[Packed.destination(w)] = r[Packed.first(w)] * r[Packed.second(w)];
          at++;
          continue;
        }
        case MULH -> {
          r[Packed.destination(w)] = Alu.mulh(r[Packed.first(w)], r[Packed.second(w)]);
          at++;
          continue;
        }
        case MULHSU -> {
          r[Packed.destination(w)] = Alu.mulhsu(r[Packed.first(w)], r[Packed.second(w)]);
          at++;
          continue;
        }
        case MULHU -> {
          r[Packed.destination(w)] = Alu.mulhu(r[Packed.first(w)], r[Packed.second(w)]);
          at++;
          continue;
        }
        case DIV -> {
          r[Packed.destination(w)] = Alu.div(r[Packed.first(w)], r[Packed.second(w)]);
          at++;
          continue;
        }
        case DIVU -> {
          r[Packed.destination(w)] = Alu.divu(r[Packed.first(w)], r[Packed.second(w)]);
          at++;
          continue;
        }
        case REM -> {
          r[Packed.destination(w)] = Alu.rem(r[Packed.first(w)], r[Packed.second(w)]);
          at++;
          continue;
        }
        case REMU -> {
          r[Packed.destination(w)] = Alu.remu(r[Packed.first(w)], r[Packed.second(w)]);
          at++;
          continue;
        }
        case ADDI -> {
          r[Packed.destination(w)] = r[Packed.first(w)] + Packed.immediate(w);
          at++;
          continue;
        }
        case XORI -> {
          r[Packed.destination(w)] = r[Packed.first(w)] ^ Packed.immediate(w);
          at++;
          continue;
        }
        case ORI -> {
          r[Packed.destination(w)] = r[Packed.first(w)] | Packed.immediate(w);
          at++;
          continue;
        }
        case ANDI -> {
          r[Packed.destination(w)] = r[Packed.first(w)] & Packed.immediate(w);
          at++;
          continue;
        }
        case SLTI -> {
          r[Packed.destination(w)] = Alu.less(r[Packed.first(w)], Packed.immediate(w));
          at++;
          continue;
        }
        case SLTIU -> {
          r[Packed.destination(w)] = Alu.lessUnsigned(r[Packed.first(w)], Packed.immediate(w));
          at++;
          continue;
        }
        case SLLI -> {
          r[Packed.destination(w)] = r[Packed.first(w)] << Packed.immediate(w);
          at++;
          continue;
        }
        case SRLI -> {
          r[Packed.destination(w)] = r[Packed.first(w)] >>> Packed.immediate(w);
          at++;
          continue;
        }
        case SRAI -> {
          r[Packed.destination(w)] = r[Packed.first(w)] >> Packed.immediate(w);
          at++;
          continue;
        }
        case LUI, AUIPC -> {
          r[Packed.destination(w)] = Packed.immediate(w);
          at++;
          continue;
        }
        case BEQ -> {
          if (r[Packed.first(w)] != r[Packed.second(w)]) {
            at++;
            continue;
          }
        }
        case BNE -> {
          if (r[Packed.first(w)] == r[Packed.second(w)]) {
            at++;
            continue;
          }
        }
        case BLT -> {
          if (r[Packed.first(w)] >= r[Packed.second(w)]) {
            at++;
            continue;
          }
        }
        case BGE -> {
          if (r[Packed.first(w)] < r[Packed.second(w)]) {
            at++;
            continue;
          }
        }
        case BLTU -> {
          if (Alu.lessUnsigned(r[Packed.first(w)], r[Packed.second(w)]) == 0) {
            at++;
            continue;
          }
        }
        case BGEU -> {
          if (Alu.lessUnsigned(r[Packed.first(w)], r[Packed.second(w)]) != 0) {
            at++;
            continue;
          }
        }
        case JAL -> r[Packed.destination(w)] = pcBase + 4 * at + 4;
        case JALR -> {
          int target =
              Integer.rotateRight((r[Packed.first(w)] + Packed.immediate(w) & ~1) - pcBase, 2);
          if (target >= words.length - 1 || target < 0) {
            r[LEFT + Packed.id(w)] = allowed;
            break loop;
          }
          r[Packed.destination(w)] = pcBase + 4 * at + 4;
          edge += target - at - 1;
          at = target;
          if (edge - at > most) {
            continue;
          }
          break loop;
        }
        case LW -> {
          int address = r[Packed.first(w)] + Packed.immediate(w);
          int word = Packed.word(address);
          if (word >>> LOG_PAGE_WORDS >= pages.length || !TouchedNodes.inMemory(touched, address)) {
            r[LEFT + Packed.id(w)] = allowed;
            break loop;
          }
          int value = pages[word >>> LOG_PAGE_WORDS][word & PAGE_MASK];
          r[Packed.destination(w)] = value;
          at++;
          continue;
        }
        case LB -> {
          int address = r[Packed.first(w)] + Packed.immediate(w);
          int word = address >>> 2;
          if (word >>> LOG_PAGE_WORDS >= pages.length || !TouchedNodes.inMemory(touched, address)) {
            r[LEFT + Packed.id(w)] = allowed;
            break loop;
          }
          int value = pages[word >>> LOG_PAGE_WORDS][word & PAGE_MASK];
          r[Packed.destination(w)] = Alu.loadByte(value, address);
          at++;
          continue;
        }
        case LBU -> {
          int address = r[Packed.first(w)] + Packed.immediate(w);
          int word = address >>> 2;
          if (word >>> LOG_PAGE_WORDS >= pages.length || !TouchedNodes.inMemory(touched, address)) {
            r[LEFT + Packed.id(w)] = allowed;
            break loop;
          }
          int value = pages[word >>> LOG_PAGE_WORDS][word & PAGE_MASK];
          r[Packed.destination(w)] = Alu.loadByteUnsigned(value, address);
          at++;
          continue;
        }
        case LH -> {
          int address = r[Packed.first(w)] + Packed.immediate(w);
          int word = Packed.halfWord(address);
          if (word >>> LOG_PAGE_WORDS >= pages.length || !TouchedNodes.inMemory(touched, address)) {
            r[LEFT + Packed.id(w)] = allowed;
            break loop;
          }
          int value = pages[word >>> LOG_PAGE_WORDS][word & PAGE_MASK];
          r[Packed.destination(w)] = Alu.loadHalf(value, address);
          at++;
          continue;
        }
        case LHU -> {
          int address = r[Packed.first(w)] + Packed.immediate(w);
          int word = Packed.halfWord(address);
          if (word >>> LOG_PAGE_WORDS >= pages.length || !TouchedNodes.inMemory(touched, address)) {
            r[LEFT + Packed.id(w)] = allowed;
            break loop;
          }
          int value = pages[word >>> LOG_PAGE_WORDS][word & PAGE_MASK];
          r[Packed.destination(w)] = Alu.loadHalfUnsigned(value, address);
          at++;
          continue;
        }
        case SW -> {
          int address = r[Packed.first(w)] + Packed.immediate(w);
          int word = Packed.word(address);
          if (word >>> LOG_PAGE_WORDS >= pages.length || !TouchedNodes.inMemory(written, address)) {
            r[LEFT + Packed.id(w)] = allowed;
            break loop;
          }
          int[] page = pages[word >>> LOG_PAGE_WORDS];
          page[word & PAGE_MASK] = r[Packed.second(w)];
          at++;
          continue;
        }
        case SB -> {
          int address = r[Packed.first(w)] + Packed.immediate(w);
          int word = address >>> 2;
          if (word >>> LOG_PAGE_WORDS >= pages.length || !TouchedNodes.inMemory(written, address)) {
            r[LEFT + Packed.id(w)] = allowed;
            break loop;
          }
          int[] page = pages[word >>> LOG_PAGE_WORDS];
          page[word & PAGE_MASK] =
              Alu.storeByte(page[word & PAGE_MASK], address, r[Packed.second(w)]);
          at++;
          continue;
        }
        case SH -> {
          int address = r[Packed.first(w)] + Packed.immediate(w);
          int word = Packed.halfWord(address);
          if (word >>> LOG_PAGE_WORDS >= pages.length || !TouchedNodes.inMemory(written, address)) {
            r[LEFT + Packed.id(w)] = allowed;
            break loop;
          }
          int[] page = pages[word >>> LOG_PAGE_WORDS];
          page[word & PAGE_MASK] =
              Alu.storeHalf(page[word & PAGE_MASK], address, r[Packed.second(w)]);
          at++;
          continue;
        }
        default -> {
          r[LEFT + Packed.id(w)] = allowed;
          break loop;
        }
      }
      int target = Packed.immediate(w);
      if (target < 0) {
        r[LEFT + Packed.id(w)] = allowed;
        break;
      }
      edge += target - at - 1;
      at = target;
      if (edge - at <= most) {
        break;
      }
    }
    System.arraycopy(r, 0, state.x, 0, GuestState.REGISTERS);
    System.arraycopy(r, LEFT, counts.left, 0, OpCounts.OPS);
    plain.goOn(at);
    return (int) (edge - at);
  }
}
