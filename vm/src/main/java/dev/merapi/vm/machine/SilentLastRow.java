package dev.merapi.vm.machine;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.air.AirBuilder;
import dev.merapi.stark.air.AirCompiler;
import dev.merapi.stark.air.Columns;
import dev.merapi.stark.air.CompiledAir;
import java.util.OptionalInt;

/**
 * A chip's AIR with a silent last row, which is therefore always padding: with an even number of
 * messages that saves an extension column.
 */
record SilentLastRow(Air chip) implements Air {

  /** The chip compiled, with a silent last row when that makes its auxiliary trace narrower. */
  static CompiledAir whereItSaves(Air chip) {
    CompiledAir compiled = AirCompiler.compile(chip, Rv32Machine.MAX_DEGREE);
    CompiledAir silent = compiled.withSilentLastRow();
    return silent.auxWidth() < compiled.auxWidth() ? silent : compiled;
  }

  @Override
  public String name() {
    return chip.name();
  }

  @Override
  public Columns columns() {
    return chip.columns();
  }

  @Override
  public void define(AirBuilder builder) {
    chip.define(builder);
  }

  @Override
  public boolean lastRowIsSilent() {
    return true;
  }

  @Override
  public OptionalInt fixedLogHeight() {
    return chip.fixedLogHeight();
  }
}
