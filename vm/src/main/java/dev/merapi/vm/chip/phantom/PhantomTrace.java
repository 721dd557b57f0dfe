package dev.merapi.vm.chip.phantom;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.vm.chip.ChipTrace;
import dev.merapi.vm.chip.TraceInput;
import dev.merapi.vm.record.ChipRecord;
import dev.merapi.vm.record.RecordBuffer;
import java.util.List;

/** Fills {@link PhantomAir}: one row a record. */
public final class PhantomTrace implements ChipTrace {
  private final PhantomAir air = new PhantomAir();

  @Override
  public Air air() {
    return air;
  }

  @Override
  public List<ChipRecord> streams() {
    return List.of(ChipRecord.PHANTOM);
  }

  @Override
  public void fill(TraceInput input, ColumnMatrix out, int from, int to) {
    RecordBuffer records = input.record().buffer(ChipRecord.PHANTOM);
    for (int row = from; row < to; row++) {
      out.set(
          air.pc.index(), row, KoalaBear.fromCanonical(input.program().pc(records.get(row, 0))));
      out.set(air.ts.index(), row, KoalaBear.fromCanonical(records.get(row, 1)));
      out.set(air.real.index(), row, KoalaBear.ONE);
    }
  }
}
