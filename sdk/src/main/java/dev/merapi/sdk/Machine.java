package dev.merapi.sdk;

import dev.merapi.metrics.Labels;
import dev.merapi.metrics.MetricNames;
import dev.merapi.metrics.Metrics;
import dev.merapi.sdk.codec.AppProofData;
import dev.merapi.sdk.codec.VerifyingKeyData;
import dev.merapi.sdk.store.ContentCache;
import dev.merapi.sdk.verify.Commitment;
import dev.merapi.sdk.verify.VerifyingKey;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.stark.proof.ProofFormatException;
import dev.merapi.stark.prover.CommittedMatrix;
import dev.merapi.stark.prover.Keygen;
import dev.merapi.stark.security.SecurityReport;
import dev.merapi.vm.executor.ExecutionLimits;
import dev.merapi.vm.executor.GuestInput;
import dev.merapi.vm.executor.MeteredExecution;
import dev.merapi.vm.executor.SegmentBudget;
import dev.merapi.vm.executor.SegmentRecord;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.machine.Rv32Machine;
import dev.merapi.vm.machine.SegmentTraces;
import dev.merapi.vm.memory.MemoryTree;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.verification.ExeCommitment;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The RV32IM machine of a configuration under a preset: its AIRs, its keys, its commitments.
 * Immutable.
 */
final class Machine {

  private final Security security;
  private final Rv32Machine rv32;
  private final dev.merapi.stark.prover.ProvingKey starkKey;
  private final VerifyingKey verifyingKey;
  private final long keygenNanos;

  private Machine(MachineConfig config, Security security, Hash hash) {
    this.security = security;
    long start = System.nanoTime();
    this.rv32 = Rv32Machine.standard();
    this.starkKey =
        Keygen.of(
            rv32.compiled(), Rv32Machine.PUBLIC_VALUES, security.preset().parameters(hash.suite()));
    this.verifyingKey =
        VerifyingKey.of(new VerifyingKeyData(config.publicValuesBytes(), starkKey.verifyingKey()));
    this.keygenNanos = System.nanoTime() - start;
  }

  /** Compiles what machines of all configurations have in common, unless that is done. */
  static void prepare() {
    Rv32Machine.standard();
  }

  static Machine of(MachineConfig config, Security security, Hash hash) {
    return new Machine(config, security, hash);
  }

  /** The AIRs in their fixed order. */
  List<CompiledAir> airs() {
    return starkKey.verifyingKey().airs();
  }

  /** The key of the proof system. */
  dev.merapi.stark.prover.ProvingKey starkKey() {
    return starkKey;
  }

  /** The keys, with the metrics of their making under a group of their own. */
  ProvingKey provingKey(String group) {
    Labels.with(MetricNames.GROUP, group + MetricNames.KEYGEN_SUFFIX)
        .run(() -> {
          Metrics.time(MetricNames.KEYGEN, keygenNanos);
          ProofMetrics.keys(airs());
        });
    return new ProvingKey(verifyingKey);
  }

  /** What verifies the proofs of this machine. */
  VerifyingKey verifyingKey() {
    return verifyingKey;
  }

  /** Commits to a program, with what a cache has of it. */
  CommittedProgram commit(Program program, @Nullable ContentCache cache, Parallel parallel) {
    Commitment vm = verifyingKey.commitment();
    ColumnMatrix rows = rv32.committedProgram(program);
    int air = rv32.programIndex();
    CommittedMatrix matrix =
        cache == null
            ? Keygen.commit(starkKey, air, rows, parallel)
            : new ProgramCache(cache).commit(vm, starkKey, air, rows, parallel);
    MemoryTree memory = MemoryTree.of(program.initialMemory(), parallel);
    int[] root = Arrays.stream(memory.root()).map(KoalaBear::toCanonical).toArray();
    Commitment exe = Commitment.of(ExeCommitment.of(matrix.root(), root, program.entryPc()));
    return new CommittedProgram(matrix, memory, new Commitments(exe, vm));
  }

  /** Position of the AIR that has the rows of an operation's executions, or -1 if none has. */
  int tableOf(Op op) {
    return rv32.indexOf(op);
  }

  /** Whether metering knows the rows of a table exactly; those of the memory tree are bounds. */
  boolean metersExactly(int table) {
    return rv32.metersExactly(table);
  }

  /** Positions of the tables of whose rows metering knows a bound only. */
  int[] tablesMeteredByBounds() {
    return IntStream.range(0, airs().size()).filter(t -> !metersExactly(t)).toArray();
  }

  /** Runs a program and finds its segments. */
  MeteredExecution meter(
      Program program, GuestInput input, ExecutionLimits limits, SegmentBudget budget) {
    return rv32.meter(program, input, limits, budget, AppProofData.MAX_SEGMENTS);
  }

  /** The traces of a segment that starts with a memory. */
  SegmentTraces traces(
      SegmentRecord record,
      MemoryTree before,
      Parallel parallel,
      Function<int[], Workspace> workspaces) {
    return rv32.traces(record, before, parallel, workspaces);
  }

  /** Bits of security of a proof with these heights. */
  double securityBits(int[] logHeights) {
    try {
      return security.preset().report(starkKey.verifyingKey(), logHeights).min();
    } catch (ProofFormatException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The report of this machine at its worst. */
  SecurityReport worstCase() {
    return security.preset().worstCase(starkKey.verifyingKey());
  }
}
