package dev.merapi.vm.verification;

import dev.merapi.stark.parallel.Parallel;
import org.jspecify.annotations.Nullable;

/**
 * Checks of all segments, several at a time, with the outcome of one after the other: what the
 * first segment that fails throws is thrown here, whatever later ones did meanwhile.
 *
 * <p>Segments are taken in order, so those before the first one known to fail have all been begun,
 * and are waited for; no later one is begun any more. They hold when as many checks as there are
 * segments returned, not when none was seen to fail: a thread may be lost without a word.
 */
final class SegmentChecks {

  private final Check check;
  private int next;
  private int end;
  private int passed;
  private @Nullable Throwable failure;

  private SegmentChecks(int segments, Check check) {
    this.end = segments;
    this.check = check;
  }

  /** The check of one segment; called by several threads at once. */
  @FunctionalInterface
  interface Check {
    void of(int segment) throws AppRejectedException;
  }

  /**
   * Checks segments; one alone on the calling thread.
   *
   * @throws AppRejectedException if that is what the first check to fail throws
   * @throws IllegalStateException if some segment was neither seen to hold nor to fail
   */
  static void run(int segments, Parallel parallel, Check check) throws AppRejectedException {
    SegmentChecks checks = new SegmentChecks(segments, check);
    int workers = Math.min(parallel.threads(), segments);
    parallel.forRange(0, workers, 1, (from, to) -> checks.work());
    checks.conclude(segments);
  }

  private synchronized void conclude(int segments) throws AppRejectedException {
    switch (failure) {
      case null -> {
        if (passed != segments) {
          throw new IllegalStateException(passed + " of " + segments + " segments were checked");
        }
      }
      case AppRejectedException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case Throwable t -> throw new IllegalStateException(t);
    }
  }

  private void work() {
    for (int i = take(); i >= 0; i = take()) {
      try {
        check.of(i);
        pass();
      } catch (Throwable t) { // thrown again on the calling thread, if no earlier one is
        fail(i, t);
      }
    }
  }

  private synchronized int take() {
    return next < end ? next++ : -1;
  }

  private synchronized void fail(int segment, Throwable thrown) {
    if (segment < end) {
      end = segment;
      failure = thrown;
    }
  }

  private synchronized void pass() {
    passed++;
  }
}
