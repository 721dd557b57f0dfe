package dev.merapi.bench;

import dev.merapi.bench.BenchException.Kind;
import dev.merapi.sdk.CollectedMetrics;
import dev.merapi.sdk.Execution;
import dev.merapi.sdk.MachineConfig;
import dev.merapi.sdk.Program;
import dev.merapi.sdk.Prover;
import dev.merapi.sdk.error.CancelledException;
import dev.merapi.sdk.error.MerapiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs cases, one after the other, and leaves what was measured as it goes: first all cold, while
 * this process is small, then all warm.
 */
public final class BenchRun {

  private final Plan plan;
  private final BenchListener listener;
  private final Stop stop = new Stop();
  private final Map<String, String> facts;

  /** Prepares a run; what it is measured on is noted now. */
  public BenchRun(Plan plan, BenchListener listener) {
    this.plan = plan;
    this.facts = BenchEnvironment.facts(plan.settings(), plan.build());
    this.listener = listener;
  }

  /**
   * What to run and how.
   *
   * @param cases the cases, in order
   * @param modes how each is run; at least one
   * @param repeat runs that count, of each case and mode; at least 1
   * @param warmUps runs before the warm ones that count, 0 for as many as it takes until steady
   * @param settings how proofs are made
   * @param launcher the words that start the command, for cold runs
   * @param output the directory the files go to; without one there are none
   * @param append whether the results that are there stay, and these come to them; else they are
   *     deleted as soon as there are others
   * @param collected a file for the metrics of all cases together, if wanted
   * @param build what is known of the build, such as its commit
   */
  public record Plan(
      List<BenchCase> cases,
      Set<Mode> modes,
      int repeat,
      int warmUps,
      ProverSettings settings,
      List<String> launcher,
      @Nullable Path output,
      boolean append,
      @Nullable Path collected,
      Map<String, String> build) {}

  /** Stops the run from another thread; what is finished stays. */
  public void stop() {
    stop.now();
  }

  /**
   * Runs all cases.
   *
   * @return what was measured, and what was there before if that was to stay
   * @throws BenchException if a result is wrong, a process fails or a file cannot be written
   * @throws CancelledException if it was stopped
   * @throws MerapiException if a program cannot be proven
   */
  public BenchSummary run() {
    plan.settings().check();
    BenchSummary summary = begin();
    boolean whole = summary.complete();
    Outputs outputs = Outputs.of(plan.output(), plan.collected(), !plan.append());
    Path scratch = scratch();
    int finished = 0;
    int all = plan.modes().size() * plan.cases().size();
    try {
      List<Measurement> measurements = measurements(scratch, outputs);
      System.gc(); // Cold runs want the memory that finding out results took.
      for (Mode mode : Mode.values()) {
        if (plan.modes().contains(mode)) {
          for (Measurement measurement : measurements) {
            summary = summary.with(measurement.result(mode));
            finished++;
            summary = summary.completed(whole && finished == all);
            outputs.write(summary);
          }
        }
      }
      return summary;
    } catch (CancelledException e) {
      throw new CancelledException(
          "interrupted; %d of %d measurements are finished%s"
              .formatted(
                  finished,
                  all,
                  plan.output() == null || finished == 0
                      ? ""
                      : ", their results are in " + plan.output()));
    } finally {
      delete(scratch);
    }
  }

  private List<Measurement> measurements(Path scratch, Outputs outputs) {
    List<Measurement> measurements = new ArrayList<>();
    for (BenchCase aCase : plan.cases()) {
      measurements.add(new Measurement(aCase, measurements.size() + 1, scratch, outputs));
    }
    return measurements;
  }

  private BenchSummary begin() {
    Path output = plan.output();
    if (output == null || !plan.append() || !BenchDirectory.holdsResults(output)) {
      return BenchSummary.of(true, facts, List.of());
    }
    BenchSummary earlier = BenchSummary.read(output);
    List<String> differences = BenchEnvironment.differencesOfRuns(earlier.environment(), facts);
    if (!differences.isEmpty()) {
      throw new BenchException(
          Kind.CHOICE,
          "%s holds results of another build or environment: %s"
              .formatted(output, differences.getFirst()));
    }
    return earlier;
  }

