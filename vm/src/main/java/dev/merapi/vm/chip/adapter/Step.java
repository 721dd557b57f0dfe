package dev.merapi.vm.chip.adapter;

import dev.merapi.stark.air.AirBuilder;
import dev.merapi.stark.air.Column;
import dev.merapi.stark.air.Columns;
import dev.merapi.stark.air.Expr;
import dev.merapi.vm.chip.Buses;
import dev.merapi.vm.program.Program;

/**
 * The execution step of an instruction: columns {@code pc} and {@code ts}, the execution bus before
 * and after, the decoded instruction.
 *
 * <p>Neither column needs a range check: both come from the execution bus, where timestamps grow
 * from a pinned start to an end that the connector bounds by 2^24, and where pc must be that of a
 * row of the committed program.
 */
public final class Step {
  /** Bytes an instruction. */
  public static final int PC_STEP = 4;

  /** The instruction's pc. */
  public final Column pc;

  /** The timestamp of its first access. */
  public final Column ts;

  /** Declares the columns. */
  public Step(Columns columns) {
    pc = columns.main("pc");
    ts = columns.main("ts");
  }

  /** The pc of the instruction that follows in memory. */
  public Expr following() {
    return pc.plus(PC_STEP);
  }

  /**
   * Three interactions: receives (pc, ts), sends (nextPc, ts + timestamps), looks the instruction
   * up.
   *
   * @param real 1 in rows that are in use, 0 in padding
   * @param timestamps how many timestamps the instruction takes
   * @param op id of the operation
   * @param operands a, b, c, … ; those not given are 0
   */
  public void interact(
      AirBuilder b, Expr real, Expr nextPc, Expr timestamps, Expr op, Expr... operands) {
    b.receive(Buses.EXECUTION, real, pc, ts);
    b.send(Buses.EXECUTION, real, nextPc, ts.plus(timestamps));
    Expr[] row = new Expr[2 + Program.OPERANDS];
    row[0] = pc;
    row[1] = op;
    for (int i = 0; i < Program.OPERANDS; i++) {
      row[2 + i] = i < operands.length ? operands[i] : Expr.constant(0);
    }
    b.lookup(Buses.PROGRAM, real, row);
  }

  /** Fills both columns. */
  public void fill(Cells cells, int row, int pcValue, int tsValue) {
    cells.set(pc, row, pcValue);
    cells.set(ts, row, tsValue);
  }
}
