package dev.merapi.vm.profile;

import dev.merapi.vm.isa.Decoder;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.program.Program;

/**
 * A program cut into blocks: a block runs from any row to the next one after which anything may
 * follow, which is a jump, a branch, a marker, or the last row of a function. Hints are blocks of
 * their own.
 */
public final class BlockCode {
  /** Ids of operations are below. */
  public static final int OPS = 64;

  private final Program program;
  private final int[] length;

  /** The blocks of a program. */
  public BlockCode(Program program, Functions functions) {
    this.program = program;
    this.length = new int[program.size()];
    for (int row = length.length - 1; row >= 0; row--) {
      boolean last =
          row + 1 == length.length || ends(row) || isHint(row + 1) || functions.begins(row + 1);
      length[row] = last ? 1 : 1 + length[row + 1];
    }
  }

  private boolean ends(int row) {
    if (program.op(row) == 0) {
      return true;
    }
    return switch (Op.ofId(program.op(row))) {
      case JAL, JALR, BEQ, BNE, BLT, BGE, BLTU, BGEU, TERMINATE, HINT_STOREW, HINT_BUFFER -> true;
      case PHANTOM -> Decoder.marker(program.word(row)) != Decoder.NO_MARKER;
      default -> false;
    };
  }

  private boolean isHint(int row) {
    return program.op(row) == Op.HINT_STOREW.id() || program.op(row) == Op.HINT_BUFFER.id();
  }

  /** Instructions of the block that begins at a row. */
  public int length(int row) {
    return length[row];
  }

  /** Adds executions of a block to those of its operations. */
  void add(int row, long times, long[] executions) {
    for (int i = row; i < row + length[row]; i++) {
      executions[program.op(i)] += times;
    }
  }
}
