package dev.merapi.sdk;

import dev.merapi.sdk.error.InvalidInputException;
import dev.merapi.sdk.error.InvalidInputException.Subject;

/**
 * The machine a program runs on. Immutable and validated: a value that exists is a machine that can
 * be built.
 *
 * @param publicValuesBytes size of the public-values space: a power of two from 32 to 1024
 */
public record MachineConfig(int publicValuesBytes) {

  private static final int MIN_PUBLIC_VALUES = 32;
  private static final int MAX_PUBLIC_VALUES = 1024;

  /** Checks the range. */
  public MachineConfig {
    if (Integer.bitCount(publicValuesBytes) != 1
        || publicValuesBytes < MIN_PUBLIC_VALUES
        || publicValuesBytes > MAX_PUBLIC_VALUES) {
      throw new InvalidInputException(
          Subject.CONFIGURATION,
          "public values are a power of two of bytes from 32 to 1024, not " + publicValuesBytes);
    }
  }

  /** The RV32IM machine with 32 bytes of public values. */
  public static MachineConfig rv32im() {
    return new MachineConfig(MIN_PUBLIC_VALUES);
  }

  /** This machine with another public-values size. */
  public MachineConfig withPublicValuesBytes(int bytes) {
    return new MachineConfig(bytes);
  }
}
