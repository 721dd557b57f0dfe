package dev.merapi.sdk.verify;

import java.util.Arrays;

/**
 * The proof of one run of a program: a STARK proof for each segment, the revealed bytes with their
 * opening against the final memory, and the commitments they refer to. Immutable. What the
 * accessors return is what the proof <em>says</em>; only {@link Verifier#verify} makes it true.
 */
public final class AppProof {

  private final byte[] encoded;
  private final byte[] publicValues;
  private final Commitment exeCommitment;
  private final Commitment vmCommitment;
  private final int segments;

  AppProof(
      byte[] encoded,
      byte[] publicValues,
      Commitment exeCommitment,
      Commitment vmCommitment,
      int segments) {
    this.encoded = encoded;
    this.publicValues = publicValues;
    this.exeCommitment = exeCommitment;
    this.vmCommitment = vmCommitment;
    this.segments = segments;
  }

  /**
   * Reads the canonical encoding.
   *
   * @throws dev.merapi.sdk.error.InvalidInputException if the bytes are no encoding of a proof
   */
  public static AppProof parse(byte[] bytes) {
    return Seam.proof(bytes);
  }

  /** All bytes of the public-values space, as the proof states them. */
  public byte[] publicValues() {
    return publicValues.clone();
  }

  /** The program, as the proof states it. */
  public Commitment exeCommitment() {
    return exeCommitment;
  }

  /** The machine, as the proof states it. */
  public Commitment vmCommitment() {
    return vmCommitment;
  }

  /** Segments of the run. */
  public int segments() {
    return segments;
  }

  /** The size of the encoded proof, in bytes. */
  public int sizeInBytes() {
    return encoded.length;
  }

  /** The canonical encoding. */
  public byte[] toBytes() {
    return encoded.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AppProof that && Arrays.equals(encoded, that.encoded);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoded);
  }

  @Override
  public String toString() {
    return "AppProof[" + encoded.length + " bytes, exe=" + exeCommitment + "]";
  }
}
