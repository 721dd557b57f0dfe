package dev.merapi.bench.report.page;

import java.util.Locale;

/** Numbers for people: three digits that count and a unit. */
final class Units {

  private static final String[] COUNTS = {"", " k", " M", " G", " T"};
  private static final String[] BYTES = {" B", " KiB", " MiB", " GiB", " TiB"};
  private static final double SECOND = 1000;
  private static final double MINUTE = 60 * SECOND;
  private static final double HOUR = 60 * MINUTE;

  private Units() {}

  /** A value in the unit that the name of its metric ends in. */
  static String of(String metric, double value) {
    if (metric.endsWith("_ms")) {
      return time(value);
    }
    return metric.endsWith("_bytes") ? bytes(value) : exact(value);
  }

  /** A time in milliseconds. */
  static String time(double millis) {
    double size = Math.abs(millis);
    if (size < SECOND - 0.5) {
      return (millis == Math.rint(millis) ? exact(millis) : digits(millis)) + " ms";
    }
    if (size < 2 * MINUTE) {
      return digits(millis / SECOND) + " s";
    }
    long seconds = Math.round(size / SECOND);
    String sign = millis < 0 ? "-" : "";
    return size < 2 * HOUR
        ? String.format(Locale.ROOT, "%s%d min %02d s", sign, seconds / 60, seconds % 60)
        : String.format(Locale.ROOT, "%s%d h %02d min", sign, seconds / 3600, seconds / 60 % 60);
  }

  /** A size in bytes. */
  static String bytes(double bytes) {
    return scaled(bytes, 1024, BYTES);
  }

  /** A count, rounded. */
  static String count(double count) {
    return scaled(count, 1000, COUNTS);
  }

  /** A count, all digits. */
  static String exact(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value + 0.0)
        : String.format(Locale.ROOT, "%,.2f", value);
  }

  /** A fraction as a percentage. */
  static String percent(double fraction) {
    double percent = fraction * 100;
    return String.format(Locale.ROOT, percent < 9.95 ? "%.1f %%" : "%.0f %%", percent);
  }

  /** A relative change, with its sign. */
  static String change(double fraction) {
    double size = Math.abs(fraction * 100);
    String sign = fraction < 0 ? "\u2212" : "+";
    return size >= 1000
        ? String.format(Locale.ROOT, "%s%,.0f %%", sign, size)
        : String.format(Locale.ROOT, "%s%.1f %%", sign, size);
  }

  private static String scaled(double value, int base, String[] units) {
    double scaled = value;
    int unit = 0;
    while (Math.abs(scaled) >= base - 0.5 && unit < units.length - 1) {
      scaled /= base;
      unit++;
    }
    return (unit == 0 ? exact(scaled) : digits(scaled)) + units[unit];
  }

  private static String digits(double value) {
    double size = Math.abs(value);
    return String.format(
        Locale.ROOT, size >= 99.95 ? "%.0f" : size >= 9.995 ? "%.1f" : "%.2f", value);
  }
}
