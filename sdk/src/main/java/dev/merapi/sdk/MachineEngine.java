package dev.merapi.sdk;

import dev.merapi.metrics.Labels;
import dev.merapi.metrics.MetricNames;
import dev.merapi.metrics.Metrics;
import dev.merapi.sdk.Progress.Phase;
import dev.merapi.sdk.error.InvalidInputException;
import dev.merapi.sdk.error.InvalidInputException.Subject;
import dev.merapi.sdk.profile.Profile;
import dev.merapi.sdk.verify.AppProof;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.vm.executor.ExecutionResult;
import dev.merapi.vm.executor.Executor;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One machine with its keys and the programs it has committed to. Thread-safe; what a proof needs
 * for itself lives on the stack of its thread.
 */
final class MachineEngine {

  private final Settings settings;
  private final Map<Program, CommittedProgram> programs = new WeakHashMap<>();
  private final WorkspacePool workspaces = new WorkspacePool();
  private @Nullable Machine machine;
  private @Nullable ProvingKey key;

  MachineEngine(Settings settings) {
    this.settings = settings;
  }

  /** Runs a program. */
  Execution execute(Program program, Input input, Task task) {
    return guarded(
        task,
        () -> {
          long start = System.nanoTime();
          ExecutionResult result =
              Executor.run(program.transpiled(), input.toGuest(), settings.limits(task));
          return new Execution(result, System.nanoTime() - start);
        });
  }

  /** The keys; made on the first call. */
  ProvingKey provingKey(Task task) {
    return guarded(task, () -> keys(new PhaseClock(task)));
  }

  /** The commitments of a program on this machine. */
  Commitments commit(Program program, Task task) {
    return guarded(
        task,
        () -> {
          PhaseClock clock = new PhaseClock(task);
          keys(clock);
          return committed(program, parallel(task), clock).commitments();
        });
  }

  /** Runs and proves a program. */
  AppProof prove(Program program, Input input, Task task) {
    return guarded(task, () -> run(program, input, task).prove());
  }

  /** Tells what proving a run will take. */
  Estimate estimate(Program program, Input input, Task task) {
    return guarded(task, () -> run(program, input, task).estimate());
  }

  /** Runs a program and tells what it costs by function and instruction. */
  Profile profile(Program program, Input input, Task task) {
    return guarded(
        task,
        () ->
            new ProfileRun(settings, machine(), program, input, task, new PhaseClock(task))
                .profile());
  }

  /** Runs a program and tries every constraint and bus on its traces. */
  CheckReport check(Program program, Input input, Task task) {
    return guarded(task, () -> run(program, input, task).check());
  }

  private AppRun run(Program program, Input input, Task task) {
    PhaseClock clock = new PhaseClock(task);
    keys(clock);
    CommittedProgram committed = committed(program, parallel(task), clock);
    return new AppRun(settings, machine(), committed, workspaces, program, input, task, clock);
  }

  private <T> T guarded(Task task, Supplier<T> work) {
    return Failures.guard(task, () -> Labels.with(MetricNames.GROUP, settings.group()).call(work));
  }

  private Parallel parallel(Task task) {
    return settings.parallel(task.cancellation());
  }

  /** The machine; made on the first call, as running a program needs none. */
  private synchronized Machine machine() {
    if (machine == null) {
      machine = Machine.of(settings.config(), settings.security(), settings.hash());
    }
    return machine;
  }

  private synchronized ProvingKey keys(PhaseClock clock) {
    if (key == null) {
      clock.begin(Phase.KEY_GENERATION);
      ProvingKey made = machine().provingKey(settings.group());
      if (settings.key() != null && !settings.key().equals(made)) {
        throw new InvalidInputException(
            Subject.KEY,
            "the proving key is for machine %s, this build makes machine %s"
                .formatted(
                    settings.key().verifyingKey().commitment(), made.verifyingKey().commitment()));
      }
      key = made;
    }
    return key;
  }

  private synchronized CommittedProgram committed(
      Program program, Parallel parallel, PhaseClock clock) {
    CommittedProgram known = programs.get(program);
    if (known != null) {
      return known;
    }
    clock.begin(Phase.PROGRAM_COMMITMENT);
    try (Metrics.Span span = Metrics.span(MetricNames.COMMIT_EXE)) {
      CommittedProgram made = machine().commit(program.transpiled(), settings.cache(), parallel);
      programs.put(program, made);
      return made;
    }
  }
}
