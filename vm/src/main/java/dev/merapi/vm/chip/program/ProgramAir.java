package dev.merapi.vm.chip.program;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.air.AirBuilder;
import dev.merapi.stark.air.Column;
import dev.merapi.stark.air.Columns;
import dev.merapi.vm.chip.Buses;
import dev.merapi.vm.program.Program;

/**
 * The decoded program: a committed row (pc, op, a … f) for each word of text, provided as often as
 * it is executed.
 *
 * <p>The root of the committed columns is the program's identity. Rows of words that are no
 * instruction, and padding, have op 0, which no chip ever looks up; so the multiplicity needs no
 * constraint.
 */
public final class ProgramAir implements Air {
  final Columns columns = new Columns();
  final Column pc = columns.committed("pc");
  final Column op = columns.committed("op");
  final Column[] operands = new Column[Program.OPERANDS];
  final Column multiplicity;

  /** Declares the columns. */
  public ProgramAir() {
    for (int k = 0; k < operands.length; k++) {
      operands[k] = columns.committed(String.valueOf((char) ('a' + k)));
    }
    multiplicity = columns.main("multiplicity");
  }

  @Override
  public String name() {
    return "program";
  }

  @Override
  public Columns columns() {
    return columns;
  }

  @Override
  public void define(AirBuilder b) {
    b.provide(
        Buses.PROGRAM,
        multiplicity,
        pc,
        op,
        operands[0],
        operands[1],
        operands[2],
        operands[3],
        operands[4],
        operands[5]);
  }
}
