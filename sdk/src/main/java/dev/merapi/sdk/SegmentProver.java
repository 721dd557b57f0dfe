package dev.merapi.sdk;

import dev.merapi.metrics.Labels;
import dev.merapi.metrics.MetricNames;
import dev.merapi.sdk.Progress.Phase;
import dev.merapi.sdk.codec.SegmentSizes;
import dev.merapi.sdk.segment.FinishedSegment;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.stark.proof.ProofCodec;
import dev.merapi.stark.proof.StarkProof;
import dev.merapi.stark.prover.CommittedMatrix;
import dev.merapi.stark.prover.StarkProver;
import dev.merapi.stark.prover.Witness;
import dev.merapi.stark.verifier.ProofRejectedException;
import dev.merapi.stark.verifier.StarkVerifier;
import dev.merapi.vm.executor.RecordedSegment;
import dev.merapi.vm.machine.SegmentTraces;
import dev.merapi.vm.memory.MemoryTree;
import dev.merapi.vm.verification.SegmentPublicValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Proves segments of one run, one after the other, and checks those proven before. */
final class SegmentProver {

  private final Machine machine;
  private final CommittedProgram committed;
  private final PhaseClock clock;
  private final Parallel parallel;

  SegmentProver(Machine machine, CommittedProgram committed, PhaseClock clock, Parallel parallel) {
    this.machine = machine;
    this.committed = committed;
    this.clock = clock;
    this.parallel = parallel;
  }

  /**
   * Proves a segment.
   *
   * @param workspaces gives a workspace for log2 of the height of each table: all large memory
   *     comes from it and is given back
   */
  FinishedSegment prove(Walk walk, int k, Function<int[], Workspace> workspaces) {
    return Labels.with(MetricNames.SEGMENT, k).call(() -> proveLabelled(walk, k, workspaces));
  }

  private FinishedSegment proveLabelled(Walk walk, int k, Function<int[], Workspace> workspaces) {
    Prepared prepared = prepare(walk, k, workspaces);
    StarkProof stark =
        clock.proving(() ->
            StarkProver.prove(
                machine.starkKey(),
                prepared.witness(),
                parallel,
                prepared.workspace(),
                new PhaseListener(clock)));
    ProofMetrics.segment(machine, prepared.sizes(), clock.ofSegment());
    return new FinishedSegment(
        prepared.publicValues(),
        ProofCodec.encode(machine.starkKey().verifyingKey(), stark),
        prepared.sizes());
  }

  /**
   * A method of its own, so that records and traces are unreachable once the witness gives them
   * back.
   */
  private Prepared prepare(Walk walk, int k, Function<int[], Workspace> workspaces) {
    AtomicReference<Workspace> used = new AtomicReference<>(Workspace.heap());
    SegmentTraces traces =
        traces(
            walk,
            k,
            heights -> {
              used.set(workspaces.apply(heights));
              return used.get();
            });
    Workspace workspace = Objects.requireNonNull(used.get());
    return new Prepared(
        workspace,
        witness(traces, workspace),
        traces.publicValues(),
        SegmentSizes.of(traces, walk.plan(k).instructions()));
  }

  /** Runs a segment and fills its traces. */
  SegmentTraces traces(Walk walk, int k, Function<int[], Workspace> workspaces) {
    clock.begin(Phase.EXECUTION);
    MemoryTree before = walk.memory(k, parallel);
    RecordedSegment recorded = walk.record(k);
    clock.begin(Phase.TRACE_GENERATION);
    SegmentTraces traces = machine.traces(recorded.record(), before, parallel, workspaces);
    walk.passed(k, recorded.after(), traces.memoryAfter());
    return traces;
  }

  /** The witness of traces that live in the workspace. */
  Witness witness(SegmentTraces traces, Workspace workspace) {
    List<@Nullable CommittedMatrix> matrices = new ArrayList<>();
    for (CompiledAir air : machine.airs()) {
      matrices.add(air.committedWidth() == 0 ? null : committed.matrix());
    }
    return new Witness(traces.publicValues().toArray(), traces.main(), matrices, workspace);
  }

  /** Whether the proof of a segment holds for this program. */
  boolean holds(FinishedSegment segment) {
    clock.begin(Phase.CHECKING);
    try {
      StarkVerifier.verify(
          machine.starkKey().verifyingKey(),
          segment.stark(),
          segment.publicValues().toArray(),
          List.of(committed.root()));
      return true;
    } catch (ProofRejectedException e) {
      return false;
    }
  }

  /** What a segment's proof is made from. */
  private record Prepared(
      Workspace workspace, Witness witness, SegmentPublicValues publicValues, SegmentSizes sizes) {}
}
