package dev.merapi.sdk;

import dev.merapi.sdk.error.CancelledException;
import dev.merapi.sdk.error.LimitReachedException;

/**
 * One piece of work in progress: its deadline, whether it was cancelled, and who hears of it.
 * Thread-safe.
 */
final class Task {

  private final Deadline deadline;
  private final ProgressListener listener;
  private volatile boolean cancelled;

  Task(Deadline deadline, ProgressListener listener) {
    this.deadline = deadline;
    this.listener = listener;
  }

  void cancel() {
    cancelled = true;
  }

  /** Whether the work should end now. */
  boolean stopped() {
    return cancelled || deadline.hasPassed();
  }

  /** Throws if the work should end now. */
  void check() {
    if (cancelled) {
      throw new CancelledException("the proof was cancelled");
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
    try {
      listener.progress(progress);
    } catch (RuntimeException ignored) {
      // A listener never disturbs the prover.
    }
  }

  void finished(ProofStatistics statistics) {
    try {
      listener.finished(statistics);
    } catch (RuntimeException ignored) {
      // As above.
    }
  }
}
