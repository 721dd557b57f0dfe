package dev.merapi.vm.executor;

import dev.merapi.vm.executor.ExecutionLimitException.Limit;
import java.util.ArrayList;
import java.util.List;

/**
 * Executes a program piece by piece with the {@link PlainLoop}, each piece charged to a {@link
 * Meter} before, and begins a new segment when the meter refuses.
 *
 * <p>A piece is what can be charged ahead: at most one instruction that takes an address from a
 * register, as the first, and a jump, as the last.
 */
final class MeterLoop {
  private final GuestState state;
  private final PlainLoop loop;
  private final Meter meter;
  private final int maxSegments;
  private final long[] code;
  private final List<SegmentPlan> segments = new ArrayList<>();
  private long inSegment;

  MeterLoop(GuestState state, Meter meter, int maxSegments) {
    this.state = state;
    this.maxSegments = maxSegments;
    this.meter = meter;
    this.loop = new PlainLoop(state);
    this.code = loop.code();
    begin();
  }

  boolean terminated() {
    return loop.terminated();
  }

  int index() {
    return loop.index();
  }

  /** All segments, once the program has ended. */
  List<SegmentPlan> segments() {
    List<SegmentPlan> all = new ArrayList<>(segments);
    all.add(meter.plan());
    return all;
  }

  /**
   * Executes until TERMINATE or until {@code budget} instructions are done.
   *
   * @return the number executed
   */
  long run(long budget) {
    long left = budget;
    while (left > 0 && !loop.terminated()) {
      int piece = meter.charge(code, loop.index(), left);
      if (piece == 0) {
        cut();
      } else {
        loop.run(piece);
        inSegment += piece;
        left -= piece;
      }
    }
    return budget - left;
  }

  private void cut() {
    if (inSegment == 0) {
      throw tooLarge();
    }
    segments.add(meter.plan());
    if (segments.size() == maxSegments) {
      throw new ExecutionLimitException(
          Limit.SEGMENTS, maxSegments, "the run needs more than " + maxSegments + " segments");
    }
    inSegment = 0;
    begin();
  }

  private void begin() {
    if (!meter.begin()) {
      throw tooLarge();
    }
  }

  /** Nothing has been executed in the segment, and there is no room for the next instruction. */
  private ExecutionLimitException tooLarge() {
    String what = "the instruction at pc 0x%08x".formatted(state.program.pc(loop.index()));
    SegmentShape needed = meter.refused();
    return needed != null
        ? new ExecutionLimitException(
            needed, what + " alone needs a larger segment than the budget allows")
        : new ExecutionLimitException(
            Limit.ROWS,
            meter.maxRows(),
            "%s alone needs more than a segment of %d rows".formatted(what, meter.maxRows()));
  }
}
