package dev.merapi.sdk;

import dev.merapi.sdk.error.LimitReachedException;
import dev.merapi.sdk.error.LimitReachedException.Limit;
import dev.merapi.sdk.verify.AppProof;
import dev.merapi.vm.verification.SegmentPublicValues;

/**
 * Whether the segments of a run fit into the bytes of one proof; said as soon as it can be
 * foreseen, not when all are proved.
 */
final class ProofRoom {

  /** More than all that a proof holds beside its segments. */
  private static final int HEAD = 1 << 14;

  private static final int PER_SEGMENT = 4 * SegmentPublicValues.COUNT + 4;

  private int left;
  private long taken = HEAD;
  private long smallest = Long.MAX_VALUE;

  ProofRoom(int segments) {
    this.left = segments;
  }

  /**
   * Makes room for the proof of the next segment.
   *
   * @throws LimitReachedException if it has no room, or those to come will have none: each as large
   *     as the smallest so far, but for the last, which may be short
   */
  void take(int starkBytes) {
    long bytes = PER_SEGMENT + (long) starkBytes;
    left--;
    taken += bytes;
    smallest = Math.min(smallest, bytes);
    long needed = taken + smallest * Math.max(0, left - 1);
    if (needed > AppProof.MAX_BYTES) {
      throw new LimitReachedException(
          "the proof would have %d bytes, the largest has %d: longer segments make it smaller"
              .formatted(needed, AppProof.MAX_BYTES),
          Limit.PROOF,
          AppProof.MAX_BYTES,
          needed);
    }
  }
}
