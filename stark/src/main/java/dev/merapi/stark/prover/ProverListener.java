package dev.merapi.stark.prover;

/**
 * Hears where a proof stands. Called on the thread that called the prover; what it throws ends the
 * proof.
 */
public interface ProverListener {
  /** Does nothing. */
  ProverListener NONE =
      new ProverListener() {
        @Override
        public void started(ProverPhase phase) {}

        @Override
        public void finished(ProverPhase phase) {}
      };

  /** A phase begins. */
  void started(ProverPhase phase);

  /** A phase ended, normally or not. */
  void finished(ProverPhase phase);

  /** All proofs of work of the proof together took this long; told at its end. */
  default void ground(long nanos) {}
}
