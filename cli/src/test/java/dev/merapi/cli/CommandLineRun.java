package dev.merapi.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** One command run inside the test's JVM, and what came of it. */
record CommandLineRun(int exitCode, String out, String err) {

  static CommandLineRun of(Path directory, Object... arguments) {
    return of(directory, new byte[0], new Interrupts(), arguments);
  }

  static CommandLineRun of(
      Path directory, byte[] standardInput, Interrupts interrupts, Object... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Shell shell =
        new Shell(
            new ByteArrayInputStream(standardInput),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false,
            directory,
            interrupts);
    return in(shell, out, err, arguments);
  }

  /** Runs a command in a shell whose streams end in {@code out} and {@code err}. */
  static CommandLineRun in(
      Shell shell, ByteArrayOutputStream out, ByteArrayOutputStream err, Object... arguments) {
    String[] words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    int code = new Cli(shell).run(words);
    CommandLineRun run =
        new CommandLineRun(
            code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    assertThat(run.out + run.err).doesNotContain("\tat ");
    return run;
  }

  /** The one object on standard output. */
  JsonNode json() {
    assertThat(out.lines()).hasSize(1);
    try {
      return JsonMapper.builder().build().readTree(out);
    } catch (IOException e) {
      throw new AssertionError("no JSON: " + out, e);
    }
  }

  /** Asserts a failure told in one line that holds the given words. */
  CommandLineRun failedWith(int code, String... words) {
    assertThat(exitCode).as("exit code; %s", err).isEqualTo(code);
    assertThat(out).isEmpty();
    assertThat(err.lines().filter(line -> line.startsWith("merapi: "))).hasSize(1);
    for (String word : words) {
      assertThat(err).contains(word);
    }
    return this;
  }

  CommandLineRun succeeded() {
    assertThat(exitCode).as("exit code; %s", err).isZero();
    return this;
  }
}
