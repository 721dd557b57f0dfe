package dev.merapi.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds one command: its streams, whether a person watches, and its interruptions.
 *
 * @param in standard input
 * @param out standard output: results only
 * @param err standard error: progress and failures
 * @param terminal whether {@code err} is a terminal
 * @param colorWanted whether the environment leaves color on
 * @param reports where the report of a defect goes
 * @param interrupts where work in progress registers to be stopped
 * @param launcher the words that start this command anew; empty where nobody knows them
 * @param collected the file for the metrics of benchmarks that the environment asks for
 */
record Shell(
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean terminal,
    boolean colorWanted,
    Path reports,
    Interrupts interrupts,
    List<String> launcher,
    @Nullable Path collected) {

  /** A shell of which no benchmarks are asked. */
  Shell(
      InputStream in,
      PrintStream out,
      PrintStream err,
      boolean terminal,
      boolean colorWanted,
      Path reports,
      Interrupts interrupts) {
    this(in, out, err, terminal, colorWanted, reports, interrupts, List.of(), null);
  }
}
