package dev.merapi.vm.executor;

import dev.merapi.vm.executor.ExecutionLimitException.Limit;
import java.util.ArrayList;
import java.util.List;

/**
 * Executes a program piece by piece with the {@link FastLoop}, each piece charged to a {@link
 * Meter} before, and begins a new segment when the meter refuses.
 *
 * <p>A piece is what can be charged ahead: at most one instruction that takes an address from a
 * register, as the first, and a jump, as the last.
 */
final class MeterLoop {
  private final GuestState state;
  private final FastLoop loop;
  private final Meter meter;
  private final int maxSegments;
  private final long[] code;
  private final List<Long> segments = new ArrayList<>();
  private long inSegment;

  MeterLoop(GuestState state, Meter meter, int maxSegments) {
    this.state = state;
    this.maxSegments = maxSegments;
    this.meter = meter;
    this.loop = new FastLoop(state);
    this.code = loop.code();
  }

  boolean terminated() {
    return loop.terminated();
  }

  int index() {
    return loop.index();
  }

  /** Instructions of all segments, once the program has ended. */
  List<Long> segments() {
    List<Long> all = new ArrayList<>(segments);
    all.add(inSegment);
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
      int piece = charge(left);
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

  /** Charges the next piece and returns its length; 0 if the segment has no room for it. */
  private int charge(long most) {
    int at = loop.index();
    int n = 0;
    while (n < most) {
      long w = code[at + n];
      if (n > 0 && meter.needsRegisters(w) || !meter.charge(w)) {
        break;
      }
      n++;
      if (meter.jumps(w)) {
        break;
      }
    }
    return n;
  }

  private void cut() {
    if (inSegment == 0) {
      throw new ExecutionLimitException(
          Limit.ROWS,
          meter.maxRows(),
          "the instruction at pc 0x%08x alone needs more than a segment of %d rows"
              .formatted(state.program.pc(loop.index()), meter.maxRows()));
    }
    segments.add(inSegment);
    if (segments.size() == maxSegments) {
      throw new ExecutionLimitException(
          Limit.SEGMENTS, maxSegments, "the run needs more than " + maxSegments + " segments");
    }
    inSegment = 0;
    meter.restart();
  }
}
