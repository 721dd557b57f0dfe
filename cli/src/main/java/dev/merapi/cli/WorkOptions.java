package dev.merapi.cli;

import dev.merapi.sdk.Hash;
import dev.merapi.sdk.Security;
import dev.merapi.sdk.error.InvalidInputException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of verbs that need a machine. */
final class WorkOptions {

  @Option(
      names = "--security",
      paramLabel = "PRESET",
      converter = PresetConverter.class,
      defaultValue = "proven-100",
      description = "Security preset: proven-100 or heuristic-100 (default: proven-100).")
  Security security = Security.PROVEN_100;

  @Option(
      names = "--hash",
      paramLabel = "SUITE",
      converter = HashConverter.class,
      defaultValue = "poseidon2",
      description = {
        "Hash suite: poseidon2, or blake3, which is faster, for proofs that will not go into other",
        "proofs (default: poseidon2)."
      })
  Hash hash = Hash.POSEIDON2;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads to work on (default: one a processor).")
  int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--no-progress", description = "Show no progress.")
  boolean noProgress;

  /** Reads a hash suite by the name a user writes. */
  static final class HashConverter implements ITypeConverter<Hash> {
    @Override
    public Hash convert(String value) {
      try {
        return Hash.parse(value);
      } catch (InvalidInputException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }

  /** Reads a preset by the name a user writes. */
  static final class PresetConverter implements ITypeConverter<Security> {
    @Override
    public Security convert(String value) {
      try {
        return Security.parse(value);
      } catch (InvalidInputException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
