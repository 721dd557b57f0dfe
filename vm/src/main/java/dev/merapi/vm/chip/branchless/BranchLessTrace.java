package dev.merapi.vm.chip.branchless;

import dev.merapi.stark.air.Air;
import dev.merapi.vm.chip.adapter.Cells;
import dev.merapi.vm.chip.adapter.RecordTrace;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.record.ChipRecord;

/** Fills {@link BranchLessAir}. */
public final class BranchLessTrace extends RecordTrace {
  private final BranchLessAir air = new BranchLessAir();

  /** The chip. */
  public BranchLessTrace() {
    super(ChipRecord.BRANCH_LESS);
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
    int variant = program.op(index) - Op.BLT.id();
    boolean ge = (variant & 1) != 0;
    boolean unsigned = (variant & 2) != 0;
    int pc = program.pc(index);
    int target = program.c(index);
    air.step.fill(cells, row, pc, ts);
    cells.set(air.rs1, row, program.a(index));
    cells.set(air.rs2, row, program.b(index));
    cells.set(air.target, row, target);
    air.x.fill(cells, row, x);
    air.y.fill(cells, row, y);
    air.first.fill(cells, row, ts, d[at + 3]);
    air.second.fill(cells, row, ts + 1, d[at + 5]);
    cells.mark(air.real, row);
    if (ge) {
      cells.mark(air.ge, row);
    }
    if (unsigned) {
      cells.mark(air.unsigned, row);
    }
    boolean less = air.comparison.fill(cells, row, !unsigned, x, y);
    cells.set(air.next, row, less != ge ? target : pc + 4);
  }
}
