package dev.merapi.vm.machine;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.vm.chip.ChipTrace;
import dev.merapi.vm.chip.TraceInput;
import dev.merapi.vm.chip.addimm.AddImmTrace;
import dev.merapi.vm.chip.addsub.AddSubTrace;
import dev.merapi.vm.chip.boundary.BoundaryAir;
import dev.merapi.vm.chip.branchequal.BranchEqualTrace;
import dev.merapi.vm.chip.branchless.BranchLessTrace;
import dev.merapi.vm.chip.connector.ConnectorAir;
import dev.merapi.vm.chip.constjump.ConstJumpTrace;
import dev.merapi.vm.chip.divrem.DivRemTrace;
import dev.merapi.vm.chip.hint.HintTrace;
import dev.merapi.vm.chip.jalr.JalrTrace;
import dev.merapi.vm.chip.less.LessTrace;
import dev.merapi.vm.chip.loadstore.LoadStoreTrace;
import dev.merapi.vm.chip.logic.LogicTrace;
import dev.merapi.vm.chip.merkle.MerkleAir;
import dev.merapi.vm.chip.mul.MulTrace;
import dev.merapi.vm.chip.mulhigh.MulHighTrace;
import dev.merapi.vm.chip.phantom.PhantomTrace;
import dev.merapi.vm.chip.poseidon2.Poseidon2Air;
import dev.merapi.vm.chip.program.ProgramAir;
import dev.merapi.vm.chip.program.ProgramTrace;
import dev.merapi.vm.chip.shift.ShiftTrace;
import dev.merapi.vm.chip.shiftimm.ShiftImmTrace;
import dev.merapi.vm.chip.subword.SubWordTrace;
import dev.merapi.vm.chip.table.TableAir;
import dev.merapi.vm.chip.table.TableTrace;
import dev.merapi.vm.executor.ExecutionLimitException;
import dev.merapi.vm.executor.ExecutionLimitException.Limit;
import dev.merapi.vm.executor.ExecutionLimits;
import dev.merapi.vm.executor.Executor;
import dev.merapi.vm.executor.GuestFaultException;
import dev.merapi.vm.executor.GuestInput;
import dev.merapi.vm.executor.MeteredExecution;
import dev.merapi.vm.executor.MeteredTable;
import dev.merapi.vm.executor.SegmentBudget;
import dev.merapi.vm.executor.SegmentRecord;
import dev.merapi.vm.executor.TouchedLeaves;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.memory.MemoryTree;
import dev.merapi.vm.memory.TouchedTree;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.record.ChipRecord;
import dev.merapi.vm.verification.SegmentPublicValues;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The RV32IM machine: its tables in their fixed order, expected short to tall, and the traces of a
 * segment. Immutable and thread-safe.
 */
public final class Rv32Machine {
  /** Public values of a segment's proof. */
  public static final int PUBLIC_VALUES = SegmentPublicValues.COUNT;

  /** Most rows of a table. */
  public static final int MAX_ROWS = 1 << 22;

  /** Degree limit at blowup 2. */
  public static final int MAX_DEGREE = 3;

  private static final MeteredTable.Fixed LOOKUP_TABLE =
      new MeteredTable.Fixed(1 << TableAir.LOG_HEIGHT, 1 << TableAir.LOG_HEIGHT);

  private final ProgramAir programAir = new ProgramAir();
  private final TableAir tableAir = new TableAir();
  private final List<TableSource> tables;
  private final List<CompiledAir> compiled;

