package dev.merapi.bench;

import dev.merapi.bench.BenchException.Kind;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The size of a case as people write it: {@code 100k} steps, {@code 2KiB}. */
final class Size {

  private static final Pattern SYNTAX = Pattern.compile("([0-9]{1,9})(k|m|KiB|MiB)?");
  private static final long THOUSAND = 1000;
  private static final long KIB = 1024;

  private Size() {}

  /**
   * Reads a size: {@code k} and {@code m} are thousands and millions, {@code KiB} and {@code MiB}
   * 2^10 and 2^20.
   */
  static long parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      throw new BenchException(Kind.CHOICE, "'" + text + "' is no size such as 100k or 2KiB");
    }
    long count = Long.parseLong(matcher.group(1));
    String unit = matcher.group(2);
    return switch (unit == null ? "" : unit) {
      case "k" -> count * THOUSAND;
      case "m" -> count * THOUSAND * THOUSAND;
      case "KiB" -> count * KIB;
      case "MiB" -> count * KIB * KIB;
      default -> count;
    };
  }

  /** The shortest form. */
  static String text(long size) {
    if (size == 0) {
      return "0";
    }
    if (size % (THOUSAND * THOUSAND) == 0) {
      return size / (THOUSAND * THOUSAND) + "m";
    }
    if (size % THOUSAND == 0) {
      return size / THOUSAND + "k";
    }
    if (size % (KIB * KIB) == 0) {
      return size / (KIB * KIB) + "MiB";
    }
    return size % KIB == 0 ? size / KIB + "KiB" : Long.toString(size);
  }
}
