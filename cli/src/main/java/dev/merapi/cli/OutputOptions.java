package dev.merapi.cli;

import picocli.CommandLine.Option;

/** The options every verb takes. */
final class OutputOptions {

  @Option(
      names = "--json",
      description = "Print exactly one JSON object on standard output, all else on standard error.")
  boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print nothing but failures (and the JSON object, if asked for).")
  boolean quiet;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      defaultValue = "auto",
      description = "Color on standard error: auto, always or never (default: auto).")
  Color color = Color.auto;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  /** When to color; lower case, since these are the words a user types. */
  enum Color {
    auto,
    always,
    never;

    boolean on(Shell shell) {
      return this == always || this == auto && shell.terminal() && shell.colorWanted();
    }
  }
}
