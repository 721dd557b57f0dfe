package dev.merapi.vm.testing;

import dev.merapi.stark.air.Direction;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.vm.chip.Buses;
import dev.merapi.vm.chip.ChipTrace;
import dev.merapi.vm.chip.TraceInput;
import dev.merapi.vm.executor.ExecutionLimits;
import dev.merapi.vm.executor.Executor;
import dev.merapi.vm.executor.GuestInput;
import dev.merapi.vm.executor.SegmentRecord;
import dev.merapi.vm.executor.TouchedLeaves;
import dev.merapi.vm.memory.MemoryImage;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.testing.AirRows.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Instruction chips on the records of a program, with plain stand-ins for the rest of the machine:
 * tables by their definition, the boundary and the connector by what the execution says.
 */
public final class ChipBench {
  private final SegmentRecord record;
  private final List<AirRows> airs = new ArrayList<>();
  private final List<ChipTrace> chips;
  private final List<ColumnMatrix> traces = new ArrayList<>();

  /** Executes {@code program} and fills the traces of {@code chips}. */
  public ChipBench(List<ChipTrace> chips, Program program, GuestInput input) {
    this.chips = chips;
    this.record = Executor.record(program, input, ExecutionLimits.standard());
    for (ChipTrace chip : chips) {
      int rows = chip.rows(record);
      int height = Math.max(2, Integer.highestOneBit(rows) << 1);
      ColumnMatrix trace = ColumnMatrix.allocate(height, chip.air().columns().mainWidth());
      TraceInput traceInput = TraceInput.of(record);
      int middle = rows / 3; // two ranges must give what one gives
      chip.fill(traceInput, trace, middle, rows);
      chip.fill(traceInput, trace, 0, middle);
      airs.add(new AirRows(chip.air()));
      traces.add(trace);
    }
  }

  /** The records. */
  public SegmentRecord record() {
    return record;
  }

  /** The chips. */
  public List<ChipTrace> chips() {
    return chips;
  }

  /** The evaluator of chip {@code i}. */
  public AirRows rows(int i) {
    return airs.get(i);
  }

  /** The trace of chip {@code i}, at least one row of padding included. */
  public ColumnMatrix trace(int i) {
    return traces.get(i);
  }

  /** What is wrong: constraints, lookups, balance of the execution and memory buses. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    Map<List<Integer>, Integer> balance = new HashMap<>();
    for (int i = 0; i < chips.size(); i++) {
      AirRows rows = airs.get(i);
      MutationHarness harness = new MutationHarness(rows, record.program());
      for (int r = 0; r < traces.get(i).height(); r++) {
        int[] cells = rows.row(traces.get(i), r);
        String where = rows.air().name() + " row " + r + ": ";
        rows.violations(cells).forEach(v -> problems.add(where + v));
        for (Message m : rows.messages(cells)) {
          String objection = harness.objection(m);
          if (objection != null) {
            problems.add(where + objection);
          }
          if (m.interaction().direction() == Direction.SEND) {
            count(balance, m.interaction().bus().id(), m.fields(), 1);
          } else if (m.interaction().direction() == Direction.RECEIVE) {
            count(balance, m.interaction().bus().id(), m.fields(), -1);
          }
        }
      }
    }
    closeEnds(balance);
    balance.forEach((message, n) -> {
      if (n != 0) {
        problems.add("balance " + n + " of " + message);
      }
    });
    return problems;
  }

  private void closeEnds(Map<List<Integer>, Integer> balance) {
    int execution = Buses.EXECUTION.id();
    count(balance, execution, List.of(record.startPc(), SegmentRecord.INITIAL_TS), 1);
    count(balance, execution, List.of(record.endPc(), record.endTs()), -1);
    TouchedLeaves touched = record.touched();
    for (int i = 0; i < touched.count(); i++) {
      int label = touched.labels()[i];
      for (int w = 0; w < MemoryImage.LEAF_WORDS; w++) {
        int at = MemoryImage.LEAF_WORDS * i + w;
        int pointer = MemoryImage.pointerOf(label) + 4 * w;
        int space = MemoryImage.spaceOf(label);
        count(balance, Buses.MEMORY.id(), entry(space, pointer, touched.initialWords()[at], 0), 1);
        count(
            balance,
            Buses.MEMORY.id(),
            entry(space, pointer, touched.finalWords()[at], touched.finalTs()[at]),
            -1);
      }
    }
  }

  private static List<Integer> entry(int space, int pointer, int word, int ts) {
    return List.of(space, pointer, word & 0xffff, word >>> 16, ts);
  }

  private static void count(
      Map<List<Integer>, Integer> balance, int bus, List<Integer> fields, int n) {
    List<Integer> key = new ArrayList<>(fields);
    key.addFirst(bus);
    balance.merge(key, n, Integer::sum);
  }

  /** The first row in use of a chip at an instruction. */
  public int[] rowAt(int chip, int pc) {
    AirRows rows = airs.get(chip);
    int count = chips.get(chip).rows(record);
    int column = rows.column("pc");
    for (int r = 0; r < count; r++) {
      if (KoalaBear.toCanonical(traces.get(chip).get(column, r)) == pc) {
        return rows.row(traces.get(chip), r);
      }
    }
    throw new IllegalArgumentException(rows.air().name() + " has no row at pc " + pc);
  }
}
