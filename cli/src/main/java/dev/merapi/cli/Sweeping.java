package dev.merapi.cli;

import dev.merapi.sdk.Progress;
import dev.merapi.sdk.ProgressListener;
import dev.merapi.sdk.ProofStatistics;

/**
 * Has the collector sweep between segments. The records of a segment are too large for the young
 * generation; left alone they would pile up until the heap is full, and a run of many segments
 * would take all of its budget instead of what one segment needs. The process is ours, and a sweep
 * takes some hundredths of a second.
 *
 * @param heard who hears of progress
 */
record Sweeping(ProgressListener heard) implements ProgressListener {

  @Override
  public void progress(Progress progress) {
    if (progress.phase() == Progress.Phase.EXECUTION && progress.segment() > 0) {
      System.gc();
    }
    heard.progress(progress);
  }

  @Override
  public void finished(ProofStatistics statistics) {
    heard.finished(statistics);
  }
}
