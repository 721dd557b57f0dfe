package dev.merapi.vm.executor;

import dev.merapi.vm.executor.ExecutionLimitException.Limit;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.record.ChipRecord;
import dev.merapi.vm.record.RecordBuffer;
import java.util.List;
import java.util.Map;

/**
 * Executes programs: {@link #run} for the outcome, {@link #meter} for the outcome and where to cut
 * into segments, {@link #record} for the records that traces are made of. All follow one semantics
 * and agree on the number of instructions. Stateless; executions on several threads do not meet.
 */
public final class Executor {
  private static final long RUN_CHUNK = 1 << 20;
  private static final long RECORD_CHUNK = 1 << 16;

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
    RecordLoop loop = new RecordLoop(new GuestState(from), from, limits);
    long instructions = 0;
    while (!loop.terminated()) {
      instructions += record(loop, budget(limits, instructions, RECORD_CHUNK), limits);
    }
    return loop.result(instructions);
  }

  /**
   * Executes one segment, leaving records.
   *
   * @param from where it starts
   * @param instructions how many to execute, as {@link #meter} found
   * @throws IllegalArgumentException if the program ends before
   */
  public static RecordedSegment record(Checkpoint from, long instructions, ExecutionLimits limits) {
    GuestState state = new GuestState(from);
    RecordLoop loop = new RecordLoop(state, from, limits);
    for (long left = instructions; left > 0; ) {
      if (loop.terminated()) {
        throw new IllegalArgumentException("the program ends " + left + " instructions earlier");
      }
      left -= record(loop, Math.min(left, RECORD_CHUNK), limits);
    }
    return new RecordedSegment(loop.result(instructions), state.checkpoint(loop.index()));
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

  private static ExecutionResult result(int index, long instructions, GuestState state) {
    return new ExecutionResult(
        state.program.operand(index, 0),
        state.program.pc(index),
        instructions,
        state.publicValueBytes(),
        state.output());
  }

  private static long budget(ExecutionLimits limits, long done, long chunk) {
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
