package dev.merapi.stark.air;

import java.util.OptionalInt;

/**
 * One table of a machine: its columns and the constraints on them. {@link #define} runs once, at
 * key generation; the result is a {@code CompiledAir}.
 */
public interface Air {

  /** Name in reports and metrics, unique in a machine. */
  String name();

  /** The declared columns. */
  Columns columns();

  /** States constraints and bus interactions. */
  void define(AirBuilder builder);

  /**
   * The log2 of the height when it is the same in every proof (fixed tables); empty when the
   * witness decides.
   */
  default OptionalInt fixedLogHeight() {
    return OptionalInt.empty();
  }
}
