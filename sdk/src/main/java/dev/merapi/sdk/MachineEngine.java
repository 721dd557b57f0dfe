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
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.stark.proof.ProofCodec;
import dev.merapi.stark.proof.StarkProof;
import dev.merapi.stark.prover.CommittedMatrix;
import dev.merapi.stark.prover.StarkProver;
import dev.merapi.stark.prover.Witness;
import dev.merapi.vm.executor.Checkpoint;
import dev.merapi.vm.executor.ExecutionLimits;
import dev.merapi.vm.executor.ExecutionResult;
import dev.merapi.vm.executor.Executor;
import dev.merapi.vm.executor.MeteredExecution;
import dev.merapi.vm.executor.RecordedSegment;
import dev.merapi.vm.executor.SegmentPlan;
import dev.merapi.vm.executor.SegmentRecord;
import dev.merapi.vm.machine.SegmentTraces;
import dev.merapi.vm.machine.UserPublicValues;
import dev.merapi.vm.memory.MemoryTree;
import dev.merapi.vm.verification.AppClaim;
import dev.merapi.vm.verification.SegmentPublicValues;
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
      MeteredExecution metered = meter();
      List<SegmentPublicValues> publicValues = new ArrayList<>();
      List<byte[]> starks = new ArrayList<>();
      List<SegmentSizes> sizes = new ArrayList<>();
      double securityBits = Double.POSITIVE_INFINITY;
      ProofRoom room = new ProofRoom(metered.segments().size());
      Position at = start(committed);
      for (int k = 0; k < metered.segments().size(); k++) {
        clock.segment(k, metered.segments().size());
        Position from = at;
        long instructions = metered.segments().get(k).instructions();
        SegmentProof segment =
            Labels.with(MetricNames.SEGMENT, k)
                .call(() -> proveSegment(committed, from, instructions));
        publicValues.add(segment.publicValues());
        room.take(segment.stark().length);
        starks.add(segment.stark());
        sizes.add(segment.sizes());
        securityBits = Math.min(securityBits, segment.securityBits());
        at = segment.after();
      }
      AppClaim claim =
          new AppClaim(
              committed.root(),
              publicValues,
              UserPublicValues.open(at.memory(), metered.result().publicValues()));
      AppProofData data =
          new AppProofData(provingKey.verifyingKey().commitment().words(), claim, starks);
      AppProof proof = AppProof.parse(data.toBytes());
      clock.end();
      ProofStatistics statistics =
          SegmentSizes.statistics(sizes, clock, proof, securityBits, settings.threads());
      ProofMetrics.run(settings.group(), clock.whole().time(Phase.METERING), statistics);
      task.finished(statistics);
      return proof;
    }

    CheckReport check() {
      keys(clock);
      CommittedProgram committed = committed(program, parallel, clock);
      List<SegmentPlan> segments = meter().segments();
      List<CheckReport.Violation> found = new ArrayList<>();
      long rows = 0;
      Position at = start(committed);
      for (int k = 0; k < segments.size(); k++) {
        clock.segment(k, segments.size());
        RecordedSegment recorded = record(at, segments.get(k).instructions());
        SegmentTraces traces = traces(recorded.record(), at.memory());
        rows += traces.main().stream().mapToLong(ColumnMatrix::height).sum();
        String where = segments.size() == 1 ? "" : "segment " + k + ", ";
        StarkProver.check(machine.starkKey(), witness(traces, committed)).stream()
            .limit(MAX_VIOLATIONS - found.size())
            .map(v -> new CheckReport.Violation(v.air(), v.what(), v.row(), where + v.detail()))
            .forEach(found::add);
        at = new Position(recorded.after(), traces.memoryAfter());
      }
      clock.end();
      int constraints = machine.airs().stream().mapToInt(air -> air.constraints().size()).sum();
      return new CheckReport(rows, constraints, found);
    }

    private Position start(CommittedProgram committed) {
      return new Position(
          Checkpoint.start(program.transpiled(), input.toGuest(), limits(task)),
          committed.memory());
    }

    private SegmentProof proveSegment(
        CommittedProgram committed, Position from, long instructions) {
      Prepared prepared = prepare(committed, from, instructions);
      StarkProof stark =
          clock.proving(() ->
              StarkProver.prove(
                  machine.starkKey(), prepared.witness(), parallel, new PhaseListener(clock)));
      ProofMetrics.segment(machine, prepared.sizes(), clock.ofSegment());
      return new SegmentProof(
          prepared.publicValues(),
          ProofCodec.encode(machine.starkKey().verifyingKey(), stark),
          prepared.sizes(),
          machine.securityBits(stark.logHeights()),
          prepared.after());
    }

    /**
     * A method of its own, so that records and traces are unreachable once the witness gives them
     * back.
     */
    private Prepared prepare(CommittedProgram committed, Position from, long instructions) {
      RecordedSegment recorded = record(from, instructions);
      SegmentTraces traces = traces(recorded.record(), from.memory());
      return new Prepared(
          witness(traces, committed),
          traces.publicValues(),
          SegmentSizes.of(machine.airs(), traces, instructions),
          new Position(recorded.after(), traces.memoryAfter()));
    }

    /** Runs the guest to its end; one that fails is refused here, before anything is proved. */
    private MeteredExecution meter() {
      clock.begin(Phase.METERING);
      MeteredExecution metered = machine.meter(program.transpiled(), input.toGuest(), limits(task));
      ExecutionResult result = metered.result();
      if (result.exitCode() != 0) {
        String symbol = program.transpiled().symbols().nearest(result.exitPc());
        throw new GuestFailedException(
            "the guest ended with exit code %d at pc 0x%08x%s"
                .formatted(
                    result.exitCode(), result.exitPc(), symbol == null ? "" : ", in " + symbol),
            result.exitCode(),
            Integer.toUnsignedLong(result.exitPc()),
            symbol == null ? "" : symbol);
      }
      return metered;
    }

    private RecordedSegment record(Position from, long instructions) {
      clock.begin(Phase.EXECUTION);
      return Executor.record(from.checkpoint(), instructions, limits(task));
    }

    private SegmentTraces traces(SegmentRecord record, MemoryTree before) {
      clock.begin(Phase.TRACE_GENERATION);
      SegmentTraces traces = machine.traces(record, before, parallel);
      for (int i = 0; i < traces.main().size(); i++) {
        int height = traces.main().get(i).height();
        if (height > 1 << settings.segmentMaxLogHeight()) {
          throw new LimitReachedException(
              "%s has %d rows, a segment %d"
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

  /** Where a segment starts. */
  private record Position(Checkpoint checkpoint, MemoryTree memory) {}

  /** What a segment's proof is made from. */
  private record Prepared(
      Witness witness, SegmentPublicValues publicValues, SegmentSizes sizes, Position after) {}

  /** What proving one segment leaves. */
  private record SegmentProof(
      SegmentPublicValues publicValues,
      byte[] stark,
      SegmentSizes sizes,
      double securityBits,
      Position after) {}
}
