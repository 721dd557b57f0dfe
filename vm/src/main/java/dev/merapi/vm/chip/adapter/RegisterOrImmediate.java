package dev.merapi.vm.chip.adapter;

import dev.merapi.stark.air.AirBuilder;
import dev.merapi.stark.air.Column;
import dev.merapi.stark.air.Columns;
import dev.merapi.stark.air.Expr;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.record.ChipRecord;
import dev.merapi.vm.record.RecordKind;

/**
 * What surrounds an operation that comes with two registers or with a register and an immediate:
 * the step, the reads, the write. 14 columns, 14 interactions.
 *
 * <p>The third operand of the program row is rs2 or the immediate's low limb. In rows with an
 * immediate the second read does not happen and its columns are zero.
 */
public final class RegisterOrImmediate {
  /** An immediate operation's id minus that of its register form. */
  public static final int IMMEDIATE_ID = Op.XORI.id() - Op.XOR.id();

  private final Step step;
  private final Column rd;
  private final Column rs1;
  private final Column third;
  private final Word previous;
  private final Access first;
  private final Access second;
  private final Access write;

  /** 1 in rows with an immediate. */
  public final Column imm;

  /** Declares the columns. */
  public RegisterOrImmediate(Columns columns) {
    step = new Step(columns);
    rd = columns.main("rd");
    rs1 = columns.main("rs1");
    third = columns.main("third");
    previous = Word.declare(columns, "rd.previous");
    first = new Access(columns, "rs1");
    second = new Access(columns, "rs2");
    write = new Access(columns, "rd");
    imm = columns.main("imm");
  }

  /** The third operand: rs2, or the immediate's low limb. */
  public Expr third() {
    return third;
  }

  /** 1 in rows with two registers. */
  public Expr reg(Expr real) {
    return real.minus(imm);
  }

  /**
   * Constraints and interactions.
   *
   * @param real 1 in rows in use
   * @param op id of the register form
   * @param immHigh the fourth operand
   * @param x limbs of the first operand
   * @param y limbs of the second one
   * @param z limbs of the result, 16-bit
   */
  public void define(AirBuilder b, Expr real, Expr op, Expr immHigh, Expr[] x, Expr[] y, Expr[] z) {
    b.assertBoolean("imm", imm);
    b.when(imm).assertZero("padding has no immediate", Expr.constant(1).minus(real));
    second.assertUnused(b, imm);
    Expr reg = reg(real);
    Expr ts1 = step.ts.plus(1);
    Expr tsWrite = ts1.plus(reg);
    step.interact(
        b,
        real,
        step.following(),
        real.times(2).plus(reg),
        op.plus(imm.times(IMMEDIATE_ID)),
        rd,
        rs1,
        third,
        immHigh);
    first.readRegister(b, real, rs1, x[0], x[1], step.ts);
    second.readRegister(b, reg, third, y[0], y[1], ts1);
    write.writeRegister(b, real, rd, previous, z[0], z[1], tsWrite);
    RangeChecks.bytes(b, real, first.high(step.ts), write.high(tsWrite));
    RangeChecks.bytes(b, reg, second.high(ts1));
  }

  /** One record's operands. */
  public record Operands(int op, boolean immediate, int x, int y) {}

  /**
   * Fills the columns from a record; returns the operands, the op being that of the register form.
   */
  public Operands fill(ChipRecord stream, Program program, int[] d, int at, Cells cells, int row) {
    boolean immediate = stream.kind() == RecordKind.ALU_IMM;
    int index = d[at];
    int ts = d[at + 1];
    step.fill(cells, row, program.pc(index), ts);
    cells.set(rd, row, program.a(index));
    cells.set(rs1, row, program.b(index));
    cells.set(third, row, program.c(index));
    first.fill(cells, row, ts, d[at + 3]);
    if (immediate) {
      cells.mark(imm, row);
      previous.fill(cells, row, d[at + 4]);
      write.fill(cells, row, ts + 1, d[at + 5]);
      return new Operands(
          program.op(index) - IMMEDIATE_ID, true, d[at + 2], program.immediate(index));
    }
    second.fill(cells, row, ts + 1, d[at + 5]);
    previous.fill(cells, row, d[at + 6]);
    write.fill(cells, row, ts + 2, d[at + 7]);
    return new Operands(program.op(index), false, d[at + 2], d[at + 4]);
  }
}
