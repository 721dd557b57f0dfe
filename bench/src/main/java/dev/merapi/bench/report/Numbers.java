package dev.merapi.bench.report;

import java.util.Locale;

/** Numbers as the tables write them: thousands set apart, at most two decimals. */
final class Numbers {

  private Numbers() {}

  /** A value with up to two decimals. */
  static String plain(double value) {
    double rounded = Math.rint(value * 100) / 100;
    return rounded == Math.rint(rounded)
        ? String.format(Locale.ROOT, "%,.0f", rounded + 0.0)
        : String.format(Locale.ROOT, "%,.2f", rounded);
  }

  /** A value and before it, if noticeable, how it differs from the previous run. */
  static String cell(Change change) {
    return (change.noticeable() ? "(" + difference(change) + ") " : "") + plain(change.value());
  }

  /** A difference with its sign and, where it can be said, its percentage. */
  static String difference(Change change) {
    double difference = change.difference().orElse(0);
    String absolute = (difference < 0 ? "-" : "+") + plain(Math.abs(difference));
    return change.relative().isEmpty()
        ? absolute
        : absolute
            + String.format(Locale.ROOT, " [%+.1f%%]", change.relative().getAsDouble() * 100);
  }
}
