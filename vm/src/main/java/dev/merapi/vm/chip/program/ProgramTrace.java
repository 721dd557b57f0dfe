package dev.merapi.vm.chip.program;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.vm.program.Program;

/** The committed columns of a {@link ProgramAir}. */
public final class ProgramTrace {
  private final ProgramAir air;

  /** Rows of the shortest table: its tree is then as tall as a cap. */
  public static final int MIN_HEIGHT = 16;

  /** A filler of the AIR's traces. */
  public ProgramTrace(ProgramAir air) {
    this.air = air;
  }

  /** Height of the tables of a program: the next power of two, at least {@value #MIN_HEIGHT}. */
  public static int height(Program program) {
    return Math.max(MIN_HEIGHT, Integer.highestOneBit(2 * program.size() - 1));
  }

  /**
   * The committed matrix of a program; rows of words that are no instruction, and padding, are
   * zero.
   */
  public ColumnMatrix committed(Program program) {
    ColumnMatrix out = ColumnMatrix.allocate(height(program), air.columns.committedWidth());
    for (int row = 0; row < program.size(); row++) {
      if (program.op(row) == 0) {
        continue;
      }
      out.set(air.pc.index(), row, KoalaBear.fromCanonical(program.pc(row)));
      out.set(air.op.index(), row, KoalaBear.fromCanonical(program.op(row)));
      for (int k = 0; k < Program.OPERANDS; k++) {
        out.set(air.operands[k].index(), row, KoalaBear.fromCanonical(program.operand(row, k)));
      }
    }
    return out;
  }

  /** Stores how often each row of the program was looked up. */
  public void fill(int[] counts, ColumnMatrix out) {
    for (int row = 0; row < counts.length; row++) {
      out.set(air.multiplicity.index(), row, KoalaBear.fromCanonical(counts[row]));
    }
  }
}
