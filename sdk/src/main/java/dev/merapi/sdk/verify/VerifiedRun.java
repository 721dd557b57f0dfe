package dev.merapi.sdk.verify;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * What a verified proof says: this program, on this machine, ran to its end with exit code 0 and
 * revealed these bytes. Immutable.
 */
public final class VerifiedRun {

  private final byte[] publicValues;
  private final Commitment exeCommitment;
  private final Commitment vmCommitment;
  private final int segments;

  VerifiedRun(
      byte[] publicValues, Commitment exeCommitment, Commitment vmCommitment, int segments) {
    this.publicValues = publicValues.clone();
    this.exeCommitment = exeCommitment;
    this.vmCommitment = vmCommitment;
    this.segments = segments;
  }

  /** All bytes of the public-values space, in order. */
  public byte[] publicValues() {
    return publicValues.clone();
  }

  /** The program that ran. */
  public Commitment exeCommitment() {
    return exeCommitment;
  }

  /** The machine it ran on. */
  public Commitment vmCommitment() {
    return vmCommitment;
  }

  /** Segments of the run. */
  public int segments() {
    return segments;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifiedRun that
        && Arrays.equals(publicValues, that.publicValues)
        && exeCommitment.equals(that.exeCommitment)
        && vmCommitment.equals(that.vmCommitment)
        && segments == that.segments;
  }

  @Override
  public int hashCode() {
    return 31 * exeCommitment.hashCode() + Arrays.hashCode(publicValues);
  }

  @Override
  public String toString() {
    return "VerifiedRun[publicValues="
        + HexFormat.of().formatHex(publicValues)
        + ", exe="
        + exeCommitment
        + "]";
  }
}
