package dev.merapi.bench;

/** Hears how far a run of benchmarks is. Called by the thread that runs it. */
@FunctionalInterface
public interface BenchListener {

  /**
   * Something begins.
   *
   * @param number of the case, from 1
   * @param cases of the run
   * @param name of the case
   * @param step what begins, such as {@code cold 1 of 3}
   */
  void begins(int number, int cases, String name, String step);
}
