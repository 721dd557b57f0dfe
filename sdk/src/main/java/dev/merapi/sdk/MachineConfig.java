package dev.merapi.sdk;

import dev.merapi.sdk.error.InvalidInputException;
import dev.merapi.sdk.error.InvalidInputException.Subject;

/**
 * The machine a program runs on. Immutable and validated: a value that exists is a machine that can
 * be built.
 *
 * @param publicValuesBytes size of the public-values space: a power of two from 32 to 1024
 * @param segmentMaxLogHeight the base-2 logarithm of the tallest trace of a segment, from 8 to 22
 */
public record MachineConfig(int publicValuesBytes, int segmentMaxLogHeight) {

  /** The tallest trace the proof system takes, as a base-2 logarithm. */
  public static final int MAX_LOG_HEIGHT = 22;

  private static final int MIN_LOG_HEIGHT = 8;
  private static final int MIN_PUBLIC_VALUES = 32;
  private static final int MAX_PUBLIC_VALUES = 1024;

  /** Checks the ranges. */
  public MachineConfig {
    if (Integer.bitCount(publicValuesBytes) != 1
        || publicValuesBytes < MIN_PUBLIC_VALUES
        || publicValuesBytes > MAX_PUBLIC_VALUES) {
      throw new InvalidInputException(
          Subject.CONFIGURATION,
          "public values are a power of two of bytes from 32 to 1024, not " + publicValuesBytes);
    }
    if (segmentMaxLogHeight < MIN_LOG_HEIGHT || segmentMaxLogHeight > MAX_LOG_HEIGHT) {
      throw new InvalidInputException(
          Subject.CONFIGURATION, "the segment height is 2^8 to 2^22, not 2^" + segmentMaxLogHeight);
    }
  }

  /** The RV32IM machine with 32 bytes of public values. */
  public static MachineConfig rv32im() {
    return new MachineConfig(MIN_PUBLIC_VALUES, MAX_LOG_HEIGHT);
  }

  /** This machine with another public-values size. */
  public MachineConfig withPublicValuesBytes(int bytes) {
    return new MachineConfig(bytes, segmentMaxLogHeight);
  }

  /** This machine with another bound on the height of a segment. */
  public MachineConfig withSegmentMaxLogHeight(int logHeight) {
    return new MachineConfig(publicValuesBytes, logHeight);
  }
}
