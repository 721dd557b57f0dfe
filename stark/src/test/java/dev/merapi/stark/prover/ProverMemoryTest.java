package dev.merapi.stark.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.memory.WorkspaceFullException;
import dev.merapi.stark.parallel.Cancellation;
import dev.merapi.stark.parallel.CancelledException;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.stark.proof.InsecureTestParameters;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProverMemoryTest {
  private static final long ENOUGH = 1 << 21;
  private static final int GARBAGE = 0xDEADBEEF;

  private static TestMachine machine(int... logHeights) {
    return new TestMachine(InsecureTestParameters.small(), logHeights, 8);
  }

  /** Slabs in which no word is zero. */
  private static Workspace poisoned(long words) {
    Workspace workspace = Workspace.slabs(words);
    Arrays.fill(workspace.take(1, 1).data(), GARBAGE);
    workspace.reset();
    return workspace;
  }

  @ParameterizedTest
  @CsvSource({"3,5,4,6,3", "1,8,5,2,1", "12,3,2,2,12", "4,8,12,13,4"})
  void whatTheMemoryHeldChangesNothing(int a, int b, int c, int d, int e) {
    TestMachine machine = machine(a, b, c, d, e);
    Workspace workspace = poisoned(ENOUGH);
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      for (int threads = 1; threads <= 2; threads++) {
        assertThat(
                StarkProver.prove(
                    machine.key,
                    machine.witness(workspace),
                    Parallel.of(pool, threads),
                    workspace,
                    ProverListener.NONE))
            .isEqualTo(machine.prove());
        assertThat(workspace.live()).isZero();
      }
    }
  }

  @Test
  void failedProofsLeaveNothingBehind() {
    TestMachine machine = machine(3, 5, 4, 6, 3);
    Workspace workspace = Workspace.slabs(ENOUGH);
    for (ProverPhase at : ProverPhase.values()) {
      Cancellation cancellation = new Cancellation();
      ProverListener cancelling =
          new ProverListener() {
            @Override
            public void started(ProverPhase phase) {
              if (phase == at) {
                cancellation.cancel();
              }
            }

            @Override
            public void finished(ProverPhase phase) {}
          };
      Witness witness = machine.witness(workspace);
      Parallel parallel = Parallel.sequential(cancellation);
      assertThatThrownBy(
              () -> StarkProver.prove(machine.key, witness, parallel, workspace, cancelling))
          .isInstanceOf(CancelledException.class);
      assertThat(workspace.live()).isZero();
    }
    machine.main.get(0).set(0, 3, KoalaBear.ONE);
    assertThatThrownBy(() -> prove(machine, workspace))
        .isInstanceOf(UnsatisfiedWitnessException.class);
    assertThat(workspace.live()).isZero();
  }

  @Test
  void memoryThatIsNotEnoughIsRefused() {
    Workspace small = Workspace.slabs(4096);
    TestMachine machine = machine(3, 5, 4, 6, 3);
    assertThatThrownBy(() -> prove(machine, small)).isInstanceOf(WorkspaceFullException.class);
    assertThat(small.live()).isZero();
  }

  private static void prove(TestMachine machine, Workspace workspace) {
    StarkProver.prove(
        machine.key,
        machine.witness(workspace),
        Parallel.sequential(),
        workspace,
        ProverListener.NONE);
  }
}
