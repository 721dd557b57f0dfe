package dev.merapi.vm.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.stark.proof.ProofCodec;
import dev.merapi.stark.prover.CommittedMatrix;
import dev.merapi.stark.prover.Keygen;
import dev.merapi.stark.prover.ProverListener;
import dev.merapi.stark.prover.ProverMemory;
import dev.merapi.stark.prover.ProvingKey;
import dev.merapi.stark.prover.StarkProver;
import dev.merapi.stark.prover.Witness;
import dev.merapi.stark.security.SecurityPreset;
import dev.merapi.vm.executor.ExecutionLimits;
import dev.merapi.vm.executor.Executor;
import dev.merapi.vm.executor.GuestInput;
import dev.merapi.vm.executor.SegmentRecord;
import dev.merapi.vm.memory.MemoryTree;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.testing.Guests;
import dev.merapi.vm.verification.AppClaim;
import dev.merapi.vm.verification.AppRejectedException;
import dev.merapi.vm.verification.AppVerification;
import dev.merapi.vm.verification.ExeCommitment;
import dev.merapi.vm.verification.SegmentPublicValues;
import dev.merapi.vm.verification.VerifiedApp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A segment from program to verified proof. */
class SegmentProofTest {
  private static final Parallel SEQUENTIAL = Parallel.sequential();

  @Test
  void proofOfASegmentVerifiesAndBindsItsClaim() throws AppRejectedException {
    Rv32Machine machine = Rv32Machine.standard();
    ProvingKey key =
        Keygen.generate(
            machine.airs(), Rv32Machine.PUBLIC_VALUES, SecurityPreset.PROVEN_100.parameters());
    Program guest = Guests.program("fibonacci");
    SegmentRecord record =
        Executor.record(
            guest, GuestInput.builder().words(30, 0).build(), ExecutionLimits.standard());
    assertThat(record.publicValues()).startsWith(new byte[] {(byte) 832040, (byte) (832040 >> 8)});
    MemoryTree before = MemoryTree.of(guest.initialMemory(), SEQUENTIAL);
    SegmentTraces heap = machine.traces(record, before, SEQUENTIAL);
    Workspace workspace = poisoned(ProverMemory.words(key.verifyingKey(), logHeights(heap)));
    SegmentTraces traces = machine.traces(record, before, SEQUENTIAL, heights -> workspace);
    assertSame(traces.main(), heap.main());
    List<@Nullable CommittedMatrix> committed = new ArrayList<>();
    machine.airs().forEach(air -> committed.add(null));
    CommittedMatrix program =
        Keygen.commit(
            key, machine.programIndex(), machine.committedProgram(record.program()), SEQUENTIAL);
    committed.set(machine.programIndex(), program);
    Witness witness =
        new Witness(traces.publicValues().toArray(), traces.main(), committed, workspace);
    assertThat(StarkProver.check(key, witness)).isEmpty();
    byte[] proof =
        ProofCodec.encode(
            key.verifyingKey(),
            StarkProver.prove(key, witness, SEQUENTIAL, workspace, ProverListener.NONE));

    assertThat(workspace.live()).isZero();
    assertThat(workspace.highWater()).isEqualTo(workspace.capacity());

    Workspace small = poisoned(ProverMemory.compactWords(key.verifyingKey(), 1, logHeights(heap)));
    assertThat(small.capacity()).isLessThan(workspace.capacity() * 4 / 5);
    Witness again =
        new Witness(
            traces.publicValues().toArray(),
            machine.traces(record, before, SEQUENTIAL, heights -> small).main(),
            committed,
            small);
    assertThat(
            ProofCodec.encode(
                key.verifyingKey(),
                StarkProver.prove(key, again, SEQUENTIAL, small, ProverListener.NONE)))
        .as("with compact extensions")
        .isEqualTo(proof);

    SegmentPublicValues values = traces.publicValues();
    AppClaim claim =
        new AppClaim(
            program.root(),
            List.of(values),
            UserPublicValues.open(traces.memoryAfter(), record.publicValues()));
    int[] exe = ExeCommitment.of(program.root(), values.initialRoot(), values.initialPc());
    VerifiedApp verified =
        AppVerification.verify(key.verifyingKey(), 32, claim, List.of(proof), exe, SEQUENTIAL);
    assertThat(verified.publicValues()).isEqualTo(record.publicValues());
    assertThat(verified.exeCommitment()).isEqualTo(exe);

    for (List<byte[]> proofs : List.of(List.<byte[]>of(), List.of(proof, proof))) {
      assertThatExceptionOfType(AppRejectedException.class)
          .isThrownBy(
              () -> AppVerification.verify(key.verifyingKey(), 32, claim, proofs, exe, SEQUENTIAL))
          .satisfies(e -> assertThat(e.check()).isEqualTo("segments"));
    }

    int[] other = values.toArray();
    other[SegmentPublicValues.INITIAL_ROOT] ^= 1;
    AppClaim forged =
        new AppClaim(program.root(), List.of(SegmentPublicValues.of(other)), claim.publicValues());
    assertThatExceptionOfType(AppRejectedException.class)
        .isThrownBy(() ->
            AppVerification.verify(
                key.verifyingKey(), 32, forged, List.of(proof), null, SEQUENTIAL));
  }

  private static int[] logHeights(SegmentTraces traces) {
    return traces.main().stream()
        .mapToInt(m -> Integer.numberOfTrailingZeros(m.height()))
        .toArray();
  }

  /** Slabs in which no word is zero. */
  private static Workspace poisoned(long words) {
    Workspace workspace = Workspace.slabs(words);
    Arrays.fill(workspace.take(1, 1).data(), 0xDEADBEEF);
    workspace.reset();
    return workspace;
  }

  private static void assertSame(List<ColumnMatrix> some, List<ColumnMatrix> others) {
    for (int k = 0; k < some.size(); k++) {
      ColumnMatrix a = some.get(k);
      ColumnMatrix b = others.get(k);
      for (int j = 0; j < a.width(); j++) {
        int from = a.offset(j);
        int[] expected = b.data();
        assertThat(
                Arrays.equals(
                    a.data(),
                    from,
                    from + a.height(),
                    expected,
                    b.offset(j),
                    b.offset(j) + b.height()))
            .as("table %d, column %d", k, j)
            .isTrue();
      }
    }
  }
}
