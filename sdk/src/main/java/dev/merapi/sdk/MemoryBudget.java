package dev.merapi.sdk;

import dev.merapi.sdk.error.InvalidInputException;
import dev.merapi.sdk.error.InvalidInputException.Subject;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much memory a process that proves may have resident: the work of the prover, the guest, and
 * what the JVM needs for itself. Runs are cut into segments that stay within. The heap of the JVM
 * bounds the work as well, whichever is smaller.
 *
 * @param bytes the number of bytes
 */
public record MemoryBudget(long bytes) {

  private static final Pattern SYNTAX =
      Pattern.compile("([0-9]{1,15})([kmgt]?)(i?b)?", Pattern.CASE_INSENSITIVE);
  private static final String UNITS = "kmgt";
  private static final long MAX_BYTES = 1L << 50;

  /** Checks the range. */
  public MemoryBudget {
    if (bytes < 1 || bytes > MAX_BYTES) {
      throw new InvalidInputException(
          Subject.CONFIGURATION, "a memory budget is from 1 byte to 1 PiB, not " + bytes);
    }
  }

  /** A budget of so many MiB. */
  public static MemoryBudget mib(long count) {
    return new MemoryBudget(scaled(count, 20));
  }

  /** A budget of so many GiB. */
  public static MemoryBudget gib(long count) {
    return new MemoryBudget(scaled(count, 30));
  }

  /**
   * Reads a number of bytes with an optional unit: k, m, g or t for KiB, MiB, GiB or TiB, such as
   * {@code 4g} or {@code 3500m}.
   *
   * @throws InvalidInputException if the text is none
   */
  public static MemoryBudget parse(String text) {
    Matcher matcher = SYNTAX.matcher(text.strip());
    if (!matcher.matches()) {
      throw new InvalidInputException(
          Subject.CONFIGURATION, "'" + text + "' is no amount of memory such as 4g or 3500m");
    }
    String unit = matcher.group(2).toLowerCase(Locale.ROOT);
    int shift = unit.isEmpty() ? 0 : 10 * (UNITS.indexOf(unit) + 1);
    long count = Long.parseLong(matcher.group(1));
    if (count > MAX_BYTES >> shift) {
      throw new InvalidInputException(Subject.CONFIGURATION, text + " is more than 1 PiB");
    }
    return new MemoryBudget(count << shift);
  }

  private static long scaled(long count, int shift) {
    return count > MAX_BYTES >> shift ? Long.MAX_VALUE : count << shift;
  }

  /** The bytes in MiB, rounded up. */
  long inMib() {
    return bytes + (1 << 20) - 1 >> 20;
  }
}
