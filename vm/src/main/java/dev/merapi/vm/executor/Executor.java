package dev.merapi.vm.executor;

import dev.merapi.vm.executor.ExecutionLimitException.Limit;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.record.ChipRecord;
import dev.merapi.vm.record.RecordBuffer;
import java.util.Map;

/**
 * Executes programs: {@link #run} for the outcome, {@link #record} for the records that traces are
 * made of. Both follow one semantics and agree on the number of instructions. Stateless; executions
 * on several threads do not meet.
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
    GuestState state = new GuestState(program, input, limits);
    FastLoop loop = new FastLoop(state);
    long instructions = 0;
    while (!loop.terminated()) {
      limits.checkpoint().run();
      instructions += loop.run(budget(limits, instructions, RUN_CHUNK));
    }
    return new ExecutionResult(
        program.operand(loop.index(), 0),
        program.pc(loop.index()),
        instructions,
        state.publicValueBytes(),
        state.output());
  }

  /**
   * Runs a program to its end within one segment, leaving records.
   *
   * @throws GuestFaultException if the guest does what the machine does not do
   * @throws ExecutionLimitException if it needs more instructions than allowed, or more than one
   *     segment
   */
  public static SegmentRecord record(Program program, GuestInput input, ExecutionLimits limits) {
    GuestState state = new GuestState(program, input, limits);
    RecordLoop loop = new RecordLoop(state, limits);
    long instructions = 0;
    while (!loop.terminated()) {
      limits.checkpoint().run();
      instructions += loop.run(budget(limits, instructions, RECORD_CHUNK));
      checkRows(loop.buffers(), limits);
    }
    return new SegmentRecord(
        program,
        loop.buffers(),
        program.entryPc(),
        program.pc(loop.index()),
        loop.ts(),
        true,
        program.a(loop.index()),
        instructions,
        loop.touched(),
        state.publicValueBytes());
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
