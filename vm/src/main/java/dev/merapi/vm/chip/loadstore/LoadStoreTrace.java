package dev.merapi.vm.chip.loadstore;

import dev.merapi.stark.air.Air;
import dev.merapi.vm.chip.adapter.Cells;
import dev.merapi.vm.chip.adapter.RecordTrace;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.record.ChipRecord;

/** Fills {@link LoadStoreAir}: loads, then stores. */
public final class LoadStoreTrace extends RecordTrace {
  private final LoadStoreAir air = new LoadStoreAir();

  /** The chip. */
  public LoadStoreTrace() {
    super(ChipRecord.LOAD_WORD, ChipRecord.STORE_WORD);
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
    boolean load = stream == ChipRecord.LOAD_WORD;
    air.step.fill(cells, row, program.pc(index), ts);
    cells.set(air.register, row, program.a(index));
    cells.set(air.rs1, row, program.b(index));
    int pointer = air.address.fill(cells, row, d[at + 2], program, index);
    cells.set(air.source, row, load ? pointer : 4 * program.a(index));
    air.value.fill(cells, row, d[at + 4]);
    air.previous.fill(cells, row, d[at + 6]);
    air.first.fill(cells, row, ts, d[at + 3]);
    air.read.fill(cells, row, ts + 1, d[at + 5]);
    air.write.fill(cells, row, ts + 2, d[at + 7]);
    boolean reveal = program.op(index) == Op.REVEAL.id();
    cells.mark(load ? air.load : reveal ? air.reveal : air.store, row);
  }
}
