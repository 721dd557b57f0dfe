package dev.merapi.bench.report.page;

import dev.merapi.bench.report.Change;

/**
 * A change to the previous run in words, and the class that says whether it is to the better. The
 * sign says so too: nothing is told by colour alone.
 */
record Delta(String text, String style) {

  static Delta of(Change change, boolean lessIsBetter) {
    if (change.previous() == null) {
      return new Delta("new", "same");
    }
    if (!change.noticeable()) {
      return new Delta("=", "same");
    }
    double difference = change.difference().orElse(0);
    String text =
        change.relative().isPresent() ? Units.change(change.relative().getAsDouble()) : "was 0";
    return new Delta(text, difference < 0 == lessIsBetter ? "better" : "worse");
  }
}
