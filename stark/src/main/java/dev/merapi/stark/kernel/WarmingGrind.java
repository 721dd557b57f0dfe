package dev.merapi.stark.kernel;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Searches by the scalar form while a thread of its own calls the vector form until that is
 * compiled: until it has become the faster one. The thread starts with {@link #begin}.
 */
final class WarmingGrind implements GrindKernel {
  /** Nonces of a trial. */
  private static final int TRIAL = 64;

  /** Trials in a row that the vector form has to win. */
  private static final int WINS = 3;

  private static final long PATIENCE_NANOS = 20_000_000_000L;

  private final GrindKernel scalar;
  private final GrindKernel vector;
  private final long patienceNanos;
  private final AtomicBoolean begun = new AtomicBoolean();
  private volatile GrindKernel current;

  WarmingGrind(GrindKernel scalar, GrindKernel vector) {
    this(scalar, vector, PATIENCE_NANOS);
  }

  /** With the time after which the vector form is given up. */
  WarmingGrind(GrindKernel scalar, GrindKernel vector, long patienceNanos) {
    this.scalar = scalar;
    this.vector = vector;
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
    long end = System.nanoTime() + patienceNanos;
    int wins = 0;
    while (wins < WINS && System.nanoTime() < end) {
      long start = System.nanoTime();
      trial(scalar);
      long middle = System.nanoTime();
      trial(vector);
      wins = System.nanoTime() - middle < middle - start ? wins + 1 : 0;
    }
    if (wins == WINS) {
      current = vector;
    }
  }

  private static void trial(GrindKernel kernel) {
    kernel.search(new int[16], 0, 30, 0, TRIAL);
  }
}
