package dev.merapi.stark.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.memory.WorkspaceFullException;
import dev.merapi.stark.parallel.Cancellation;
import dev.merapi.stark.parallel.CancelledException;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.stark.poly.Domain;
import dev.merapi.stark.proof.InsecureTestParameters;
import dev.merapi.stark.proof.StarkParameters;
import dev.merapi.stark.proof.StarkProof;
import dev.merapi.stark.proof.VerifyingKey;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProverMemoryTest {
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

  private static long words(TestMachine machine) {
    return ProverMemory.words(machine.key.verifyingKey(), logHeights(machine));
  }

  private static int[] logHeights(TestMachine machine) {
    return machine.main.stream().mapToInt(m -> Domain.log2(m.height())).toArray();
  }

  /** In a workspace of exactly the words foretold, and full of garbage. */
  @ParameterizedTest
  @CsvSource({
    "3,5,4,6,3",
    "1,2,2,1,1",
    "1,8,5,2,1",
    "12,3,2,2,12",
    "4,8,12,11,4",
    "2,12,3,2,2",
    "5,4,11,11,5"
  })
  void proofsNeedWhatIsForetoldAndNoZeros(int a, int b, int c, int d, int e) {
    for (HashSuite suite : InsecureTestParameters.suites()) {
      int[] logHeights = {a, b, c, d, e};
      inExactlyTheWordsForetold(
          new TestMachine(InsecureTestParameters.small(suite), logHeights, 8));
    }
  }

  @ParameterizedTest
  @CsvSource({"1,2,3", "2,5,3", "3,9,2", "3,3,2", "4,9,1"})
  void parametersOfAllShapes(int logBlowup, int maxDegree, int logFold) {
    StarkParameters parameters =
        InsecureTestParameters.of(logBlowup, Math.max(3, maxDegree), logFold);
    inExactlyTheWordsForetold(new TestMachine(parameters, new int[] {3, 5, 7, 6, 3}, 2));
  }

  private static void inExactlyTheWordsForetold(TestMachine machine) {
    StarkProof expected = machine.prove();
    int[] heights = logHeights(machine);
    for (int from = 1; from <= Arrays.stream(heights).max().orElseThrow() + 1; from++) {
      inExactly(
          ProverMemory.compactWords(machine.key.verifyingKey(), from, heights), machine, expected);
    }
  }

  private static void inExactly(long words, TestMachine machine, StarkProof expected) {
    Workspace workspace = poisoned(words);
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      for (int threads = 1; threads <= 2; threads++) {
        assertThat(
                StarkProver.prove(
                    machine.key,
                    machine.witness(workspace),
                    Parallel.of(pool, threads),
                    workspace,
                    ProverListener.NONE))
            .isEqualTo(expected);
        assertThat(workspace.live()).isZero();
        assertThat(workspace.highWater()).isEqualTo(workspace.capacity());
      }
    }
  }

  /** Full extensions where there is room; a few compact ones where not much is missing. */
  @Test
  void extensionsAreCompactWhereTheWorkspaceIsSmall() {
    TestMachine machine = machine(5, 6, 13, 13, 5);
    VerifyingKey key = machine.key.verifyingKey();
    int[] heights = logHeights(machine);
    long full = ProverMemory.words(key, heights);
    long compact = ProverMemory.compactWords(key, 13, heights);
    assertThat(compact).isLessThan(full * 4 / 5);
    Workspace large = Workspace.slabs(2 * full);
    assertThat(prove(machine, large)).isEqualTo(machine.prove());
    assertThat(large.highWater()).isEqualTo(full);
    Workspace small = Workspace.slabs(full - 16);
    assertThat(prove(machine, small)).isEqualTo(machine.prove());
    assertThat(small.highWater()).isLessThan(full).isGreaterThan(compact);
  }

  @Test
  void failedProofsLeaveNothingBehind() {
    TestMachine machine = machine(3, 5, 4, 6, 3);
    Workspace workspace = Workspace.slabs(words(machine));
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
    TestMachine machine = machine(3, 5, 4, 6, 3);
    long least = ProverMemory.compactWords(machine.key.verifyingKey(), 1, logHeights(machine));
    assertThat(least).isLessThan(words(machine));
    Workspace small = Workspace.slabs(least - 16);
    assertThatThrownBy(() -> prove(machine, small)).isInstanceOf(WorkspaceFullException.class);
    assertThat(small.live()).isZero();
  }

  @Test
  void heightsTheKeyDoesNotAllowAreRefused() {
    VerifyingKey key = machine(3, 5, 4, 6, 3).key.verifyingKey();
    assertThatThrownBy(() -> ProverMemory.words(key, 3, 5, 4, 6))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ProverMemory.words(key, 3, 5, 4, 25, 3))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static StarkProof prove(TestMachine machine, Workspace workspace) {
    return StarkProver.prove(
        machine.key,
        machine.witness(workspace),
        Parallel.sequential(),
        workspace,
        ProverListener.NONE);
  }
}
