package dev.merapi.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What some runs of a case in one mode took.
 *
 * @param warmUps runs before those that count
 * @param steady whether the runs had ceased to become faster by then; always so of cold runs
 * @param runs spreads by the names below
 * @param phases spreads of the milliseconds of each phase of proving, by its title
 * @param coresBusy spreads of the processors that were busy in each phase, from the metering on;
 *     nothing where it was not watched, as in cold runs
 */
public record Measures(
    int warmUps,
    boolean steady,
    Map<String, Spread> runs,
    Map<String, Spread> phases,
    @Nullable Map<String, Spread> coresBusy) {

  /**
   * Milliseconds: of a cold run from the start of the process to its end, of a warm one those of
   * making the proof.
   */
  public static final String TIME = "timeMs";

  /** Milliseconds of running the guest. */
  public static final String EXECUTE = "executeMs";

  /** Milliseconds from records to traces. */
  public static final String TRACES = "traceGenMs";

  /** Milliseconds from traces to proof. */
  public static final String PROVE = "proveMs";

  /** Milliseconds of verifying the proof. */
  public static final String VERIFY = "verifyMs";

  /** Thousands of instructions a second of the three before. */
  public static final String SPEED = "kcyclesPerSecond";

  /** Largest resident size of the process by then, in bytes; 0 where the system does not tell. */
  public static final String MEMORY = "peakMemoryBytes";

  /** Bytes of the heap that making the proof allocated; of warm runs only. */
  public static final String ALLOCATED = "allocatedBytes";

  /** The names that every run has, in the order they are told. */
  static final List<String> NAMES = List.of(TIME, EXECUTE, TRACES, PROVE, VERIFY, SPEED, MEMORY);

  /** Checks that every measure is there, as often as the others. */
  public Measures {
    runs = new LinkedHashMap<>(Objects.requireNonNull(runs, "runs"));
    phases = new LinkedHashMap<>(Objects.requireNonNull(phases, "phases"));
    Spread time = runs.get(TIME);
    for (String name : NAMES) {
      Spread spread = runs.get(name);
      if (time == null || spread == null || spread.samples().size() != time.samples().size()) {
        throw new IllegalArgumentException("not a value of " + name + " for each run");
      }
    }
  }

  /** A measure. */
  public Spread of(String name) {
    return Objects.requireNonNull(runs.get(name), name);
  }

  /** A measure that not every mode has. */
  Optional<Spread> find(String name) {
    return Optional.ofNullable(runs.get(name));
  }

  /** How often it was run. */
  public int count() {
    return of(TIME).samples().size();
  }

  /** The measures of some runs. */
  static Measures of(int warmUps, boolean steady, List<ProofRun> runs) {
    Map<String, Spread> spreads = new LinkedHashMap<>();
    for (String name : runs.getFirst().measures().keySet()) {
      spreads.put(name, Spread.of(runs.stream().map(run -> run.measure(name)).toList()));
    }
    Map<String, Spread> coresBusy = spreads(runs, ProofRun::coresBusy);
    return new Measures(
        warmUps,
        steady,
        spreads,
        spreads(runs, ProofRun::phases),
        coresBusy.isEmpty() ? null : coresBusy);
  }

  private static Map<String, Spread> spreads(
      List<ProofRun> runs, Function<ProofRun, Map<String, Double>> values) {
    Map<String, Spread> spreads = new LinkedHashMap<>();
    for (String phase : values.apply(runs.getFirst()).keySet()) {
      spreads.put(
          phase,
          Spread.of(runs.stream().map(run -> values.apply(run).getOrDefault(phase, 0.0)).toList()));
    }
    return spreads;
  }
}
