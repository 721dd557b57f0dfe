package dev.merapi.vm.isa;

import org.jspecify.annotations.Nullable;

/**
 * Which operation an instruction word is, and its fields (RISC-V unprivileged ISA, chapters "RV32I"
 * and "M"; custom-0 as in the guest ABI). Exact: every bit that the encoding fixes is compared,
 * save the reserved fields of FENCE and the unused register fields of intrinsics.
 */
public final class Decoder {
  /** Phantom discriminant: take the next input vector. */
  public static final int PHANTOM_HINT_INPUT = 0;

  /** Phantom discriminant: print a string. */
  public static final int PHANTOM_PRINT_STR = 1;

  /** Phantom discriminant: fill the hint stream with random words. */
  public static final int PHANTOM_HINT_RANDOM = 2;

  /** Phantom discriminant: put the vectors found under a key before the remaining input. */
  public static final int PHANTOM_HINT_LOAD_BY_KEY = 3;

  /** Phantom discriminant of instructions without any effect: FENCE and CSR writes to x0. */
  public static final int PHANTOM_NOTHING = 4;

  /** What {@link #marker} says of other words. */
  public static final int NO_MARKER = 0;

  /** Marker: a span of a profile begins, its zero-terminated name is at [rs1]. */
  public static final int SPAN_BEGINS = 1;

  /** Marker: the innermost span ends. */
  public static final int SPAN_ENDS = 2;

  private static final int SPAN_BEGIN_CSR = 0x800;
  private static final int SPAN_END_CSR = 0x801;

  private static final int LOAD = 0x03;
  private static final int CUSTOM_0 = 0x0b;
  private static final int FENCE = 0x0f;
  private static final int OP_IMM = 0x13;
  private static final int AUIPC = 0x17;
  private static final int STORE = 0x23;
  private static final int OP = 0x33;
  private static final int LUI = 0x37;
  private static final int BRANCH = 0x63;
  private static final int JALR = 0x67;
  private static final int JAL = 0x6f;
  private static final int SYSTEM = 0x73;

  private static final Op[] BASE = {Op.ADD, Op.SLL, Op.SLT, Op.SLTU, Op.XOR, Op.SRL, Op.OR, Op.AND};
  private static final Op[] MULDIV = {
    Op.MUL, Op.MULH, Op.MULHSU, Op.MULHU, Op.DIV, Op.DIVU, Op.REM, Op.REMU
  };

  private Decoder() {}

  /** The operation of a word, or null if it is none of this machine. */
  public static @Nullable Op decode(int word) {
    int funct3 = word >>> 12 & 7;
    return switch (word & 0x7f) {
      case LUI -> Op.LUI;
      case AUIPC -> Op.AUIPC;
      case JAL -> Op.JAL;
      case JALR -> funct3 == 0 ? Op.JALR : null;
      case OP -> register(funct3, word >>> 25);
      case OP_IMM -> immediate(funct3, word >>> 25);
      case BRANCH -> branch(funct3);
      case LOAD -> load(funct3);
      case STORE -> store(funct3);
      case FENCE -> funct3 == 0 ? Op.PHANTOM : null;
      case SYSTEM -> funct3 == 1 && rd(word) == 0 ? Op.PHANTOM : null;
      case CUSTOM_0 -> intrinsic(funct3, immI(word));
      default -> null;
    };
  }

  /** What a PHANTOM word asks for: one of the {@code PHANTOM_} constants. */
  public static int phantom(int word) {
    return (word & 0x7f) == CUSTOM_0 ? immI(word) : PHANTOM_NOTHING;
  }

  /**
   * Which marker for profiles a PHANTOM word is. To the machine it has no effect: markers are CSR
   * writes to x0, to two CSRs of the range that is free for such use.
   */
  public static int marker(int word) {
    if ((word & 0x7f) != SYSTEM) {
      return NO_MARKER;
    }
    return switch (word >>> 20) {
      case SPAN_BEGIN_CSR -> SPAN_BEGINS;
      case SPAN_END_CSR -> SPAN_ENDS;
      default -> NO_MARKER;
    };
  }

  private static @Nullable Op register(int funct3, int funct7) {
    return switch (funct7) {
      case 0 -> BASE[funct3];
      case 1 -> MULDIV[funct3];
      case 0x20 -> funct3 == 0 ? Op.SUB : funct3 == 5 ? Op.SRA : null;
      default -> null;
    };
  }

  private static @Nullable Op immediate(int funct3, int funct7) {
    return switch (funct3) {
      case 0 -> Op.ADDI;
      case 1 -> funct7 == 0 ? Op.SLLI : null;
      case 2 -> Op.SLTI;
      case 3 -> Op.SLTIU;
      case 4 -> Op.XORI;
      case 5 -> funct7 == 0 ? Op.SRLI : funct7 == 0x20 ? Op.SRAI : null;
      case 6 -> Op.ORI;
      default -> Op.ANDI;
    };
  }

  private static @Nullable Op branch(int funct3) {
    return switch (funct3) {
      case 0 -> Op.BEQ;
      case 1 -> Op.BNE;
      case 4 -> Op.BLT;
      case 5 -> Op.BGE;
      case 6 -> Op.BLTU;
      case 7 -> Op.BGEU;
      default -> null;
    };
  }

  private static @Nullable Op load(int funct3) {
    return switch (funct3) {
      case 0 -> Op.LB;
      case 1 -> Op.LH;
      case 2 -> Op.LW;
      case 4 -> Op.LBU;
      case 5 -> Op.LHU;
      default -> null;
    };
  }

  private static @Nullable Op store(int funct3) {
    return switch (funct3) {
      case 0 -> Op.SB;
      case 1 -> Op.SH;
      case 2 -> Op.SW;
      default -> null;
    };
  }

  private static @Nullable Op intrinsic(int funct3, int imm) {
    return switch (funct3) {
      case 0 -> imm >= 0 && imm < 256 ? Op.TERMINATE : null;
      case 1 -> imm == 0 ? Op.HINT_STOREW : imm == 1 ? Op.HINT_BUFFER : null;
      case 2 -> Op.REVEAL;
      case 3 -> imm >= PHANTOM_HINT_INPUT && imm <= PHANTOM_HINT_LOAD_BY_KEY ? Op.PHANTOM : null;
      default -> null;
    };
  }

  /** Bits 11..7. */
  public static int rd(int word) {
    return word >>> 7 & 31;
  }

  /** Bits 19..15. */
  public static int rs1(int word) {
    return word >>> 15 & 31;
  }

  /** Bits 24..20. */
  public static int rs2(int word) {
    return word >>> 20 & 31;
  }

  /** Immediate of I-type, sign-extended. */
  public static int immI(int word) {
    return word >> 20;
  }

  /** Immediate of S-type, sign-extended. */
  public static int immS(int word) {
    return word >> 25 << 5 | (word >>> 7 & 31);
  }

  /** Immediate of B-type, sign-extended. */
  public static int immB(int word) {
    return word >> 31 << 12
        | (word >>> 7 & 1) << 11
        | (word >>> 25 & 63) << 5
        | (word >>> 8 & 15) << 1;
  }

  /** Immediate of U-type: the upper 20 bits in place. */
  public static int immU(int word) {
    return word & 0xfffff000;
  }

  /** Immediate of J-type, sign-extended. */
  public static int immJ(int word) {
    return word >> 31 << 20
        | (word & 0xff000)
        | (word >>> 20 & 1) << 11
        | (word >>> 21 & 0x3ff) << 1;
  }
}
