package dev.merapi.sdk;

import dev.merapi.metrics.Labels;
import dev.merapi.metrics.Metrics;
import dev.merapi.sdk.Progress.Phase;
import dev.merapi.sdk.codec.AppProofData;
import dev.merapi.sdk.error.GuestFailedException;
import dev.merapi.sdk.error.InvalidInputException;
import dev.merapi.sdk.error.InvalidInputException.Subject;
import dev.merapi.sdk.segment.FinishedSegment;
import dev.merapi.sdk.segment.RunDescription;
import dev.merapi.sdk.segment.SegmentStore;
import dev.merapi.sdk.segment.WorkDirectory;
import dev.merapi.sdk.verify.AppProof;
import dev.merapi.sdk.verify.Commitment;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.stark.prover.StarkProver;
import dev.merapi.vm.executor.ExecutionLimitException;
import dev.merapi.vm.executor.ExecutionLimits;
import dev.merapi.vm.executor.ExecutionResult;
import dev.merapi.vm.executor.MeteredExecution;
import dev.merapi.vm.executor.SegmentPlan;
import dev.merapi.vm.machine.SegmentTraces;
import dev.merapi.vm.machine.UserPublicValues;
import dev.merapi.vm.verification.AppClaim;
import dev.merapi.vm.verification.AppRejectedException;
import dev.merapi.vm.verification.AppRules;
import dev.merapi.vm.verification.ExeCommitment;
import dev.merapi.vm.verification.SegmentPublicValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One run of a program, on its way through its segments to a proof. Used by one thread. */
final class AppRun {

  private static final int MAX_VIOLATIONS = 100;

  private final Settings settings;
  private final Machine machine;
  private final CommittedProgram committed;
  private final Program program;
  private final Input input;
  private final Task task;
  private final ExecutionLimits limits;
  private final ProofBudget budget;
  private final WorkspacePool workspaces;
  private final PhaseClock clock;
  private final Parallel parallel;
  private final SegmentProver prover;

  AppRun(
      Settings settings,
      Machine machine,
      CommittedProgram committed,
      WorkspacePool workspaces,
      Program program,
      Input input,
      Task task,
      PhaseClock clock) {
    this.settings = settings;
    this.machine = machine;
    this.committed = committed;
    this.workspaces = workspaces;
    this.program = program;
    this.input = input;
    this.task = task;
    this.clock = clock;
    this.limits = settings.limits(task);
    this.parallel = settings.parallel(task.cancellation());
    this.budget =
        new ProofBudget(
            new MemoryModel(
                machine.starkKey().verifyingKey(),
                machine.tablesMeteredByBounds(),
                committed.heapBytes() + program.transpiled().initialMemory().heapBytes(),
                input.bytes(),
                settings.threads()),
            settings.memory());
    this.prover = new SegmentProver(machine, committed, clock, parallel);
  }

  AppProof prove() {
    MeteredExecution metered = meter();
    List<SegmentPlan> segments = metered.segments();
    clock.end();
    ProofMetrics.planned(machine, segments.size(), clock.whole().time(Phase.METERING));
    try (SegmentStore store = store(segments)) {
      boolean profiling = settings.profiling() && Metrics.enabled();
      if (profiling) { // before there is a workspace, so that both need no memory at once
        new ProfilingMetrics(machine).run(program, input, limits, segments, clock);
      }
      return prove(metered, store, profiling);
    }
  }

  private AppProof prove(MeteredExecution metered, SegmentStore store, boolean profiling) {
    List<SegmentPlan> segments = metered.segments();
    try (WorkspacePool.Lease lease = workspaces.lend(budget, segments)) {
      Walk walk = walk(segments);
      SegmentTally tally = new SegmentTally(machine, segments.size());
      for (int k = 0; k < segments.size(); k++) {
        clock.segment(k, segments.size());
        Optional<FinishedSegment> kept =
            store.find(k).filter(found -> goesOn(tally, found)).filter(prover::holds);
        FinishedSegment segment =
            kept.isPresent() ? kept.get() : prover.prove(walk, k, lease.of(k));
        tally.add(segment, kept.isPresent());
        if (profiling) {
          ProfilingMetrics.rows(machine, k, segment.sizes());
        }
        if (kept.isEmpty()) {
          store.keep(k, segment);
        }
        ProofMetrics.done(k + 1, tally.instructionsProven(), clock.whole());
      }
      requireChain(tally.publicValues());
      AppClaim claim =
          new AppClaim(
              committed.root(),
              tally.publicValues(),
              UserPublicValues.open(
                  walk.memory(segments.size(), parallel), metered.result().publicValues()));
      AppProof proof =
          AppProof.of(
              new AppProofData(committed.commitments().vm().words(), claim, store.starks()));
      clock.end();
      ProofStatistics statistics = tally.statistics(clock, proof, settings.threads());
      ProofMetrics.run(statistics);
      task.finished(statistics);
      return proof;
    }
  }

