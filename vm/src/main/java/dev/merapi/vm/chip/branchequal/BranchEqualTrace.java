package dev.merapi.vm.chip.branchequal;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.vm.chip.adapter.Cells;
import dev.merapi.vm.chip.adapter.RecordTrace;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.record.ChipRecord;

/** Fills {@link BranchEqualAir}. */
public final class BranchEqualTrace extends RecordTrace {
  private final BranchEqualAir air = new BranchEqualAir();

  /** The chip. */
  public BranchEqualTrace() {
    super(ChipRecord.BRANCH_EQUAL);
  }

  @Override
  public Air air() {
    return air;
  }

  @Override
  protected void fillRow(
      ChipRecord stream, Program program, int[] d, int at, Cells cells, int row) {
    int index = d[at];
    int ts = d[at + 1];
    int x = d[at + 2];
    int y = d[at + 4];
    boolean beq = program.op(index) == Op.BEQ.id();
    air.step.fill(cells, row, program.pc(index), ts);
    cells.set(air.rs1, row, program.a(index));
    cells.set(air.rs2, row, program.b(index));
    cells.set(air.target, row, program.c(index));
    air.x.fill(cells, row, x);
    air.y.fill(cells, row, y);
    air.first.fill(cells, row, ts, d[at + 3]);
    air.second.fill(cells, row, ts + 1, d[at + 5]);
    cells.mark(beq ? air.beq : air.bne, row);
    if (beq == (x == y)) {
      cells.mark(air.taken, row);
    }
    if (x != y) {
      long low = (x & 0xffff) - (y & 0xffff);
      long high = (x >>> 16) - (y >>> 16);
      long norm = low * low + BranchEqualAir.NON_SQUARE * high * high;
      cells.setElement(air.inverse, row, KoalaBear.fromCanonical(norm)); // inverted by finish
    }
  }

  @Override
  protected void finish(Cells cells, int from, int to) {
    cells.invert(air.inverse, from, to);
  }
}
