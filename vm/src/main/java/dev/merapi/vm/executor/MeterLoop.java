package dev.merapi.vm.executor;

import dev.merapi.vm.executor.ExecutionLimitException.Limit;
import java.util.ArrayList;
import java.util.List;

/**
 * Executes a program and begins a new segment when the {@link Meter} refuses. What needs no
 * question executes the {@link CountingLoop}. The rest executes the {@link PlainLoop} piece by
 * piece, each charged to the meter before.
 *
 * <p>A piece is what can be charged ahead: at most one instruction that takes an address from a
 * register, as the first, and a jump, as the last.
 */
final class MeterLoop {
  /** Where the counting loop gets no further than this, it is left alone for some pieces. */
  private static final int SHORT = 64;

  private static final int PIECES = 8;

  private final GuestState state;
  private final PlainLoop loop;
  private final CountingLoop counting;
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
    this.counting = meter.counting(loop);
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
      int counted = counting.run((int) Math.min(left, meter.ahead(counting.reach())));
      meter.counted(counted);
      inSegment += counted;
      left -= counted;
      int pieces = counted < SHORT ? PIECES : 1;
      for (int i = 0; i < pieces && left > 0 && !loop.terminated(); i++) {
        left -= piece(left);
      }
    }
    return budget - left;
  }

  /** Executes the next piece, or cuts; returns the number of instructions executed. */
  private int piece(long most) {
    int piece = meter.charge(code, loop.index(), most);
    if (piece == 0) {
      cut();
    } else {
      loop.run(piece);
      inSegment += piece;
    }
    return piece;
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
