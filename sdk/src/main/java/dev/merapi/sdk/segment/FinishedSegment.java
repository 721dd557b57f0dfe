package dev.merapi.sdk.segment;

import dev.merapi.sdk.codec.SegmentSizes;
import dev.merapi.vm.verification.SegmentPublicValues;

/**
 * A segment that is proven.
 *
 * @param publicValues what its proof claims
 * @param stark its encoded STARK proof
 * @param sizes how large its traces were
 */
@SuppressWarnings("ArrayRecordComponent")
public record FinishedSegment(SegmentPublicValues publicValues, byte[] stark, SegmentSizes sizes) {}
