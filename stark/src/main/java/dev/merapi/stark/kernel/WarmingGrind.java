package dev.merapi.stark.kernel;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Searches by the scalar form while a thread of its own calls the vector form until that is
 * compiled: until it has become the faster one. The thread starts with {@link #begin}. A vector
 * form that is never compiled costs it some six seconds in twenty.
 */
final class WarmingGrind implements GrindKernel {
  /** Nonces of a trial. */
  private static final int TRIAL = 64;

  /** Trials in a row that the vector form has to win. */
  private static final int WINS = 3;

  /** Time in which the compiler has been asked, and as a rule is done. */
  private static final long EAGER_NANOS = 5_000_000_000L;

  private static final long PATIENCE_NANOS = 20_000_000_000L;

  /** Afterwards the thread rests for so many times what a trial took. */
  private static final int REST = 15;

  private final GrindKernel scalar;
  private final GrindKernel vector;
  private final long eagerNanos;
  private final long patienceNanos;
  private final AtomicBoolean begun = new AtomicBoolean();
  private volatile GrindKernel current;

  WarmingGrind(GrindKernel scalar, GrindKernel vector) {
    this(scalar, vector, EAGER_NANOS, PATIENCE_NANOS);
  }

  /** With the times after which the vector form is tried seldom, and is given up. */
  WarmingGrind(GrindKernel scalar, GrindKernel vector, long eagerNanos, long patienceNanos) {
    this.scalar = scalar;
    this.vector = vector;
    this.eagerNanos = eagerNanos;
    this.patienceNanos = patienceNanos;
    this.current = scalar;
  }

  /** Starts the thread, unless it was started before. */
  void begin() {
    if (!begun.getAndSet(true)) {
      Thread.ofPlatform()
          .daemon()
          .name("merapi-grind")
          .uncaughtExceptionHandler((thread, failure) -> {}) // the scalar form goes on
          .start(this::warm);
    }
  }

  @Override
  public int search(int[] state, int slot, int bits, int from, int to) {
    return current.search(state, slot, bits, from, to);
  }

  /** Returns when the vector form is the faster one, or will not become it. */
  void warm() {
    long begin = System.nanoTime();
    int wins = 0;
    while (wins < WINS && System.nanoTime() - begin < patienceNanos) {
      long start = System.nanoTime();
      trial(scalar);
      long middle = System.nanoTime();
      trial(vector);
      long end = System.nanoTime();
      wins = end - middle < middle - start ? wins + 1 : 0;
      if (wins == 0 && end - begin >= eagerNanos && !rest(end - start)) {
        return;
      }
    }
    if (wins == WINS) {
      current = vector;
    }
  }

  /** Leaves the processor to others; false if the thread is to end. */
  private static boolean rest(long trialNanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(REST * trialNanos);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private static void trial(GrindKernel kernel) {
    kernel.search(new int[16], 0, 30, 0, TRIAL);
  }
}
