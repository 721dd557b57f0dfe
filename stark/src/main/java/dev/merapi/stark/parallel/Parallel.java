package dev.merapi.stark.parallel;

import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/**
 * Data parallelism over index ranges. Results never depend on the number of threads as long as
 * ranges write to disjoint places.
 */
public interface Parallel {
  /** How many threads may work at once, the calling one included; at least 1. */
  int threads();

  /**
   * Runs a task over [start, end), cut into disjoint ranges whose lengths are multiples of the
   * grain (the last one excepted), and returns when all are done. The calling thread takes part, so
   * calls may nest and never wait for a busy executor. The first failure stops further ranges and
   * is rethrown.
   *
   * @param grain smallest range worth a hand-over, at least 1
   * @throws CancelledException if cancelled before all ranges were done
   */
  void forRange(int start, int end, int grain, RangeTask task);

  /**
   * Returns unless the computation was cancelled.
   *
   * @throws CancelledException if it was
   */
  void checkCancelled();

  /** Everything on the calling thread, never cancelled. */
  static Parallel sequential() {
    return sequential(new Cancellation());
  }

  /** Everything on the calling thread. */
  static Parallel sequential(Cancellation cancellation) {
    return of(Runnable::run, 1, UnaryOperator.identity(), cancellation);
  }

  /** On an executor and the calling thread, never cancelled. */
  static Parallel of(Executor executor, int threads) {
    return of(executor, threads, UnaryOperator.identity());
  }

  /** On an executor and the calling thread, never cancelled; see the last form. */
  static Parallel of(Executor executor, int threads, UnaryOperator<Runnable> wrap) {
    return of(executor, threads, wrap, new Cancellation());
  }

  /**
   * On an executor and the calling thread.
   *
   * @param threads how many threads may work at once, the calling one included, at least 1
   * @param wrap applied, on the calling thread, to each job handed to the executor: the place to
   *     carry scoped values over
   * @param cancellation checked before every range
   */
  static Parallel of(
      Executor executor, int threads, UnaryOperator<Runnable> wrap, Cancellation cancellation) {
    return new ExecutorParallel(executor, threads, wrap, cancellation);
  }
}
