package dev.merapi.vm.executor;

import dev.merapi.vm.executor.ExecutionLimitException.Limit;
import dev.merapi.vm.memory.MemoryTree;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.record.ChipRecord;
import dev.merapi.vm.record.RecordBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/**
 * Executes programs: {@link #run} for the outcome, {@link #meter} for the outcome and where to cut
 * into segments, {@link #record} for the records that traces are made of, {@link #skip} for where a
 * segment starts, {@link #profile} for who executes what. All follow one semantics and agree on the
 * number of instructions. Stateless; executions on several threads do not meet.
 */
public final class Executor {
  private static final long RUN_CHUNK = 1 << 20;
  private static final long RECORD_CHUNK = 1 << 16;
  private static final ToIntFunction<ChipRecord> UNPLANNED = stream -> RecordBuffer.UNPLANNED;

  private Executor() {}

  /**
   * Runs a program to its end.
   *
   * @throws GuestFaultException if the guest does what the machine does not do
   * @throws ExecutionLimitException if it needs more instructions than allowed
   */
  public static ExecutionResult run(Program program, GuestInput input, ExecutionLimits limits) {
    GuestState state = new GuestState(Checkpoint.start(program, input, limits));
    FastLoop loop = new FastLoop(state);
    long instructions = 0;
    while (!loop.terminated()) {
      limits.checkpoint().run();
      instructions += loop.run(budget(limits, instructions, RUN_CHUNK));
    }
    return result(loop.index(), instructions, state);
  }

  /**
   * Runs a program to its end within one segment, leaving records.
   *
   * @throws GuestFaultException if the guest does what the machine does not do
   * @throws ExecutionLimitException if it needs more instructions than allowed, or more than one
   *     segment
   */
  public static SegmentRecord record(Program program, GuestInput input, ExecutionLimits limits) {
    Checkpoint from = Checkpoint.start(program, input, limits);
    RecordLoop loop = new RecordLoop(new GuestState(from), from, limits, UNPLANNED);
    long instructions = 0;
    while (!loop.terminated()) {
      instructions += record(loop, budget(limits, instructions, RECORD_CHUNK), limits);
    }
    return loop.result(instructions);
  }

  /**
   * Executes one segment, leaving records in arrays that are exactly as long as they have to be.
   *
   * @param from where it starts
   * @param plan what {@link #meter} found of it
   * @throws IllegalArgumentException if the program ends before
   */
  public static RecordedSegment record(Checkpoint from, SegmentPlan plan, ExecutionLimits limits) {
    return record(from, plan.instructions(), limits, plan::records);
  }

  /**
   * Executes one segment of which nothing is known but its length, leaving records.
   *
   * @param from where it starts
   * @param instructions how many to execute
   * @throws IllegalArgumentException if the program ends before
   */
  public static RecordedSegment record(Checkpoint from, long instructions, ExecutionLimits limits) {
    return record(from, instructions, limits, UNPLANNED);
  }

  private static RecordedSegment record(
      Checkpoint from, long instructions, ExecutionLimits limits, ToIntFunction<ChipRecord> room) {
    GuestState state = new GuestState(from);
    RecordLoop loop = new RecordLoop(state, from, limits, room);
    for (long left = instructions; left > 0; ) {
      goesOn(!loop.terminated(), left);
      left -= record(loop, Math.min(left, RECORD_CHUNK), limits);
    }
    return new RecordedSegment(loop.result(instructions), state.checkpoint(loop.index()));
  }

  /**
   * Executes instructions without leaving records.
   *
   * @param from where to start
   * @param instructions how many to execute
   * @return where the next one starts
   * @throws IllegalArgumentException if the program ends before
   */
  public static Checkpoint skip(Checkpoint from, long instructions, ExecutionLimits limits) {
    GuestState state = new GuestState(from);
    FastLoop loop = new FastLoop(state);
    for (long left = instructions; left > 0; ) {
      goesOn(!loop.terminated(), left);
      limits.checkpoint().run();
      left -= loop.run(Math.min(left, RUN_CHUNK));
    }
    return state.checkpoint(loop.index());
  }

