package dev.merapi.vm.machine;

import dev.merapi.stark.air.Bus;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.Direction;
import dev.merapi.stark.air.trace.BusReader;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.vm.chip.Buses;
import dev.merapi.vm.chip.table.TableAir;
import dev.merapi.vm.program.Program;
import java.util.List;

/**
 * How often each row of the tables is looked up, read off the traces of all other AIRs. A look-up
 * of something no row has is not counted: its bus does not balance.
 */
final class LookupCounts {
  private static final int VALUES = 1 << TableAir.LOG_HEIGHT;
  private static final int BYTE = 1 << 8;

  private final Program program;
  private final int[] programRows;
  private final int[] range = new int[VALUES];
  private final int[] bytes = new int[VALUES];
  private final int[] xor = new int[VALUES];

  LookupCounts(Program program) {
    this.program = program;
    this.programRows = new int[program.size()];
  }

  int[] programRows() {
    return programRows;
  }

  int[] range() {
    return range;
  }

  int[] bytes() {
    return bytes;
  }

  int[] xor() {
    return xor;
  }

  /** Counts the look-ups of all traces; AIRs with committed columns are tables and have none. */
  static LookupCounts of(
      Program program,
      List<CompiledAir> airs,
      List<ColumnMatrix> main,
      int[] publicValues,
      Parallel parallel) {
    LookupCounts total = new LookupCounts(program);
    Object lock = new Object();
    parallel.forRange(
        0,
        airs.size(),
        1,
        (from, to) -> {
          for (int i = from; i < to; i++) {
            if (looksUp(airs.get(i))) {
              LookupCounts counts = new LookupCounts(program);
              counts.read(airs.get(i), main.get(i), publicValues);
              synchronized (lock) {
                total.add(counts);
              }
            }
          }
        });
    return total;
  }

  private static boolean looksUp(CompiledAir air) {
    return air.committedWidth() == 0
        && air.interactions().stream().anyMatch(i -> i.direction() == Direction.LOOKUP);
  }

  private void read(CompiledAir air, ColumnMatrix main, int[] publicValues) {
    read(
        air,
        main,
        publicValues,
        Buses.PROGRAM,
        (row, multiplicity, m) -> {
          int offset = m[0] - program.pcBase();
          if (offset >= 0 && offset % 4 == 0 && offset / 4 < programRows.length) {
            programRows[offset / 4] += multiplicity;
          }
        });
    read(
        air,
        main,
        publicValues,
        Buses.RANGE16,
        (row, multiplicity, m) -> {
          if (m[0] < VALUES) {
            range[m[0]] += multiplicity;
          }
        });
    read(
        air,
        main,
        publicValues,
        Buses.BYTES,
        (row, multiplicity, m) -> {
          if (m[0] < BYTE && m[1] < BYTE) {
            bytes[m[0] * BYTE + m[1]] += multiplicity;
          }
        });
    read(
        air,
        main,
        publicValues,
        Buses.XOR,
        (row, multiplicity, m) -> {
          if (m[0] < BYTE && m[1] < BYTE) {
            xor[m[0] * BYTE + m[1]] += multiplicity;
          }
        });
  }

  private static void read(
      CompiledAir air, ColumnMatrix main, int[] publicValues, Bus bus, BusReader.Visitor visitor) {
    BusReader.forEach(air, main, null, publicValues, bus, visitor);
  }

  private void add(LookupCounts other) {
    add(programRows, other.programRows);
    add(range, other.range);
    add(bytes, other.bytes);
    add(xor, other.xor);
  }

  private static void add(int[] total, int[] counts) {
    for (int i = 0; i < total.length; i++) {
      total[i] += counts[i];
    }
  }
}
