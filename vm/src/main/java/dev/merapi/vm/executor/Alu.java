package dev.merapi.vm.executor;

/** The arithmetic that Java's operators do not give directly (RISC-V "M" and sub-word accesses). */
final class Alu {
  // Op ids as compile-time constants: case labels must be constant expressions. AluTest compares
  // them with the enum.
  static final int ADD = 1;
  static final int SUB = 2;
  static final int XOR = 3;
  static final int OR = 4;
  static final int AND = 5;
  static final int SLT = 6;
  static final int SLTU = 7;
  static final int SLL = 8;
  static final int SRL = 9;
  static final int SRA = 10;
  static final int MUL = 11;
  static final int MULH = 12;
  static final int MULHSU = 13;
  static final int MULHU = 14;
  static final int DIV = 15;
  static final int DIVU = 16;
  static final int REM = 17;
  static final int REMU = 18;
  static final int ADDI = 19;
  static final int XORI = 20;
  static final int ORI = 21;
  static final int ANDI = 22;
  static final int SLTI = 23;
  static final int SLTIU = 24;
  static final int SLLI = 25;
  static final int SRLI = 26;
  static final int SRAI = 27;
  static final int LUI = 28;
  static final int AUIPC = 29;
  static final int JAL = 30;
  static final int JALR = 31;
  static final int BEQ = 32;
  static final int BNE = 33;
  static final int BLT = 34;
  static final int BGE = 35;
  static final int BLTU = 36;
  static final int BGEU = 37;
  static final int LW = 38;
  static final int LB = 39;
  static final int LBU = 40;
  static final int LH = 41;
  static final int LHU = 42;
  static final int SW = 43;
  static final int SB = 44;
  static final int SH = 45;
  static final int REVEAL = 46;
  static final int HINT_STOREW = 47;
  static final int HINT_BUFFER = 48;
  static final int PHANTOM = 49;
  static final int TERMINATE = 50;

  private Alu() {}

  static int less(int a, int b) {
    return a < b ? 1 : 0;
  }

  static int lessUnsigned(int a, int b) {
    return a + Integer.MIN_VALUE < b + Integer.MIN_VALUE ? 1 : 0;
  }

  static int mulh(int a, int b) {
    return (int) (((long) a * b) >> 32);
  }

  static int mulhsu(int a, int b) {
    return (int) ((a * (b & 0xffffffffL)) >> 32);
  }

  static int mulhu(int a, int b) {
    return (int) (((a & 0xffffffffL) * (b & 0xffffffffL)) >>> 32);
  }

  /**
   * Quotient; division by zero gives -1, overflow the dividend (which Java's operator gives, too).
   */
  static int div(int a, int b) {
    return b == 0 ? -1 : a / b;
  }

  static int divu(int a, int b) {
    return b == 0 ? -1 : Integer.divideUnsigned(a, b);
  }

  static int rem(int a, int b) {
    return b == 0 ? a : a % b;
  }

  static int remu(int a, int b) {
    return b == 0 ? a : Integer.remainderUnsigned(a, b);
  }

  /** The byte at {@code address} of the aligned word that holds it, sign-extended. */
  static int loadByte(int word, int address) {
    return word << (24 - ((address & 3) << 3)) >> 24;
  }

  static int loadByteUnsigned(int word, int address) {
    return word >>> ((address & 3) << 3) & 0xff;
  }

  static int loadHalf(int word, int address) {
    return word << (16 - ((address & 2) << 3)) >> 16;
  }

  static int loadHalfUnsigned(int word, int address) {
    return word >>> ((address & 2) << 3) & 0xffff;
  }

  /** {@code word} with the byte at {@code address} replaced. */
  static int storeByte(int word, int address, int value) {
    int shift = (address & 3) << 3;
    return (word & ~(0xff << shift)) | (value & 0xff) << shift;
  }

  static int storeHalf(int word, int address, int value) {
    int shift = (address & 2) << 3;
    return (word & ~(0xffff << shift)) | (value & 0xffff) << shift;
  }

  /** The result of a register or immediate operation. */
  static int apply(int id, int a, int b) {
    return switch (id) {
      case ADD, ADDI -> a + b;
      case SUB -> a - b;
      case XOR, XORI -> a ^ b;
      case OR, ORI -> a | b;
      case AND, ANDI -> a & b;
      case SLT, SLTI -> less(a, b);
      case SLTU, SLTIU -> lessUnsigned(a, b);
      case SLL, SLLI -> a << b;
      case SRL, SRLI -> a >>> b;
      case SRA, SRAI -> a >> b;
      case MUL -> a * b;
      case MULH -> mulh(a, b);
      case MULHSU -> mulhsu(a, b);
      case MULHU -> mulhu(a, b);
      case DIV -> div(a, b);
      case DIVU -> divu(a, b);
      case REM -> rem(a, b);
      case REMU -> remu(a, b);
      default -> throw new IllegalArgumentException("operation " + id + " has no result");
    };
  }

  /** Whether a branch is taken. */
  static boolean branches(int id, int a, int b) {
    return switch (id) {
      case BEQ -> a == b;
      case BNE -> a != b;
      case BLT -> a < b;
      case BGE -> a >= b;
      case BLTU -> lessUnsigned(a, b) != 0;
      default -> lessUnsigned(a, b) == 0;
    };
  }

  /** Bytes that a load or store accesses. */
  static int accessSize(int id) {
    return switch (id) {
      case LW, SW -> 4;
      case LH, LHU, SH -> 2;
      default -> 1;
    };
  }

  /** What a load of the aligned {@code word} around {@code address} gives. */
  static int loaded(int id, int word, int address) {
    return switch (id) {
      case LB -> loadByte(word, address);
      case LBU -> loadByteUnsigned(word, address);
      case LH -> loadHalf(word, address);
      case LHU -> loadHalfUnsigned(word, address);
      default -> word;
    };
  }

  /** The aligned word around {@code address} after a store. */
  static int stored(int id, int before, int address, int value) {
    return switch (id) {
      case SB -> storeByte(before, address, value);
      case SH -> storeHalf(before, address, value);
      default -> value;
    };
  }
}
