package dev.merapi.vm.machine;

import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.trace.TraceChecker;
import dev.merapi.stark.air.trace.Violation;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.stark.prover.CommittedMatrix;
import dev.merapi.stark.prover.Witness;
import dev.merapi.vm.chip.poseidon2.Poseidon2Air;
import dev.merapi.vm.chip.poseidon2.Poseidon2Trace;
import dev.merapi.vm.executor.ExecutionLimits;
import dev.merapi.vm.executor.Executor;
import dev.merapi.vm.executor.GuestInput;
import dev.merapi.vm.executor.SegmentRecord;
import dev.merapi.vm.memory.MemoryImage;
import dev.merapi.vm.memory.MemoryTree;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.program.SymbolTable;
import dev.merapi.vm.program.Transpiler;
import dev.merapi.vm.testing.Assembler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A segment whose records, traces and public values a test may change before they are checked. The
 * tables' multiplicities always follow the other traces, as a forger would have them.
 */
final class SegmentFixture {
  static final int TEXT = 0x1000;
  private static final int TALL = 16;
  private static final Parallel SEQUENTIAL = Parallel.sequential();

  private final Rv32Machine machine;
  private final SegmentRecord record;
  private final List<ColumnMatrix> main;
  final MemoryTree memoryAfter;
  final int[] publicValues;

  private SegmentFixture(Rv32Machine machine, SegmentRecord record, MemoryTree memory) {
    this.machine = machine;
    this.record = record;
    SegmentTraces traces = machine.traces(record, memory, SEQUENTIAL);
    this.main = traces.main();
    this.memoryAfter = traces.memoryAfter();
    this.publicValues = traces.publicValues().toArray();
  }

  /** Executes a program. */
  static SegmentRecord record(Assembler asm, MemoryImage memory, GuestInput input) {
    Program program = Transpiler.transpile(TEXT, asm.words(), TEXT, memory, SymbolTable.empty());
    return Executor.record(program, input, ExecutionLimits.standard());
  }

  /** Fills the traces of a record, honest or not. */
  static SegmentFixture of(Rv32Machine machine, SegmentRecord record, MemoryImage memory) {
    return of(machine, record, MemoryTree.of(memory, SEQUENTIAL));
  }

  /** The same on a memory that has its tree. */
  static SegmentFixture of(Rv32Machine machine, SegmentRecord record, MemoryTree memory) {
    return new SegmentFixture(machine, record, memory);
  }

  /** The whole of it: executes and fills. */
  static SegmentFixture of(
      Rv32Machine machine, Assembler asm, MemoryImage memory, GuestInput input) {
    return of(machine, record(asm, memory, input), memory);
  }

  int height(String air) {
    return main.get(index(air)).height();
  }

  int get(String air, String column, int row) {
    return KoalaBear.toCanonical(main.get(index(air)).get(column(air, column), row));
  }

  SegmentFixture set(String air, String column, int row, long value) {
    main.get(index(air)).set(column(air, column), row, KoalaBear.fromCanonical(value));
    return this;
  }

  SegmentFixture add(String air, String column, int row, long delta) {
    return set(air, column, row, get(air, column, row) + delta);
  }

  /** Copies a row over another. */
  SegmentFixture copyRow(String air, int from, int to) {
    ColumnMatrix matrix = main.get(index(air));
    for (int c = 0; c < matrix.width(); c++) {
      matrix.set(c, to, matrix.get(c, from));
    }
    return this;
  }

  /** Makes a row of the table of compressions that of other inputs, in Montgomery form. */
  SegmentFixture permutation(int row, int[] inputs, int multiplicity) {
    new Poseidon2Trace(new Poseidon2Air(), main.get(index("poseidon2")))
        .fill(row, inputs, 0, multiplicity);
    return this;
  }

  /** The first row of padding. */
  int paddingRow(String air, String flag) {
    int row = 0;
    while (get(air, flag, row) != 0) {
      row++;
    }
    return row;
  }

  /** All of it for a prover, which uses it up. */
  Witness witness(CommittedMatrix program) {
    machine.count(record.program(), main, publicValues, SEQUENTIAL);
    List<@Nullable CommittedMatrix> committed =
        new ArrayList<>(Collections.nCopies(main.size(), null));
    committed.set(machine.programIndex(), program);
    return new Witness(publicValues, main, committed);
  }

  /** What the checker says; the constraints of the (unchanged) fixed table are left out. */
  List<Violation> violations() {
    machine.count(record.program(), main, publicValues, SEQUENTIAL);
    List<@Nullable ColumnMatrix> committed = new ArrayList<>();
    for (CompiledAir air : machine.compiled()) {
      committed.add(air.committedWidth() == 0 ? null : machine.committedProgram(record.program()));
    }
    List<Violation> violations = new ArrayList<>();
    for (int i = 0; i < main.size(); i++) {
      if (machine.airs().get(i).fixedLogHeight().orElse(0) < TALL) {
        violations.addAll(
            TraceChecker.checkConstraints(
                machine.compiled().get(i), main.get(i), committed.get(i), publicValues));
      }
    }
    violations.addAll(TraceChecker.checkBuses(machine.compiled(), main, committed, publicValues));
    return violations;
  }

  /** Names of the constraints of one table, which commits to nothing, that its trace breaks. */
  Set<String> brokenConstraints(String air) {
    int at = index(air);
    return TraceChecker.checkConstraints(
            machine.compiled().get(at), main.get(at), null, publicValues)
        .stream()
        .map(Violation::what)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Names of the constraints and buses the checker finds broken. */
  Set<String> broken() {
    return violations().stream()
        .map(v -> v.what().startsWith("bus ") ? v.what() : v.air() + ": " + v.what())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private int index(String air) {
    for (int i = 0; i < machine.compiled().size(); i++) {
      if (machine.compiled().get(i).name().equals(air)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no AIR " + air);
  }

  private int column(String air, String column) {
    CompiledAir compiled = machine.compiled().get(index(air));
    for (int c = 0; c < compiled.mainWidth(); c++) {
      if (compiled.mainName(c).equals(column)) {
        return c;
      }
    }
    throw new IllegalArgumentException("no column " + column + " in " + air);
  }
}
