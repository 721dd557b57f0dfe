package dev.merapi.vm.isa;

import org.jspecify.annotations.Nullable;

/**
 * Operations of the machine: RV32IM and the guest ABI's intrinsics.
 *
 * <p>{@link #id()} is the number a program row carries; it is fixed for ever, and 0 means "no
 * instruction here". Operands {@code a..f} of a row follow the operation's {@link Form}.
 */
public enum Op {
  ADD(1, Form.REG),
  SUB(2, Form.REG),
  XOR(3, Form.REG),
  OR(4, Form.REG),
  AND(5, Form.REG),
  SLT(6, Form.REG),
  SLTU(7, Form.REG),
  SLL(8, Form.REG),
  SRL(9, Form.REG),
  SRA(10, Form.REG),
  MUL(11, Form.REG),
  MULH(12, Form.REG),
  MULHSU(13, Form.REG),
  MULHU(14, Form.REG),
  DIV(15, Form.REG),
  DIVU(16, Form.REG),
  REM(17, Form.REG),
  REMU(18, Form.REG),

  ADDI(19, Form.IMM),
  XORI(20, Form.IMM),
  ORI(21, Form.IMM),
  ANDI(22, Form.IMM),
  SLTI(23, Form.IMM),
  SLTIU(24, Form.IMM),
  SLLI(25, Form.IMM),
  SRLI(26, Form.IMM),
  SRAI(27, Form.IMM),

  LUI(28, Form.CONST_JUMP),
  AUIPC(29, Form.CONST_JUMP),
  JAL(30, Form.CONST_JUMP),
  JALR(31, Form.JALR),

  BEQ(32, Form.BRANCH),
  BNE(33, Form.BRANCH),
  BLT(34, Form.BRANCH),
  BGE(35, Form.BRANCH),
  BLTU(36, Form.BRANCH),
  BGEU(37, Form.BRANCH),

  LW(38, Form.LOAD),
  LB(39, Form.LOAD),
  LBU(40, Form.LOAD),
  LH(41, Form.LOAD),
  LHU(42, Form.LOAD),
  SW(43, Form.STORE),
  SB(44, Form.STORE),
  SH(45, Form.STORE),
  REVEAL(46, Form.STORE),

  HINT_STOREW(47, Form.HINT),
  HINT_BUFFER(48, Form.HINT),
  PHANTOM(49, Form.NONE),
  TERMINATE(50, Form.TERMINATE);

  /** Layout of a row's operands and the number of timestamps an execution takes. */
  public enum Form {
    /** a = rd, b = rs1, c = rs2; rs1 read at ts, rs2 at ts+1, rd written at ts+2. */
    REG(3),
    /**
     * a = rd, b = rs1, then the immediate; rs1 at ts, rd at ts+1. XORI ORI ANDI SLTI SLTIU: c, d =
     * its low and high limb; ADDI: c = the signed integer as a field element; SRAI: c = amount;
     * SLLI SRLI: c, d = multiplier and form of {@link ShiftImmediate}.
     */
    IMM(2),
    /** a = rd, c = next pc, d, e = limbs of the constant written; rd at ts. */
    CONST_JUMP(1),
    /**
     * a = rd, b = rs1, c = immediate as a field element, e, f = limbs of pc+4; rs1 at ts, rd at
     * ts+1.
     */
    JALR(2),
    /** a = rs1, b = rs2, c = pc if taken; rs1 at ts, rs2 at ts+1. */
    BRANCH(2),
    /**
     * a = rd, b = rs1, c = immediate as a field element; rs1 at ts, memory word at ts+1, rd at
     * ts+2.
     */
    LOAD(3),
    /**
     * a = data register, b = base register, c = immediate as a field element; base at ts, data at
     * ts+1, memory word at ts+2.
     */
    STORE(3),
    /**
     * a = pointer register, b = count register ({@code HINT_BUFFER} only). {@code HINT_STOREW}:
     * pointer at ts, word at ts+1. {@code HINT_BUFFER}: pointer at ts, count at ts+1, word k at
     * ts+2+k; the count is at least 1.
     */
    HINT(2),
    /** No operand, no access. */
    NONE(1),
    /** a = exit code; ends the execution at (pc, ts), taking no timestamp. */
    TERMINATE(0);

    private final int timestamps;

    Form(int timestamps) {
      this.timestamps = timestamps;
    }

    /** Timestamps taken by one execution ({@code HINT_BUFFER}: 2 plus the number of words). */
    public int timestamps() {
      return timestamps;
    }
  }

  private static final @Nullable Op[] BY_ID = new Op[64];

  static {
    for (Op op : values()) {
      BY_ID[op.id] = op;
    }
  }

  private final int id;
  private final Form form;

  Op(int id, Form form) {
    this.id = id;
    this.form = form;
  }

  /** The number in program rows, 1 to 63. */
  public int id() {
    return id;
  }

  /** Operand layout. */
  public Form form() {
    return form;
  }

  /** Timestamps one execution takes; {@code HINT_BUFFER} takes one more for each word. */
  public int timestamps() {
    return form.timestamps();
  }

  /**
   * The operation of a row's id.
   *
   * @throws IllegalArgumentException if no operation has that id
   */
  public static Op ofId(int id) {
    @Nullable Op op = id > 0 && id < BY_ID.length ? BY_ID[id] : null;
    if (op == null) {
      throw new IllegalArgumentException("no operation has id " + id);
    }
    return op;
  }
}