  private static Path scratch() {
    try {
      return Files.createTempDirectory("merapi-bench");
    } catch (IOException e) {
      throw new BenchException(
          Kind.FILE, "cannot make a temporary directory: " + BenchDirectory.why(e));
    }
  }

  private static void delete(Path scratch) {
    try (Stream<Path> files = Files.walk(scratch)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException ignored) {
      // Temporary files are in the way of nobody.
    }
  }

  /** The runs of one case. */
  private final class Measurement {

    private final BenchCase aCase;
    private final int number;
    private final Path scratch;
    private final Outputs outputs;
    private final byte[] expected;

    Measurement(BenchCase aCase, int number, Path scratch, Outputs outputs) {
      this.aCase = aCase;
      this.number = number;
      this.scratch = scratch;
      this.outputs = outputs;
      this.expected = expected();
    }

    CaseResult result(Mode mode) {
      List<ProofRun> runs = new ArrayList<>();
      Measures measures = mode == Mode.COLD ? cold(runs) : warm(runs);
      return CaseResult.of(
          aCase,
          runs.getLast().facts(),
          mode == Mode.COLD ? measures : null,
          mode == Mode.WARM ? measures : null);
    }

    private Measures cold(List<ProofRun> runs) {
      ColdRuns cold = new ColdRuns(plan.launcher(), plan.settings(), scratch, stop);
      for (int i = 1; i <= plan.repeat(); i++) {
        begins("cold %d of %d".formatted(i, plan.repeat()));
        runs.add(checked(cold.run(aCase)));
      }
      outputs.keep(cold.metrics(), aCase, Mode.COLD);
      return Measures.of(0, true, runs);
    }

    private Measures warm(List<ProofRun> runs) {
      WarmUp warmUp = new WarmUp(plan.warmUps());
      begins("keys");
      try (WarmRuns warm = new WarmRuns(aCase, plan.settings(), stop)) {
        while (!warmUp.over()) {
          begins("warm-up " + (warmUp.runs() + 1));
          warmUp.ran(checked(warm.run()).measure(Measures.TIME));
        }
        for (int i = 1; i <= plan.repeat(); i++) {
          begins("warm %d of %d".formatted(i, plan.repeat()));
          CollectedMetrics.reset();
          runs.add(checked(warm.run()));
        }
      }
      keepMetrics();
      return Measures.of(warmUp.runs(), warmUp.steady(), runs);
    }

    /** Keeps the metrics of the last run, which this process collected. */
    private void keepMetrics() {
      if (!CollectedMetrics.available() || !outputs.wanted()) {
        return;
      }
      Path file = scratch.resolve("warm-metrics.json");
      try {
        CollectedMetrics.write(file, facts);
      } catch (IOException e) {
        throw new BenchException(Kind.FILE, "cannot write " + file + ": " + BenchDirectory.why(e));
      }
      outputs.keep(file, aCase, Mode.WARM);
    }

    private void begins(String step) {
      stop.check();
      listener.begins(number, plan.cases().size(), aCase.name(), step);
    }

    private ProofRun checked(ProofRun run) {
      run.facts().require(aCase.name(), expected);
      return run;
    }

    /** What the case must reveal; of a program without a known result, what it reveals when run. */
    private byte[] expected() {
      Optional<byte[]> known = aCase.expected();
      if (known.isPresent()) {
        return known.get();
      }
      begins("execution");
      try (Prover prover = Prover.builder(MachineConfig.rv32im()).build();
          Stop.Registration _ = stop.onStop(prover::close)) {
        Execution run = prover.execute(Program.parse(aCase.elf()), aCase.input());
        if (run.exitCode() != 0) {
          throw new BenchException(
              Kind.GUEST,
              "%s: the guest ended with exit code %d".formatted(aCase.name(), run.exitCode()));
        }
        return run.publicValues();
      }
    }
  }
}
