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
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * How often each row of the tables is looked up, read off the traces of all other AIRs. A look-up
 * of something no row has is not counted: its bus does not balance.
 */
final class LookupCounts {
  private static final int VALUES = 1 << TableAir.LOG_HEIGHT;
  private static final int BYTE = 1 << 8;
  private static final int GRAIN = 1 << 13;
  private static final List<Bus> TABLES =
      List.of(Buses.PROGRAM, Buses.RANGE16, Buses.BYTES, Buses.XOR);

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
    Queue<LookupCounts> idle = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < airs.size(); i++) {
      if (airs.get(i).committedWidth() == 0) {
        for (Bus bus : TABLES) {
          BusReader reader =
              BusReader.of(airs.get(i), main.get(i), null, publicValues, bus, Direction.LOOKUP);
          if (!reader.isEmpty()) {
            read(program, reader, bus, main.get(i).height(), idle, parallel);
          }
        }
      }
    }
    LookupCounts total = new LookupCounts(program);
    idle.forEach(total::add);
    return total;
  }

  private static void read(
      Program program,
      BusReader reader,
      Bus bus,
      int height,
      Queue<LookupCounts> idle,
      Parallel parallel) {
    parallel.forRange(
        0,
        height,
        GRAIN,
        (from, to) -> {
          LookupCounts counts = idle.poll();
          if (counts == null) {
            counts = new LookupCounts(program);
          }
          reader.read(from, to, counts.visitor(bus));
          idle.add(counts);
        });
  }

  private BusReader.Visitor visitor(Bus bus) {
    if (bus.equals(Buses.RANGE16)) {
      return (row, multiplicity, m) -> {
        if (m[0] < VALUES) {
          range[m[0]] += multiplicity;
        }
      };
    }
    if (bus.equals(Buses.PROGRAM)) {
      return (row, multiplicity, m) -> {
        int offset = m[0] - program.pcBase();
        if (offset >= 0 && offset % 4 == 0 && offset / 4 < programRows.length) {
          programRows[offset / 4] += multiplicity;
        }
      };
    }
    int[] table = bus.equals(Buses.BYTES) ? bytes : xor;
    return (row, multiplicity, m) -> {
      if (m[0] < BYTE && m[1] < BYTE) {
        table[m[0] * BYTE + m[1]] += multiplicity;
      }
    };
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
