package dev.merapi.bench;

import dev.merapi.sdk.error.CancelledException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Lets another thread end the work in progress. Thread-safe. */
final class Stop {

  private final Set<Runnable> actions = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  /** Ends what is in progress, and all that begins later. */
  void now() {
    stopped = true;
    actions.forEach(Runnable::run);
  }

  /** Registers what ends the work that begins, until the registration is closed. */
  Registration onStop(Runnable action) {
    actions.add(action);
    if (stopped) {
      action.run();
    }
    return () -> actions.remove(action);
  }

  /** Throws once stopped. */
  void check() {
    if (stopped) {
      throw new CancelledException("interrupted");
    }
  }

  /** Ends a registration. */
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
