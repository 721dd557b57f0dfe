package dev.merapi.sdk;

import dev.merapi.metrics.Labels;
import dev.merapi.metrics.MetricNames;
import dev.merapi.metrics.Metrics;
import dev.merapi.sdk.Progress.Phase;
import dev.merapi.sdk.codec.AppProofData;
import dev.merapi.sdk.error.GuestFailedException;
import dev.merapi.sdk.error.InvalidInputException;
import dev.merapi.sdk.error.InvalidInputException.Subject;
import dev.merapi.sdk.error.LimitReachedException;
import dev.merapi.sdk.error.LimitReachedException.Limit;
import dev.merapi.sdk.verify.AppProof;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.trace.Violation;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.stark.proof.ProofCodec;
import dev.merapi.stark.proof.StarkProof;
import dev.merapi.stark.prover.CommittedMatrix;
import dev.merapi.stark.prover.StarkProver;
import dev.merapi.stark.prover.Witness;
import dev.merapi.vm.executor.ExecutionLimits;
import dev.merapi.vm.executor.ExecutionResult;
import dev.merapi.vm.executor.Executor;
import dev.merapi.vm.executor.SegmentRecord;
import dev.merapi.vm.machine.SegmentTraces;
import dev.merapi.vm.machine.UserPublicValues;
import dev.merapi.vm.verification.AppClaim;
import dev.merapi.vm.verification.SegmentPublicValues;
import dev.merapi.vm.verification.UserPublicValuesProof;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One machine with its keys and the programs it has committed to. Thread-safe; what a proof needs
 * for itself lives on the stack of its thread.
 */
final class MachineEngine {

  private static final int MAX_VIOLATIONS = 100;

  private final Settings settings;
  private final Machine machine;
  private final Map<Program, CommittedProgram> programs = new WeakHashMap<>();
  private @Nullable ProvingKey key;

  MachineEngine(Settings settings) {
    this.settings = settings;
    this.machine = Machine.of(settings.config(), settings.security());
  }

