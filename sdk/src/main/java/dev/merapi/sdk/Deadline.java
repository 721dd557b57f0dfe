package dev.merapi.sdk;

import dev.merapi.sdk.error.InvalidInputException;
import dev.merapi.sdk.error.InvalidInputException.Subject;
import java.time.Duration;

/**
 * The time by which a proof must be done; counted from the moment the deadline is made. Immutable.
 */
public final class Deadline {

  private static final Deadline NONE = new Deadline(Duration.ZERO, false);

  private final Duration allowed;
  private final long endNanos;
  private final boolean limited;

  private Deadline(Duration allowed, boolean limited) {
    this.allowed = allowed;
    this.limited = limited;
    this.endNanos = System.nanoTime() + allowed.toNanos();
  }

  /** A deadline that never comes. */
  public static Deadline none() {
    return NONE;
  }

  /** The deadline this long from now. */
  public static Deadline in(Duration duration) {
    if (duration.isNegative() || duration.isZero() || duration.toDays() > 365) {
      throw new InvalidInputException(
          Subject.CONFIGURATION, "a deadline lies between now and a year ahead, not " + duration);
    }
    return new Deadline(duration, true);
  }

  /** How long the deadline allowed when it was made. */
  public Duration allowed() {
    return allowed;
  }

  boolean isLimited() {
    return limited;
  }

  boolean hasPassed() {
    return limited && System.nanoTime() - endNanos >= 0;
  }

  /** Nanoseconds left, never negative. */
  long remainingNanos() {
    return Math.max(0, endNanos - System.nanoTime());
  }

  @Override
  public String toString() {
    return limited ? "Deadline[" + allowed + "]" : "Deadline[none]";
  }
}
