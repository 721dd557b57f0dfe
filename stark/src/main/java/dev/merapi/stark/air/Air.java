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
   * Whether the last row takes part in no message, whatever its multiplicities say. A table whose
   * last row is always padding should say so: the running sum then has room for one more message.
   */
  default boolean lastRowIsSilent() {
    return false;
  }

  /**
   * The log2 of the height when it is the same in every proof (fixed tables); empty when the
   * witness decides.
   */
  default OptionalInt fixedLogHeight() {
    return OptionalInt.empty();
  }
}
