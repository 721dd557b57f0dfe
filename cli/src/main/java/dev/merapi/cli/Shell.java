package dev.merapi.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;

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
 */
record Shell(
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean terminal,
    boolean colorWanted,
    Path reports,
    Interrupts interrupts) {}
