package dev.merapi.vm.chip.adapter;

import dev.merapi.stark.air.AirBuilder;
import dev.merapi.stark.air.Column;
import dev.merapi.stark.air.Columns;
import dev.merapi.stark.air.Expr;
import dev.merapi.vm.chip.Buses;
import dev.merapi.vm.memory.MemoryImage;

/**
 * One access to a cell of a register or of memory (offline memory checking, Blum et al.): receives
 * the cell's previous entry, sends the new one, and shows that the previous one is older.
 *
 * <p>Two columns: the previous timestamp, and the low 16 bits of d = ts - prevTs - 1. The high part
 * is the expression (d - low) / 2^16, which the chip must show to be a byte ({@link #high}, {@link
 * RangeChecks#bytes}). Both timestamps lie in [0, 2^24) (by induction along the bus, from the
 * memory boundary and the connector), so that d mod p is in [0, 2^24) only if prevTs &lt; ts: were
 * it not, d would be p - δ with δ at most 2^24, and low + 2^16·high is below 2^24.
 */
public final class Access {
  /** 2^-16 mod p. */
  static final long INVERSE_LIMB = -32512;

  private final Column prevTs;
  private final Column low;

  /** Declares the columns. */
  public Access(Columns columns, String name) {
    prevTs = columns.main(name + ".prevTs");
    low = columns.main(name + ".low");
  }

  /** A read at {@code ts}: three interactions. */
  public void read(
      AirBuilder b, Expr multiplicity, Expr space, Expr pointer, Expr lo, Expr hi, Expr ts) {
    b.receive(Buses.MEMORY, multiplicity, space, pointer, lo, hi, prevTs);
    b.send(Buses.MEMORY, multiplicity, space, pointer, lo, hi, ts);
    b.lookup(Buses.RANGE16, multiplicity, low);
  }

  /** A read of a register: three interactions. */
  public void readRegister(
      AirBuilder b, Expr multiplicity, Expr register, Expr lo, Expr hi, Expr ts) {
    read(b, multiplicity, registers(), register.times(4), lo, hi, ts);
  }

  /** A read of a register: three interactions. */
  public void readRegister(AirBuilder b, Expr multiplicity, Expr register, Word value, Expr ts) {
    readRegister(b, multiplicity, register, value.lo(), value.hi(), ts);
  }

  /**
   * A write at {@code ts}: three interactions. The limbs written must be 16-bit, by a check of the
   * chip or because they were read or come from the program.
   *
   * @param previous what the cell held
   */
  public void write(
      AirBuilder b,
      Expr multiplicity,
      Expr space,
      Expr pointer,
      Word previous,
      Expr lo,
      Expr hi,
      Expr ts) {
    b.receive(Buses.MEMORY, multiplicity, space, pointer, previous.lo(), previous.hi(), prevTs);
    b.send(Buses.MEMORY, multiplicity, space, pointer, lo, hi, ts);
    b.lookup(Buses.RANGE16, multiplicity, low);
  }

  /** A write of a register: three interactions. */
  public void writeRegister(
      AirBuilder b, Expr multiplicity, Expr register, Word previous, Expr lo, Expr hi, Expr ts) {
    write(b, multiplicity, registers(), register.times(4), previous, lo, hi, ts);
  }

  /** The high part of the timestamp difference, to be shown a byte wherever the access happens. */
  public Expr high(Expr ts) {
    return ts.minus(prevTs).minus(1).minus(low).times(INVERSE_LIMB);
  }

  /** States that the columns are zero where {@code unused} is 1, so that no cell is free. */
  public void assertUnused(AirBuilder b, Expr unused) {
    b.when(unused).assertZero("unused prevTs", prevTs);
    b.when(unused).assertZero("unused low", low);
  }

  /** Fills the columns for an access at {@code ts} of a cell last accessed at {@code previous}. */
  public void fill(Cells cells, int row, int ts, int previous) {
    cells.set(prevTs, row, previous);
    cells.set(low, row, ts - previous - 1 & 0xffff);
  }

  private static Expr registers() {
    return Expr.constant(MemoryImage.REGISTERS);
  }
}
