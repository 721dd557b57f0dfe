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

/** Runs cases, one after the other, and leaves what was measured as it goes. */
public final class BenchRun {

  private final Plan plan;
  private final BenchListener listener;
  private final Stop stop = new Stop();

  /** Prepares a run. */
  public BenchRun(Plan plan, BenchListener listener) {
    this.plan = plan;
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
   * @param append whether the results that are there stay, and these come to them
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
    BenchSummary summary = begin();
    Outputs outputs = Outputs.of(plan.output(), plan.collected());
    Path scratch = scratch();
    int finished = 0;
    boolean whole = summary.complete();
    try {
      for (BenchCase aCase : plan.cases()) {
        CaseResult result = new Measurement(aCase, finished + 1, scratch, outputs).result();
        finished++;
        summary = summary.with(result).completed(whole && finished == plan.cases().size());
        outputs.write(summary);
      }
      return summary;
    } catch (CancelledException e) {
      throw new CancelledException(
          "interrupted; %d of %d cases are finished%s"
              .formatted(
                  finished,
                  plan.cases().size(),
                  plan.output() == null || finished == 0
                      ? ""
                      : ", their results are in " + plan.output()));
    } finally {
      delete(scratch);
    }
  }

  private BenchSummary begin() {
    Map<String, String> facts = BenchEnvironment.facts(plan.settings(), plan.build());
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

    CaseResult result() {
      List<ProofRun> all = new ArrayList<>();
      Measures cold = plan.modes().contains(Mode.COLD) ? cold(all) : null;
      Measures warm = plan.modes().contains(Mode.WARM) ? warm(all) : null;
      return CaseResult.of(aCase, all.getLast().facts(), cold, warm);
    }

    private Measures cold(List<ProofRun> all) {
      ColdRuns cold = new ColdRuns(plan.launcher(), plan.settings(), scratch, stop);
      List<ProofRun> runs = new ArrayList<>();
      for (int i = 1; i <= plan.repeat(); i++) {
        begins("cold %d of %d".formatted(i, plan.repeat()));
        runs.add(checked(cold.run(aCase)));
      }
      outputs.keep(cold.metrics(), aCase, Mode.COLD);
      all.addAll(runs);
      return Measures.of(0, true, runs);
    }

    private Measures warm(List<ProofRun> all) {
      WarmUp warmUp = new WarmUp(plan.warmUps());
      List<ProofRun> runs = new ArrayList<>();
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
      all.addAll(runs);
      return Measures.of(warmUp.runs(), warmUp.steady(), runs);
    }

    /** Keeps the metrics of the last run, which this process collected. */
    private void keepMetrics() {
      if (!CollectedMetrics.available() || !outputs.wanted()) {
        return;
      }
      Path file = scratch.resolve("warm-metrics.json");
      try {
        CollectedMetrics.write(file, BenchEnvironment.facts(plan.settings(), plan.build()));
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
              Kind.RESULT,
              "%s: the guest ended with exit code %d".formatted(aCase.name(), run.exitCode()));
        }
        return run.publicValues();
      }
    }
  }
}
