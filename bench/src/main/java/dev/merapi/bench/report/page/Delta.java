package dev.merapi.bench.report.page;

import dev.merapi.bench.report.Change;

/**
 * A change to the previous run in words, and the class that says whether it is to the better, if
 * that can be said. The sign says so too: nothing is told by colour alone.
 */
record Delta(String text, String style) {

  static Delta of(Change change, Better better) {
    if (change.previous() == null) {
      return new Delta("new", "same");
    }
    if (!change.noticeable()) {
      return new Delta("=", "same");
    }
    double difference = change.difference().orElse(0);
    String text =
        change.relative().isPresent() ? Units.change(change.relative().getAsDouble()) : "was 0";
    String style =
        switch (better) {
          case LESS -> difference < 0 ? "better" : "worse";
          case MORE -> difference > 0 ? "better" : "worse";
          case NEITHER -> "same";
        };
    return new Delta(text, style);
  }
}
