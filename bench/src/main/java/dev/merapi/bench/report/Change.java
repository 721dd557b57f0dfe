package dev.merapi.bench.report;

import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * A value now and in the previous run.
 *
 * @param previous null where there is none
 */
public record Change(double value, @Nullable Double previous) {

  /** Smaller relative changes are not told. */
  private static final double NOTICEABLE = 0.001;

  /** The difference to the previous run; empty where there is none to compare with. */
  public OptionalDouble difference() {
    return previous == null ? OptionalDouble.empty() : OptionalDouble.of(value - previous);
  }

  /** The difference as a fraction of the previous value; empty where that is zero or not there. */
  public OptionalDouble relative() {
    return previous == null || previous == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((value - previous) / previous);
  }

  /** Whether the difference is there and worth telling: a thousandth or more. */
  public boolean noticeable() {
    return previous != null
        && (previous == 0 ? value != 0 : Math.abs((value - previous) / previous) >= NOTICEABLE);
  }

  /** Both divided, as for another unit. */
  Change dividedBy(double divisor) {
    return new Change(value / divisor, previous == null ? null : previous / divisor);
  }
}
