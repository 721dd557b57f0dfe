package dev.merapi.sdk;

/**
 * Hears how far a proof is. Called by whichever thread does the work, so an implementation is quick
 * and thread-safe; what it throws is dropped and never reaches the prover.
 */
public interface ProgressListener {

  /** A listener that hears nothing. */
  static ProgressListener silent() {
    return progress -> {};
  }

  /** A phase began or moved on. */
  void progress(Progress progress);

  /** A proof is done. */
  default void finished(ProofStatistics statistics) {}
}
