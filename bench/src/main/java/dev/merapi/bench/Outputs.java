package dev.merapi.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where what was measured goes as a run proceeds.
 *
 * @param directory for a file of each case and mode, and the summary; none if not asked for
 * @param collected for the metrics of all cases together; none if not asked for
 */
record Outputs(@Nullable BenchDirectory directory, @Nullable CollectedFile collected) {

  /**
   * Opens them.
   *
   * @param replaces whether results that are there make room for these
   */
  static Outputs of(@Nullable Path directory, @Nullable Path collected, boolean replaces) {
    return new Outputs(
        directory == null ? null : BenchDirectory.open(directory, replaces),
        collected == null ? null : new CollectedFile(collected));
  }

  /** Whether anybody wants the metrics of a run. */
  boolean wanted() {
    return directory != null || collected != null;
  }

  /** Keeps the metrics file of a run, if there is one. */
  void keep(Path metrics, BenchCase aCase, Mode mode) {
    if (!Files.exists(metrics)) {
      return;
    }
    if (directory != null) {
      directory.keep(metrics, aCase.name(), mode);
    }
    if (collected != null) {
      collected.add(metrics, aCase.name());
    }
  }

  /** Replaces the summary. */
  void write(BenchSummary summary) {
    if (directory != null) {
      directory.write(summary);
    }
  }
}
