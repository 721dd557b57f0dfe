package dev.merapi.vm.verification;

import java.util.Arrays;

/**
 * What a verified run shows: this executable ran to its end with exit code 0 and revealed these
 * bytes.
 *
 * @param exeCommitment the executable, 8 canonical elements
 * @param publicValues all bytes of public values
 * @param segments number of segments
 */
@SuppressWarnings("ArrayRecordComponent")
public record VerifiedApp(int[] exeCommitment, byte[] publicValues, int segments) {
  @Override
  public boolean equals(Object other) {
    return other instanceof VerifiedApp that
        && Arrays.equals(exeCommitment, that.exeCommitment)
        && Arrays.equals(publicValues, that.publicValues)
        && segments == that.segments;
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(exeCommitment) + Arrays.hashCode(publicValues);
  }

  @Override
  public String toString() {
    return "VerifiedApp[segments=" + segments + ", publicValues=" + publicValues.length + " bytes]";
  }
}
