package dev.merapi.sdk.segment;

import java.util.List;
import java.util.Optional;

/** Keeps the proven segments of one run, in any order. Used by one thread. */
public interface SegmentStore extends AutoCloseable {

  /**
   * A segment kept by an earlier attempt at the same run, if it is there and undamaged. Whether it
   * proves anything is for the caller to check.
   */
  Optional<FinishedSegment> find(int index);

  /** Keeps a segment, in place of what was there; when this returns, it stays. */
  void keep(int index, FinishedSegment segment);

  /** The encoded STARK proofs of all segments, each of which was found or kept. */
  List<byte[]> starks();

  /** Lets go of what the store holds open; what it keeps on disk stays. */
  @Override
  void close();

  /** A store in memory, for a number of segments. */
  static SegmentStore inMemory(int segments) {
    return new MemoryStore(segments);
  }
}