  private Rv32Machine(List<ChipTrace> rare, List<ChipTrace> usual, List<ChipTrace> frequent) {
    List<TableSource> all = new ArrayList<>();
    all.add(new TableSource.Connector(new ConnectorAir()));
    all.add(new TableSource.Chip(new PhantomTrace()));
    all.add(new TableSource.Chip(new HintTrace()));
    rare.forEach(chip -> all.add(new TableSource.Chip(chip)));
    all.add(new TableSource.Boundary(new BoundaryAir()));
    all.add(new TableSource.Merkle(new MerkleAir()));
    all.add(new TableSource.Poseidon2(new Poseidon2Air()));
    all.add(new TableSource.Counted(programAir, Rv32Machine::programRows));
    usual.forEach(chip -> all.add(new TableSource.Chip(chip)));
    all.add(new TableSource.Counted(tableAir, program -> LOOKUP_TABLE));
    frequent.forEach(chip -> all.add(new TableSource.Chip(chip)));
    tables = List.copyOf(all);
    compiled = tables.stream().map(TableSource::compiled).toList();
  }

  /** The machine of RV32IM and the guest ABI's intrinsics; compiled on the first call. */
  public static Rv32Machine standard() {
    return Standard.MACHINE;
  }

  private static final class Standard {
    static final Rv32Machine MACHINE =
        of(
            List.of(new DivRemTrace(), new MulHighTrace(), new JalrTrace()),
            List.of(new MulTrace(), new ShiftTrace(), new SubWordTrace()),
            List.of(
                new BranchLessTrace(),
                new ConstJumpTrace(),
                new ShiftImmTrace(),
                new LogicTrace(),
                new BranchEqualTrace(),
                new LessTrace(),
                new LoadStoreTrace(),
                new AddSubTrace(),
                new AddImmTrace()));
  }

  /**
   * A machine with these instruction chips beside the system's tables.
   *
   * @param rare chips whose tables are expected shorter than those of the memory tree
   * @param usual chips whose tables are expected to have up to 2^16 rows
   * @param frequent chips whose tables are expected tall, the tallest last
   */
  static Rv32Machine of(List<ChipTrace> rare, List<ChipTrace> usual, List<ChipTrace> frequent) {
    return new Rv32Machine(rare, usual, frequent);
  }

  /** The AIRs in order. */
  public List<Air> airs() {
    return tables.stream().map(TableSource::air).toList();
  }

  /** The same, compiled for blowup 2. */
  public List<CompiledAir> compiled() {
    return compiled;
  }

  /**
   * Runs a program to its end and finds where to cut it into segments that the limits and a budget
   * allow.
   *
   * @param budget is asked about shapes of this machine's tables, in the order of {@link #airs}
   * @param maxSegments segments after which it gives up
   * @throws GuestFaultException if the guest does what the machine does not do
   * @throws ExecutionLimitException if it needs more instructions or segments than allowed, or one
   *     instruction alone is too large for a segment
   */
  public MeteredExecution meter(
      Program program,
      GuestInput input,
      ExecutionLimits limits,
      SegmentBudget budget,
      int maxSegments) {
    List<MeteredTable> metered = tables.stream().map(table -> table.metered(program)).toList();
    return Executor.meter(program, input, limits, metered, budget, maxSegments);
  }

  /** Position of the AIR that has the rows of an operation's executions, or -1 if none has. */
  public int indexOf(Op op) {
    ChipRecord stream = op.form() == Op.Form.HINT ? ChipRecord.HINT_WORD : ChipRecord.of(op);
    for (int i = 0; i < tables.size(); i++) {
      if (tables.get(i) instanceof TableSource.Chip chip
          && chip.trace().streams().contains(stream)) {
        return i;
      }
    }
    return -1;
  }

  /** Whether {@link #meter} knows a table's rows exactly; those of the memory tree are bounds. */
  public boolean metersExactly(int table) {
    return switch (tables.get(table)) {
      case TableSource.Boundary _ -> false;
      case TableSource.Merkle _ -> false;
      case TableSource.Poseidon2 _ -> false;
      default -> true;
    };
  }

  /** Position of the program's AIR, the only one with committed columns. */
  public int programIndex() {
    return airs().indexOf(programAir);
  }

  /** The committed matrix of a program. */
  public ColumnMatrix committedProgram(Program program) {
    return new ProgramTrace(programAir).committed(program);
  }

