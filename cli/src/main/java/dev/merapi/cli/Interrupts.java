package dev.merapi.cli;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns the signals that end a process into a cancellation: the work in progress is told to stop,
 * gets a moment to say so, and the process ends with {@link ExitCode#INTERRUPTED}.
 */
final class Interrupts {

  private static final long PATIENCE_SECONDS = 5;

  private final Set<Runnable> actions = ConcurrentHashMap.newKeySet();
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile boolean finished;
  private volatile boolean interrupted;
  private volatile int exitCode = ExitCode.INTERRUPTED;

  /** Registers what stops the work in progress. The registration lasts until it is closed. */
  Registration onInterrupt(Runnable action) {
    actions.add(action);
    if (interrupted) {
      action.run();
    }
    return () -> actions.remove(action);
  }

  /** Begins to listen for signals. */
  void arm() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::interrupt, "merapi-interrupt"));
  }

  /** Ends the process, however far a signal has come. */
  void exit(int code) {
    exitCode = code;
    finished = true;
    done.countDown();
    if (!interrupted) {
      System.exit(code);
    }
  }

  /** Tells the work in progress, and all that is registered later, to stop. */
  void stopWork() {
    interrupted = true;
    actions.forEach(Runnable::run);
  }

  private void interrupt() {
    if (finished) {
      return;
    }
    stopWork();
    try {
      if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.err.println("merapi: interrupted");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(exitCode);
  }

  /** Ends a registration. */
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
