package dev.merapi.cli;

import dev.merapi.sdk.Progress;
import dev.merapi.sdk.ProgressListener;
import dev.merapi.sdk.ProofStatistics;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far a proof is: a bar that redraws itself on a terminal, otherwise a plain line each
 * time a phase begins.
 */
final class ProgressDisplay implements ProgressListener, AutoCloseable {

  private static final int BAR_WIDTH = 24;
  private static final long REDRAW_NANOS = 100_000_000;
  private static final Duration TICK = Duration.ofMillis(500);
  private static final int PHASES = Progress.Phase.values().length;

  private final PrintStream stream;
  private final boolean redraws;
  private final Consumer<ProofStatistics> atEnd;
  private final long start = System.nanoTime();
  private long lastDrawn;
  private long lastHeard;
  private String lastPhase = "";
  private boolean drawn;
  private @Nullable Progress last;
  private volatile boolean closed;

  /**
   * Creates a display.
   *
   * @param redraws whether the stream is a terminal
   * @param atEnd gets the statistics of a finished proof
   */
  ProgressDisplay(PrintStream stream, boolean redraws, Consumer<ProofStatistics> atEnd) {
    this.stream = stream;
    this.redraws = redraws;
    this.atEnd = atEnd;
    if (redraws) {
      Thread.ofPlatform().name("merapi-progress").daemon(true).start(this::tick);
    }
  }

  @Override
  public synchronized void progress(Progress progress) {
    String phase = progress.phase().title() + "/" + progress.segment();
    boolean newPhase = !phase.equals(lastPhase);
    lastPhase = phase;
    last = progress;
    lastHeard = System.nanoTime();
    if (redraws) {
      redraw(progress, newPhase);
    } else if (newPhase) {
      stream.printf(Locale.ROOT, "[%7.2f s] %s%n", elapsedSeconds(), what(progress));
    }
  }

  @Override
  public void finished(ProofStatistics statistics) {
    close();
    atEnd.accept(statistics);
  }

  /** Clears the bar. */
  @Override
  public synchronized void close() {
    closed = true;
    if (drawn) {
      stream.print("\r\u001b[K");
      stream.flush();
      drawn = false;
    }
  }

  /** Keeps the time moving in a long phase. */
  private void tick() {
    try {
      while (!closed) {
        Thread.sleep(TICK);
        redrawLast();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void redrawLast() {
    if (!closed && last != null) {
      redraw(last, false);
    }
  }

  private void redraw(Progress progress, boolean newPhase) {
    long now = System.nanoTime();
    if (closed) {
      return;
    }
    if (!newPhase && now - lastDrawn < REDRAW_NANOS) {
      return;
    }
    lastDrawn = now;
    drawn = true;
    double inPhase =
        progress.total() > 0 ? Math.clamp((double) progress.done() / progress.total(), 0, 1) : 0;
    double inSegment = (progress.phase().ordinal() + inPhase) / PHASES;
    int segments = progress.segments();
    int filled =
        segments == 0 ? 0 : (int) ((progress.segment() + inSegment) * BAR_WIDTH / segments);
    String left = progress.remaining().map(time -> ", about " + seconds(time) + " left").orElse("");
    stream.printf(
        Locale.ROOT,
        "\r\u001b[K[%s%s] %s, %.1f s%s",
        "#".repeat(filled),
        "-".repeat(BAR_WIDTH - filled),
        what(progress),
        elapsedSeconds(),
        left);
    stream.flush();
  }

  /** The phase, and of which segment once there are segments; those are counted from 1 here. */
  private static String what(Progress progress) {
    String title = progress.phase().title();
    return progress.segments() == 0
        ? title
        : "segment %d of %d: %s".formatted(progress.segment() + 1, progress.segments(), title);
  }

  private double elapsedSeconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.0f s", time.toMillis() / 1e3);
  }
}
