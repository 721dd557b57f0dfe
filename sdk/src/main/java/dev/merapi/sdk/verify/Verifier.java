package dev.merapi.sdk.verify;

import dev.merapi.sdk.error.VerificationException;

/**
 * Verifies proofs of one machine. Works alone: no prover, no Vector API, no native code. Immutable
 * and thread-safe.
 */
public final class Verifier {

  private final VerifyingKey key;

  private Verifier(VerifyingKey key) {
    this.key = key;
  }

  /** The verifier of a machine. */
  public static Verifier of(VerifyingKey key) {
    return new Verifier(key);
  }

  /**
   * Verifies that a program ran to its end on this machine.
   *
   * @param proof the proof
   * @param exeCommitment the program that must have run
   * @return what the proof shows
   * @throws VerificationException if it does not hold
   */
  public VerifiedRun verify(AppProof proof, Commitment exeCommitment) {
    return Seam.verify(key, proof, exeCommitment);
  }

  /**
   * Verifies that <em>some</em> program ran to its end on this machine: the one named by {@link
   * VerifiedRun#exeCommitment()}, which nothing pins until the caller compares it.
   *
   * @throws VerificationException if the proof does not hold
   */
  public VerifiedRun verifyUnpinned(AppProof proof) {
    return Seam.verify(key, proof, null);
  }
}