  private static void goesOn(boolean running, long left) {
    if (!running) {
      throw new IllegalArgumentException("the program ends " + left + " instructions earlier");
    }
  }

  /** Heap bytes, at most, of the checkpoint and the memory tree that a segment starts from. */
  public static long stateHeapBytes(SegmentShape shape) {
    return (long) shape.pagesBefore() * GuestState.PAGE_HEAP_BYTES
        + MemoryTree.changeHeapBytes(shape.pagesBefore());
  }

  /**
   * Heap bytes, at most, that recording a segment needs beside the checkpoint it starts from.
   * {@link SegmentRecord#heapBytes} of them are left in the record, up to 64 KiB a touched page in
   * the checkpoint after it.
   */
  public static long recordHeapBytes(SegmentShape shape) {
    return SegmentRecord.heapBytes(shape)
        + 2L * shape.pages() * GuestState.PAGE_HEAP_BYTES
        + Checkpoint.LEAST_HEAP_BYTES * 3;
  }

  private static long record(RecordLoop loop, long budget, ExecutionLimits limits) {
    limits.checkpoint().run();
    long done = loop.run(budget);
    checkRows(loop.buffers(), limits);
    return done;
  }

  /**
   * Runs a program to its end and finds where to cut it into segments: as late as limits and budget
   * allow. Limited are the rows of each table fed by records, those of the tables of the memory
   * tree, and timestamps.
   *
   * @param tables the machine's tables, in order
   * @param maxSegments segments after which it gives up
   * @throws GuestFaultException if the guest does what the machine does not do
   * @throws ExecutionLimitException if it needs more instructions or segments than allowed, or one
   *     instruction alone is too large for a segment
   */
  public static MeteredExecution meter(
      Program program,
      GuestInput input,
      ExecutionLimits limits,
      List<MeteredTable> tables,
      SegmentBudget budget,
      int maxSegments) {
    GuestState state = new GuestState(Checkpoint.start(program, input, limits));
    MeterLoop loop = new MeterLoop(state, new Meter(state, limits, tables, budget), maxSegments);
    long instructions = 0;
    while (!loop.terminated()) {
      limits.checkpoint().run();
      instructions += loop.run(budget(limits, instructions, RUN_CHUNK));
    }
    return new MeteredExecution(result(loop.index(), instructions, state), loop.segments());
  }

  /**
   * Begins an execution that counts who executes what; it runs when it is told to.
   *
   * @param limits as for {@link #run}
   */
  public static ProfiledRun profile(Program program, GuestInput input, ExecutionLimits limits) {
    return new ProfiledRun(new GuestState(Checkpoint.start(program, input, limits)), limits);
  }

  static ExecutionResult result(int index, long instructions, GuestState state) {
    return new ExecutionResult(
        state.program.operand(index, 0),
        state.program.pc(index),
        instructions,
        state.publicValueBytes(),
        state.output());
  }

  static long budget(ExecutionLimits limits, long done, long chunk) {
    long left = limits.maxInstructions() - done;
    if (left <= 0) {
      throw new ExecutionLimitException(
          Limit.INSTRUCTIONS,
          limits.maxInstructions(),
          "the guest has not finished within " + limits.maxInstructions() + " instructions");
    }
    return Math.min(left, chunk);
  }

  private static void checkRows(Map<ChipRecord, RecordBuffer> buffers, ExecutionLimits limits) {
    buffers.forEach((chip, buffer) -> {
      if (buffer.count() > limits.maxRows()) {
        throw new ExecutionLimitException(
            Limit.ROWS,
            limits.maxRows(),
            "the execution needs more than one segment: %s has more than %d rows"
                .formatted(chip, limits.maxRows()));
      }
    });
  }
}
