package dev.merapi.benchmarks.kernels;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The C twins, compiled from benchmarks/native. */
final class NativeTwins {
  private static final List<String> COMPILERS = List.of("gcc", "clang");

  private final Path program;
  private final String compiler;

  private NativeTwins(Path program, String compiler) {
    this.program = program;
    this.compiler = compiler;
  }

  /**
   * What one process measured.
   *
   * @param checksum of the first call's results
   * @param vectors instruction set it was compiled for
   * @param nanos to a unit
   */
  record Measurement(int checksum, String vectors, double nanos) {}

  /**
   * Compiles them for this machine.
   *
   * @param sources the directory with the Makefile
   * @return nothing if make or a compiler is missing
   * @throws IOException if they do not compile
   */
  static Optional<NativeTwins> compile(Path sources) throws IOException {
    for (String compiler : COMPILERS) {
      Optional<String> version = output(List.of(compiler, "--version"));
      if (version.isEmpty() || output(List.of("make", "--version")).isEmpty()) {
        continue;
      }
      Path out = sources.resolveSibling("target").resolve("native").toAbsolutePath();
      List<String> make =
          List.of("make", "-s", "-C", sources.toString(), "CC=" + compiler, "OUT=" + out);
      if (output(make).isEmpty()) {
        throw new IOException("the C twins do not compile: " + String.join(" ", make));
      }
      String name = version.get().lines().findFirst().orElse(compiler);
      return Optional.of(new NativeTwins(out.resolve("kernels"), name));
    }
    return Optional.empty();
  }

  /** First line of what the compiler says of itself. */
  String compiler() {
    return compiler;
  }

  Measurement measure(String kernel, int millis) throws IOException {
    List<String> command = List.of(program.toString(), kernel, Integer.toString(millis));
    String line =
        output(command).orElseThrow(() -> new IOException(String.join(" ", command) + " failed"));
    String[] words = line.trim().split(" ");
    int checksum = Integer.parseUnsignedInt(words[1], 16);
    return new Measurement(checksum, words[2], Double.parseDouble(words[3]));
  }

  /** What a command prints, or nothing if it cannot be started or fails. */
  private static Optional<String> output(List<String> command) throws IOException {
    Process process;
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      return Optional.empty(); // no such program
    }
    try (var out = process.getInputStream()) {
      String text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? Optional.of(text) : Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      process.destroy();
    }
  }
}
