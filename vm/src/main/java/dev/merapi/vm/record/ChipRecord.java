package dev.merapi.vm.record;

import dev.merapi.vm.isa.Op;

/** The record streams of an execution: one buffer for each chip and operand form. */
public enum ChipRecord {
  /** ADD SUB. */
  ADD_SUB(RecordKind.ALU_REG),
  /** ADDI. */
  ADD_IMM(RecordKind.ALU_IMM),
  /** XOR OR AND. */
  LOGIC_REG(RecordKind.ALU_REG),
  /** XORI ORI ANDI. */
  LOGIC_IMM(RecordKind.ALU_IMM),
  /** SLT SLTU. */
  LESS_REG(RecordKind.ALU_REG),
  /** SLTI SLTIU. */
  LESS_IMM(RecordKind.ALU_IMM),
  /** SLL SRL SRA. */
  SHIFT_REG(RecordKind.ALU_REG),
  /** SRAI. */
  SHIFT_ARITHMETIC_IMM(RecordKind.ALU_IMM),
  /** SLLI SRLI. */
  SHIFT_IMM(RecordKind.ALU_IMM),
  /** MUL. */
  MUL(RecordKind.ALU_REG),
  /** MULH MULHSU MULHU. */
  MUL_HIGH(RecordKind.ALU_REG),
  /** DIV DIVU REM REMU. */
  DIV_REM(RecordKind.ALU_REG),
  /** BEQ BNE. */
  BRANCH_EQUAL(RecordKind.BRANCH),
  /** BLT BGE BLTU BGEU. */
  BRANCH_LESS(RecordKind.BRANCH),
  /** LUI AUIPC JAL. */
  CONST_JUMP(RecordKind.CONST_JUMP),
  /** JALR. */
  JALR(RecordKind.JALR),
  /** LW. */
  LOAD_WORD(RecordKind.LOAD),
  /** SW REVEAL. */
  STORE_WORD(RecordKind.STORE),
  /** LB LBU LH LHU. */
  LOAD_SUB(RecordKind.LOAD),
  /** SB SH. */
  STORE_SUB(RecordKind.STORE),
  /** HINT_STOREW HINT_BUFFER, one record an instruction. */
  HINT_HEAD(RecordKind.HINT_HEAD),
  /** One record for each word written by a hint instruction. */
  HINT_WORD(RecordKind.HINT_WORD),
  /** PHANTOM. */
  PHANTOM(RecordKind.PHANTOM),
  /** TERMINATE. */
  TERMINATE(RecordKind.TERMINATE);

  private final RecordKind kind;

  ChipRecord(RecordKind kind) {
    this.kind = kind;
  }

  /** Layout of this stream's records. */
  public RecordKind kind() {
    return kind;
  }

  /**
   * The stream an operation's records go to ({@link #HINT_WORD} is filled beside {@link
   * #HINT_HEAD}).
   */
  public static ChipRecord of(Op op) {
    return switch (op) {
      case ADD, SUB -> ADD_SUB;
      case XOR, OR, AND -> LOGIC_REG;
      case SLT, SLTU -> LESS_REG;
      case SLL, SRL, SRA -> SHIFT_REG;
      case MUL -> MUL;
      case MULH, MULHSU, MULHU -> MUL_HIGH;
      case DIV, DIVU, REM, REMU -> DIV_REM;
      case ADDI -> ADD_IMM;
      case XORI, ORI, ANDI -> LOGIC_IMM;
      case SLTI, SLTIU -> LESS_IMM;
      case SLLI, SRLI -> SHIFT_IMM;
      case SRAI -> SHIFT_ARITHMETIC_IMM;
      case LUI, AUIPC, JAL -> CONST_JUMP;
      case JALR -> JALR;
      case BEQ, BNE -> BRANCH_EQUAL;
      case BLT, BGE, BLTU, BGEU -> BRANCH_LESS;
      case LW -> LOAD_WORD;
      case LB, LBU, LH, LHU -> LOAD_SUB;
      case SW, REVEAL -> STORE_WORD;
      case SB, SH -> STORE_SUB;
      case HINT_STOREW, HINT_BUFFER -> HINT_HEAD;
      case PHANTOM -> PHANTOM;
      case TERMINATE -> TERMINATE;
    };
  }
}
