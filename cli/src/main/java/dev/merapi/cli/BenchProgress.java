package dev.merapi.cli;

import dev.merapi.bench.BenchListener;
import dev.merapi.sdk.text.OneLine;
import java.io.PrintStream;
import java.util.Locale;

/**
 * Shows how far a run of benchmarks is: one line that redraws itself on a terminal, otherwise a
 * plain line each time something begins.
 */
final class BenchProgress implements BenchListener, AutoCloseable {

  private static final int BAR_WIDTH = 24;

  private final PrintStream stream;
  private final boolean redraws;
  private final boolean shown;
  private final long start = System.nanoTime();
  private boolean drawn;

  /**
   * Creates a display.
   *
   * @param redraws whether the stream is a terminal
   * @param shown whether to show anything
   */
  BenchProgress(PrintStream stream, boolean redraws, boolean shown) {
    this.stream = stream;
    this.redraws = redraws;
    this.shown = shown;
  }

  @Override
  public void begins(int number, int cases, String name, String step) {
    if (!shown) {
      return;
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    String what = "case %d of %d: %s, %s".formatted(number, cases, OneLine.of(name), step);
    if (redraws) {
      int filled = (number - 1) * BAR_WIDTH / cases;
      stream.printf(
          Locale.ROOT,
          "\r\u001b[K[%s%s] %s, %.1f s",
          "#".repeat(filled),
          "-".repeat(BAR_WIDTH - filled),
          what,
          seconds);
      stream.flush();
      drawn = true;
    } else {
      stream.printf(Locale.ROOT, "[%7.2f s] %s%n", seconds, what);
    }
  }

  /** Clears the line. */
  @Override
  public void close() {
    if (drawn) {
      stream.print("\r\u001b[K");
      stream.flush();
    }
  }
}
