package dev.merapi.stark.air.trace;

/**
 * One step of a {@link BlockProgram}. An operand ≥ 0 is a register (before allocation: a value), an
 * operand s < 0 is slot ~s, a column of an input matrix. Extension operands are four consecutive
 * registers or slots.
 */
final class Instruction {
  /** What an instruction does; "wide" ones have an extension result. */
  enum Op {
    /** dst = constant, once for all blocks. */
    FILL,
    ADD,
    SUB,
    MUL,
    ADD_CONSTANT,
    SUBTRACT_FROM,
    SCALE,
    /** dst += src0 · src1. */
    ADD_PRODUCT,
    /** dst = initial + Σ src·factor. */
    DOT,
    /** dst = src0 · src1, both wide. */
    MUL_EXT,
    /** dst = src0 · src1 + src2 · src3, src1 and src3 base. */
    COMBINE,
    /** dst = 1 / src0, wide. */
    INVERT,
    /** Columns constant … constant + 3 of the output = src0, wide; no result. */
    STORE,
    /** The same, added to what the output holds. */
    STORE_SUM;

    boolean wide() {
      return ordinal() >= DOT.ordinal() && ordinal() < STORE.ordinal();
    }

    /** Number of consecutive operands source {@code s} stands for. */
    int width(int s) {
      return switch (this) {
        case MUL_EXT, INVERT, STORE, STORE_SUM -> 4;
        case COMBINE -> s % 2 == 0 ? 4 : 1;
        default -> 1;
      };
    }
  }

  private static final long[] NONE = new long[0];

  final Op op;
  final int dst;
  final int[] src;
  final int constant;
  final long[] factors;
  final long[] initial;

  Instruction(Op op, int dst, int[] src, int constant, long[] factors, long[] initial) {
    this.op = op;
    this.dst = dst;
    this.src = src;
    this.constant = constant;
    this.factors = factors;
    this.initial = initial;
  }

  Instruction(Op op, int dst, int constant, int... src) {
    this(op, dst, src, constant, NONE, NONE);
  }

  /** The same with other operands. */
  Instruction with(int newDst, int[] newSrc) {
    return new Instruction(op, newDst, newSrc, constant, factors, initial);
  }
}
