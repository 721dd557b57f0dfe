package dev.merapi.cli;

import dev.merapi.sdk.MemoryBudget;
import dev.merapi.sdk.Prover;
import dev.merapi.sdk.error.InvalidInputException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that decide how a run is cut into segments. */
final class SegmentOptions {

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      converter = BudgetConverter.class,
      description =
          "Memory the whole process may use, such as 4g or 3500m (default: three quarters of the"
              + " machine's). A run that needs more is cut into more segments.")
  @Nullable MemoryBudget memory;

  @Option(
      names = "--segment-max-log-height",
      paramLabel = "N",
      description =
          "Greatest height of a segment's traces, as a power of two: 16 to 22 (default: 19). A run"
              + " that needs more is cut into segments.")
  @Nullable Integer segmentMaxLogHeight;

  /** Adds the options that were given. */
  Prover.Builder configure(Prover.Builder builder) {
    if (memory != null) {
      builder.memory(memory);
    }
    if (segmentMaxLogHeight != null) {
      builder.segmentMaxLogHeight(segmentMaxLogHeight);
    }
    return builder;
  }

  /** Reads an amount of memory. */
  static final class BudgetConverter implements ITypeConverter<MemoryBudget> {
    @Override
    public MemoryBudget convert(String value) {
      try {
        return MemoryBudget.parse(value);
      } catch (InvalidInputException e) {
        throw new TypeConversionException(String.valueOf(e.getMessage()));
      }
    }
  }
}