  /** Tries every constraint and bus on the traces of every segment. */
  CheckReport check() {
    List<SegmentPlan> segments = meter().segments();
    List<CheckReport.Violation> found = new ArrayList<>();
    long rows = 0;
    Walk walk = walk(segments);
    for (int k = 0; k < segments.size(); k++) {
      clock.segment(k, segments.size());
      Workspace workspace = Workspace.heap();
      SegmentTraces traces = prover.traces(walk, k, heights -> workspace);
      rows += traces.main().stream().mapToLong(ColumnMatrix::height).sum();
      String where = segments.size() == 1 ? "" : "segment " + k + ", ";
      StarkProver.check(machine.starkKey(), prover.witness(traces, workspace)).stream()
          .limit(MAX_VIOLATIONS - found.size())
          .map(v -> new CheckReport.Violation(v.air(), v.what(), v.row(), where + v.detail()))
          .forEach(found::add);
    }
    clock.end();
    int constraints = machine.airs().stream().mapToInt(air -> air.constraints().size()).sum();
    return new CheckReport(rows, constraints, found);
  }

  /** Tells what {@link #prove} will take; the pieces proven for it are not in the metrics. */
  Estimate estimate() {
    List<SegmentPlan> segments = meter().segments();
    clock.begin(Phase.CALIBRATION);
    Estimate estimate =
        Labels.silent()
            .call(() ->
                new Estimator(machine, budget)
                    .estimate(
                        segments,
                        clock.whole().time(Phase.METERING),
                        () -> provePiece(segments.getFirst())));
    clock.end();
    return estimate;
  }

  private Estimator.Piece provePiece(SegmentPlan first) {
    long start = System.nanoTime();
    SegmentPlan piece = SegmentPlan.unmetered(Math.min(Estimator.PIECE, first.instructions()));
    FinishedSegment segment =
        new SegmentProver(machine, committed, PhaseClock.silent(task), parallel)
            .prove(walk(List.of(piece)), 0, heights -> Workspace.heap());
    return new Estimator.Piece(segment, Duration.ofNanos(System.nanoTime() - start));
  }

  /** Runs the guest to its end; one that fails is refused here, before anything is proved. */
  private MeteredExecution meter() {
    clock.begin(Phase.METERING);
    MeteredExecution metered;
    try {
      metered = machine.meter(program.transpiled(), input.toGuest(), limits, budget);
    } catch (ExecutionLimitException e) {
      throw e.needed().isPresent() ? budget.tooSmall(e.needed().get()) : e;
    }
    requireSuccess(metered.result());
    return metered;
  }

  private void requireSuccess(ExecutionResult result) {
    if (result.exitCode() != 0) {
      long pc = Integer.toUnsignedLong(result.exitPc());
      String symbol = program.functionAt(pc);
      throw new GuestFailedException(
          "the guest ended with exit code %d at pc 0x%08x%s"
              .formatted(result.exitCode(), pc, symbol.isEmpty() ? "" : ", in " + symbol),
          result.exitCode(),
          pc,
          symbol);
    }
  }

  private Walk walk(List<SegmentPlan> segments) {
    return new Walk(program.transpiled(), input.toGuest(), limits, segments, committed.memory());
  }

  private SegmentStore store(List<SegmentPlan> segments) {
    if (settings.workDirectory() == null) {
      return SegmentStore.inMemory(segments.size());
    }
    RunDescription description =
        RunDescription.of(
            committed.commitments().vm().toHex(),
            committed.commitments().exe().toHex(),
            input.digest(),
            segments.stream().map(SegmentPlan::instructions).toList());
    return WorkDirectory.open(settings.workDirectory(), description, segments.size());
  }

  /** Whether a segment found begins where those before it end, with tables as this machine has. */
  private boolean goesOn(SegmentTally tally, FinishedSegment found) {
    if (found.sizes().rows().size() != machine.airs().size()) {
      return false;
    }
    SegmentPublicValues values = found.publicValues();
    List<SegmentPublicValues> before = tally.publicValues();
    return before.isEmpty()
        ? Commitment.of(
                ExeCommitment.of(committed.root(), values.initialRoot(), values.initialPc()))
            .equals(committed.commitments().exe())
        : before.getLast().finalPc() == values.initialPc()
            && Arrays.equals(before.getLast().finalRoot(), values.initialRoot());
  }

  private void requireChain(List<SegmentPublicValues> segments) {
    try {
      AppRules.chain(segments);
    } catch (AppRejectedException e) {
      throw new InvalidInputException(
          Subject.WORK_DIRECTORY,
          "%s holds segments that are not of one run: %s"
              .formatted(settings.workDirectory(), e.getMessage()),
          e);
    }
  }
}
