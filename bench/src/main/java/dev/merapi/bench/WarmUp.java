package dev.merapi.bench;

/**
 * Tells when runs in one JVM have ceased to become faster: when for three runs, or for ten seconds
 * of runs, none was more than 3 % faster than the fastest before them; or after a run of twenty
 * seconds, in the first of which the compiler was done.
 */
final class WarmUp {

  private static final double FASTER = 0.97;
  private static final int STALE_RUNS = 3;
  private static final double STALE_MILLIS = 10_000;
  private static final double LONG_MILLIS = 20_000;
  private static final int MOST_RUNS = 25;
  private static final double MOST_MILLIS = 60_000;

  private double best = Double.POSITIVE_INFINITY;
  private final int fixed;
  private boolean longRun;
  private int staleRuns;
  private double staleMillis;
  private int runs;
  private double millis;

  /**
   * Begins to warm up.
   *
   * @param fixed the number of runs, 0 to run until they are steady
   */
  WarmUp(int fixed) {
    this.fixed = fixed;
  }

  /** Takes the time of one run into account. */
  void ran(double time) {
    runs++;
    millis += time;
    longRun |= time >= LONG_MILLIS;
    if (time < best * FASTER) {
      staleRuns = 0;
      staleMillis = 0;
      best = time;
    } else {
      staleRuns++;
      staleMillis += time;
    }
  }

  /** Whether the runs are as fast as they get. */
  boolean steady() {
    return longRun || staleRuns >= STALE_RUNS || staleMillis >= STALE_MILLIS;
  }

  /** Whether to measure now, steady or not. */
  boolean over() {
    return fixed > 0 ? runs >= fixed : steady() || runs >= MOST_RUNS || millis >= MOST_MILLIS;
  }

  /** Runs so far. */
  int runs() {
    return runs;
  }
}
