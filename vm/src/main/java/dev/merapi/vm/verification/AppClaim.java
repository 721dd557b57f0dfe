package dev.merapi.vm.verification;

import dev.merapi.stark.proof.CommittedRoot;
import java.util.List;

/**
 * What the proofs of a run claim together.
 *
 * @param program the committed program
 * @param segments public values of each segment, in order
 * @param publicValues the opening of the user's public values against the last memory root
 */
public record AppClaim(
    CommittedRoot program, List<SegmentPublicValues> segments, UserPublicValuesProof publicValues) {

  /** Copies the list. */
  public AppClaim {
    segments = List.copyOf(segments);
  }
}