  /** Runs a program. */
  Execution execute(Program program, Input input, Task task) {
    return guarded(
        task,
        () -> {
          long start = System.nanoTime();
          ExecutionResult result =
              Executor.run(program.transpiled(), input.toGuest(), limits(task));
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
    return guarded(task, () -> new Run(program, input, task).prove());
  }

  /** Runs a program and tries every constraint and bus on its traces. */
  CheckReport check(Program program, Input input, Task task) {
    return guarded(task, () -> new Run(program, input, task).check());
  }

  private <T> T guarded(Task task, Supplier<T> work) {
    return Failures.guard(task, () -> Labels.with(MetricNames.GROUP, settings.group()).call(work));
  }

  private Parallel parallel(Task task) {
    return settings.parallel(task.cancellation());
  }

  private ExecutionLimits limits(Task task) {
    return ExecutionLimits.standard()
        .withPublicValueBytes(settings.config().publicValuesBytes())
        .withMaxRows(1 << settings.segmentMaxLogHeight())
        .withCheckpoint(task::check);
  }

  private synchronized ProvingKey keys(PhaseClock clock) {
    if (key == null) {
      clock.begin(Phase.KEY_GENERATION);
      ProvingKey made = machine.provingKey(settings.group());
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
      CommittedProgram made = machine.commit(program.transpiled(), parallel);
      programs.put(program, made);
      return made;
    }
  }

  /** One run of a program on its way to a proof. */
  private final class Run {
    private final Program program;
    private final Input input;
    private final Task task;
    private final Parallel parallel;
    private final PhaseClock clock;

    Run(Program program, Input input, Task task) {
      this.program = program;
      this.input = input;
      this.task = task;
      this.parallel = parallel(task);
      this.clock = new PhaseClock(task);
    }

    AppProof prove() {
      ProvingKey provingKey = keys(clock);
      CommittedProgram committed = committed(program, parallel, clock);
      SegmentProof segment =
          Labels.with(MetricNames.SEGMENT, 0).call(() -> proveSegment(committed));
      AppClaim claim =
          new AppClaim(
              committed.root(),
              List.of(segment.prepared().publicValues()),
              segment.prepared().opening());
      AppProofData data =
          new AppProofData(
              provingKey.verifyingKey().commitment().words(), claim, List.of(segment.stark()));
      AppProof proof = AppProof.parse(data.toBytes());
      clock.end();
      ProofStatistics statistics =
          segment
              .prepared()
              .sizes()
              .statistics(clock, proof, segment.securityBits(), settings.threads());
      ProofMetrics.run(settings.group(), statistics);
      task.finished(statistics);
      return proof;
    }

    CheckReport check() {
      keys(clock);
      CommittedProgram committed = committed(program, parallel, clock);
      SegmentTraces traces = traces(record(), committed);
      List<Violation> found = StarkProver.check(machine.starkKey(), witness(traces, committed));
      clock.end();
      long rows = traces.main().stream().mapToLong(ColumnMatrix::height).sum();
      int constraints = machine.airs().stream().mapToInt(air -> air.constraints().size()).sum();
      return new CheckReport(
          rows,
          constraints,
          found.stream()
              .limit(MAX_VIOLATIONS)
              .map(v -> new CheckReport.Violation(v.air(), v.what(), v.row(), v.detail()))
              .toList());
    }

    private SegmentProof proveSegment(CommittedProgram committed) {
      Prepared prepared = prepare(committed);
      StarkProof stark =
          clock.proving(() ->
              StarkProver.prove(
                  machine.starkKey(), prepared.witness(), parallel, new PhaseListener(clock)));
      ProofMetrics.segment(machine, prepared.sizes(), clock);
      byte[] encoded = ProofCodec.encode(machine.starkKey().verifyingKey(), stark);
      return new SegmentProof(prepared, encoded, machine.securityBits(stark.logHeights()));
    }

    /**
     * A method of its own, so that records and traces are unreachable once the witness gives them
     * back.
     */
    private Prepared prepare(CommittedProgram committed) {
      SegmentRecord record = record();
      SegmentTraces traces = traces(record, committed);
      return new Prepared(
          witness(traces, committed),
          traces.publicValues(),
          UserPublicValues.open(traces.memoryAfter(), record.publicValues()),
          SegmentSizes.of(machine.airs(), traces, record.instructions()));
    }

    private SegmentRecord record() {
      clock.begin(Phase.EXECUTION);
      SegmentRecord record = Executor.record(program.transpiled(), input.toGuest(), limits(task));
      if (record.exitCode() != 0) {
        String symbol = program.transpiled().symbols().nearest(record.endPc());
        throw new GuestFailedException(
            "the guest ended with exit code %d at pc 0x%08x%s"
                .formatted(
                    record.exitCode(), record.endPc(), symbol == null ? "" : ", in " + symbol),
            record.exitCode(),
            Integer.toUnsignedLong(record.endPc()),
            symbol == null ? "" : symbol);
      }
      return record;
    }

    private SegmentTraces traces(SegmentRecord record, CommittedProgram committed) {
      clock.begin(Phase.TRACE_GENERATION);
      SegmentTraces traces = machine.traces(record, committed, parallel);
      for (int i = 0; i < traces.main().size(); i++) {
        int height = traces.main().get(i).height();
        if (height > 1 << settings.segmentMaxLogHeight()) {
          throw new LimitReachedException(
              "the run needs more than one segment: %s has %d rows, a segment %d"
                  .formatted(
                      machine.airs().get(i).name(), height, 1 << settings.segmentMaxLogHeight()),
              Limit.SEGMENT,
              1L << settings.segmentMaxLogHeight(),
              height);
        }
      }
      return traces;
    }

    private Witness witness(SegmentTraces traces, CommittedProgram committed) {
      List<@Nullable CommittedMatrix> matrices = new ArrayList<>();
      for (CompiledAir air : machine.airs()) {
        matrices.add(air.committedWidth() == 0 ? null : committed.matrix());
      }
      return new Witness(traces.publicValues().toArray(), traces.main(), matrices);
    }
  }

  /** What a segment's proof is made from. */
  private record Prepared(
      Witness witness,
      SegmentPublicValues publicValues,
      UserPublicValuesProof opening,
      SegmentSizes sizes) {}

  /** What proving one segment leaves. */
  private record SegmentProof(Prepared prepared, byte[] stark, double securityBits) {}
}