  /**
   * The traces of a segment.
   *
   * @param record what its execution left
   * @param before the memory tree it starts with
   * @param workspaces gives, for log2 of the height of each table, where the matrices are taken
   *     from; none is given back
   * @throws IllegalArgumentException if the record does not start with that memory
   * @throws ExecutionLimitException if a table would pass {@link #MAX_ROWS}
   */
  public SegmentTraces traces(
      SegmentRecord record,
      MemoryTree before,
      Parallel parallel,
      Function<int[], Workspace> workspaces) {
    TouchedLeaves leaves = record.touched();
    TouchedTree tree =
        TouchedTree.of(
            before, leaves.labels(), leaves.initialWords(), leaves.finalWords(), parallel);
    SegmentContext segment = new SegmentContext(TraceInput.of(record), leaves, tree);
    SegmentPublicValues publicValues = publicValues(record, tree);

    List<Integer> usedRows = tables.stream().map(table -> table.rows(segment)).toList();
    List<Integer> heights = heights(usedRows, record.program());
    int[] logHeights = heights.stream().mapToInt(Integer::numberOfTrailingZeros).toArray();
    Workspace workspace = workspaces.apply(logHeights);
    List<ColumnMatrix> main = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      TableSource table = tables.get(i);
      ColumnMatrix out = workspace.takeZeros(heights.get(i), compiled.get(i).mainWidth(), parallel);
      main.add(out);
      parallel.forRange(
          0,
          table.extent(segment, out.height()),
          table.grain(),
          (from, to) -> table.fill(segment, out, from, to));
    }
    count(record.program(), main, publicValues.toArray(), parallel);
    return new SegmentTraces(main, usedRows, publicValues, tree);
  }

  /** As the other form, on the heap. */
  public SegmentTraces traces(SegmentRecord record, MemoryTree before, Parallel parallel) {
    return traces(record, before, parallel, heights -> Workspace.heap());
  }

  /** Fills the tables whose rows are looked up from the traces of all others. */
  void count(Program program, List<ColumnMatrix> main, int[] publicValues, Parallel parallel) {
    LookupCounts counts = LookupCounts.of(program, compiled, main, publicValues, parallel);
    new ProgramTrace(programAir).fill(counts.programRows(), main.get(programIndex()));
    ColumnMatrix table = main.get(airs().indexOf(tableAir));
    TableTrace trace = new TableTrace(tableAir);
    parallel.forRange(
        0,
        table.height(),
        TableSource.GRAIN,
        (from, to) -> trace.fill(counts.range(), counts.bytes(), counts.xor(), table, from, to));
  }

  private List<Integer> heights(List<Integer> rows, Program program) {
    List<Integer> heights = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      int height = tables.get(i).metered(program).height(rows.get(i));
      if (height > MAX_ROWS) {
        throw new ExecutionLimitException(
            Limit.ROWS,
            MAX_ROWS,
            "%s has %d rows, a segment %d"
                .formatted(tables.get(i).air().name(), rows.get(i), MAX_ROWS));
      }
      heights.add(height);
    }
    return heights;
  }

  private static MeteredTable.Fixed programRows(Program program) {
    return new MeteredTable.Fixed(program.size(), ProgramTrace.height(program));
  }

  private static SegmentPublicValues publicValues(SegmentRecord record, TouchedTree tree) {
    int exitCode =
        record.terminated()
            ? KoalaBear.toCanonical(KoalaBear.fromCanonical(record.exitCode()))
            : SegmentPublicValues.SUSPENDED;
    return new SegmentPublicValues(
        record.startPc(),
        record.endPc(),
        record.terminated(),
        exitCode,
        canonical(tree.initialRoot()),
        canonical(tree.finalRoot()));
  }

  private static int[] canonical(int[] elements) {
    return Arrays.stream(elements).map(KoalaBear::toCanonical).toArray();
  }
}
