package dev.merapi.stark.parallel;

/** A flag, set once by any thread, that asks running computations to stop at their next check. */
public final class Cancellation {
  private volatile boolean cancelled;

  /** Asks every computation holding this flag to stop. */
  public void cancel() {
    cancelled = true;
  }

  /** Whether {@link #cancel()} was called. */
  public boolean isCancelled() {
    return cancelled;
  }

  /**
   * Returns unless cancelled.
   *
   * @throws CancelledException if {@link #cancel()} was called
   */
  public void throwIfCancelled() {
    if (cancelled) {
      throw new CancelledException();
    }
  }
}
