package dev.merapi.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.merapi.bench.BenchException.Kind;
import dev.merapi.sdk.CollectedMetrics;
import dev.merapi.sdk.error.CancelledException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs a case as the command does it, a process each time: started by its launcher, told its input
 * in files, asked for JSON.
 */
final class ColdRuns {

  private static final int INTERRUPTED = 6;

  private final List<String> launcher;
  private final ProverSettings settings;
  private final Path scratch;
  private final Stop stop;
  private final JsonMapper json = JsonMapper.builder().build();

  /**
   * Prepares runs.
   *
   * @param launcher the words that start the command
   * @param scratch a directory for files that nobody keeps
   */
  ColdRuns(List<String> launcher, ProverSettings settings, Path scratch, Stop stop) {
    this.launcher = launcher;
    this.settings = settings;
    this.scratch = scratch;
    this.stop = stop;
  }

  /** Where the metrics of the last run are, if this build collects any. */
  Path metrics() {
    return scratch.resolve("metrics.json");
  }

  /** One run. */
  ProofRun run(BenchCase aCase) {
    try {
      List<String> command = command(aCase);
      Path out = scratch.resolve("stdout");
      Path err = scratch.resolve("stderr");
      long start = System.nanoTime();
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      try (Stop.Registration _ = stop.onStop(() -> end(process))) {
        int exitCode = process.waitFor();
        double millis = (System.nanoTime() - start) / 1e6;
        stop.check();
        return read(aCase.name(), exitCode, millis, Files.readString(out), Files.readString(err));
      } finally {
        end(process);
      }
    } catch (IOException e) {
      throw new BenchException(
          Kind.RESULT,
          "%s: cannot start %s: %s"
              .formatted(aCase.name(), launcher.getFirst(), BenchDirectory.why(e)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException(Kind.RESULT, aCase.name() + ": interrupted");
    }
  }

  /** The launcher replaces itself by the JVM, so that there is one process to end. */
  private static void end(Process process) {
    process.destroy();
  }

  private List<String> command(BenchCase aCase) throws IOException {
    List<String> command = new ArrayList<>(launcher);
    Path elf = Files.write(scratch.resolve("guest.elf"), aCase.elf());
    command.addAll(List.of("prove", "app", elf.toString()));
    List<byte[]> vectors = aCase.input().vectors();
    for (int i = 0; i < vectors.size(); i++) {
      Path file = Files.write(scratch.resolve("input-" + i), vectors.get(i));
      command.addAll(List.of("--input", "@" + file));
    }
    aCase.input().seed().ifPresent(seed -> command.addAll(List.of("--seed", Long.toString(seed))));
    command.addAll(settings.options());
    command.addAll(
        List.of(
            "--out", scratch.resolve("proof").toString(), "--force", "--json", "--no-progress"));
    if (CollectedMetrics.available()) {
      command.addAll(List.of("--metrics-json", metrics().toString()));
    }
    return command;
  }

  private ProofRun read(String name, int exitCode, double millis, String out, String err) {
    if (exitCode == INTERRUPTED) { // A signal reaches both processes, this one perhaps later.
      throw new CancelledException("interrupted");
    }
    JsonNode told = told(out);
    if (exitCode != 0 || !told.path("ok").asBoolean()) {
      String message = told.at("/error/message").asText(lastLine(err));
      throw new BenchException(
          Kind.RESULT,
          "%s: the command ended with exit code %d: %s".formatted(name, exitCode, message),
          exitCode);
    }
    Map<String, Double> measures = new LinkedHashMap<>();
    Measures.NAMES.forEach(measure -> measures.put(measure, number(name, told, measure)));
    measures.put(Measures.TIME, millis);
    Map<String, Double> phases = new LinkedHashMap<>();
    told.path("phasesMs")
        .properties()
        .forEach(e -> phases.put(e.getKey(), e.getValue().asDouble()));
    return new ProofRun(
        new ProofRun.Facts(
            (long) number(name, told, "instructions"),
            (int) number(name, told, "segments"),
            (long) number(name, told, "mainCells"),
            (long) number(name, told, "totalCells"),
            (long) number(name, told, "proofBytes"),
            number(name, told, "securityBits"),
            told.path("publicValues").asText()),
        measures,
        phases,
        Map.of());
  }

  /** The object the command printed; nothing if it printed none. */
  private JsonNode told(String out) {
    try {
      return json.readTree(out);
    } catch (JsonProcessingException e) {
      return json.missingNode();
    }
  }

  private static double number(String name, JsonNode told, String key) {
    JsonNode value = told.get(key);
    if (value != null && value.isNumber()) {
      return value.asDouble();
    }
    if (key.equals(Measures.TIME) || key.equals(Measures.MEMORY)) {
      return 0; // Measured here; told only where the system tells.
    }
    throw new BenchException(Kind.RESULT, name + ": the command tells no " + key);
  }

  private static String lastLine(String text) {
    return text.isBlank() ? "it says nothing" : text.strip().lines().reduce("", (a, b) -> b);
  }
}
