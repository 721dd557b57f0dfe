package dev.merapi.sdk;

import dev.merapi.sdk.error.CancelledException;
import dev.merapi.sdk.error.LimitReachedException;
import dev.merapi.stark.parallel.Cancellation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One piece of work in progress: its deadline, whether it was cancelled, and who hears of it.
 * Thread-safe. Closing it ends the wait for its deadline.
 */
final class Task implements AutoCloseable {

  private final Deadline deadline;
  private final ProgressListener listener;
  private final Cancellation cancellation = new Cancellation();
  private final CompletableFuture<Void> alarm = new CompletableFuture<>();
  private volatile boolean cancelled;

  Task(Deadline deadline, ProgressListener listener) {
    this.deadline = deadline;
    this.listener = listener;
    if (deadline.isLimited()) {
      alarm
          .completeOnTimeout(null, deadline.remainingNanos(), TimeUnit.NANOSECONDS)
          .thenRun(cancellation::cancel);
    }
  }

  void cancel() {
    cancelled = true;
    cancellation.cancel();
  }

  /** The flag that computations of the proof system look at; set by the deadline as well. */
  Cancellation cancellation() {
    return cancellation;
  }

  /** Throws if the work should end now. */
  void check() {
    if (cancelled) {
      throw new CancelledException("the work was cancelled");
    }
    if (deadline.hasPassed()) {
      long millis = deadline.allowed().toMillis();
      throw new LimitReachedException(
          "the deadline of " + millis + " ms has passed",
          LimitReachedException.Limit.DEADLINE,
          millis,
          LimitReachedException.UNKNOWN);
    }
  }

  void report(Progress progress) {
    tell(() -> listener.progress(progress));
  }

  void finished(ProofStatistics statistics) {
    tell(() -> listener.finished(statistics));
  }

  private static void tell(Runnable call) {
    try {
      call.run();
    } catch (RuntimeException ignored) {
      // A listener never disturbs the prover.
    }
  }

  @Override
  public void close() {
    alarm.cancel(false);
  }
}
