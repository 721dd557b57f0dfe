package dev.merapi.stark.prover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.kernel.Kernels;
import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.parallel.Cancellation;
import dev.merapi.stark.parallel.CancelledException;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.stark.proof.InsecureTestParameters;
import dev.merapi.stark.proof.ProofCodec;
import dev.merapi.stark.proof.StarkProof;
import dev.merapi.stark.verifier.StarkVerifier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("dev.merapi.stark.proof.InsecureTestParameters#suites")
final class ProveAndVerifyTest {
  @Parameter HashSuite suite;

  private static final int[] HEIGHTS = {3, 5, 4, 6, 3};

  private static void proveAndVerify(TestMachine machine) throws Exception {
    StarkProof proof = machine.prove();
    byte[] bytes = ProofCodec.encode(machine.key.verifyingKey(), proof);
    StarkProof read =
        StarkVerifier.verify(
            machine.key.verifyingKey(), bytes, machine.publicValues, machine.roots());
    assertThat(read).isEqualTo(proof);
  }

  @ParameterizedTest
  @CsvSource({
    "3,5,4,6,3",
    "1,2,2,1,1",
    "1,2,1,2,1",
    "7,2,1,3,7",
    "1,8,5,2,1",
    "5,4,12,12,5",
    "12,3,2,2,12"
  })
  void heightsInAnyOrder(int a, int b, int c, int d, int e) throws Exception {
    int[] heights = {a, b, c, d, e};
    proveAndVerify(new TestMachine(InsecureTestParameters.small(suite), heights, 1));
  }

  @ParameterizedTest
  @CsvSource({"1,2,3", "1,3,1", "1,3,2", "2,3,3", "2,5,3", "3,9,3", "3,3,2", "4,9,3"})
  void parametersOfAllShapes(int logBlowup, int maxDegree, int logFold) throws Exception {
    int[] heights = {3, 5, 7, 6, 3};
    proveAndVerify(
        new TestMachine(
            InsecureTestParameters.of(logBlowup, Math.max(3, maxDegree), logFold)
                .withSuite(suite.id()),
            heights,
            2));
  }

  @Test
  void sameBytesForAnyThreadsAndKernels() {
    TestMachine machine =
        new TestMachine(InsecureTestParameters.small(suite), new int[] {4, 8, 12, 13, 4}, 3);
    List<byte[]> proofs = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(3)) {
      for (Kernels kernels : List.of(Kernels.scalar(), Kernels.best())) {
        for (int threads : new int[] {1, 2, 4}) {
          StarkProof proof =
              StarkProver.prove(
                  machine.key,
                  machine.witness(),
                  Parallel.of(pool, threads),
                  Workspace.heap(),
                  ProverListener.NONE,
                  kernels,
                  Conduct.HONEST);
          proofs.add(ProofCodec.encode(machine.key.verifyingKey(), proof));
        }
      }
    }
    assertThat(proofs).allSatisfy(proof -> assertThat(proof).isEqualTo(proofs.getFirst()));
  }

  @Test
  void phasesAreReportedInOrder() {
    TestMachine machine = new TestMachine(InsecureTestParameters.small(suite), HEIGHTS, 4);
    List<String> heard = new ArrayList<>();
    StarkProver.prove(
        machine.key,
        machine.witness(),
        Parallel.sequential(),
        new ProverListener() {
          @Override
          public void started(ProverPhase phase) {
            heard.add("+" + phase);
          }

          @Override
          public void finished(ProverPhase phase) {
            heard.add("-" + phase);
          }
        });
    List<String> expected = new ArrayList<>();
    for (ProverPhase phase : ProverPhase.values()) {
      expected.add("+" + phase);
      expected.add("-" + phase);
    }
    assertThat(heard).isEqualTo(expected);
  }

  @Test
  void cancelledInAnyPhase() {
    TestMachine machine = new TestMachine(InsecureTestParameters.small(suite), HEIGHTS, 4);
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
      assertThatThrownBy(() ->
              StarkProver.prove(
                  machine.key, machine.witness(), Parallel.sequential(cancellation), cancelling))
          .isInstanceOf(CancelledException.class);
    }
  }

  @Test
  void witnessesThatCannotBeProvenAreNamed() {
    TestMachine machine = new TestMachine(InsecureTestParameters.small(suite), HEIGHTS, 5);
    assertThat(StarkProver.check(machine.key, machine.witness())).isEmpty();
    machine.main.get(0).set(0, 3, KoalaBear.ONE);
    assertThatThrownBy(machine::prove)
        .isInstanceOf(UnsatisfiedWitnessException.class)
        .hasMessageContaining("constraints");
    assertThat(StarkProver.check(machine.key, machine.witness()).toString())
        .contains("fibonacci")
        .contains("a moves");
    TestMachine unbalanced = new TestMachine(InsecureTestParameters.small(suite), HEIGHTS, 5);
    unbalanced.main.get(1).set(0, 3, KoalaBear.fromCanonical(1000));
    assertThatThrownBy(unbalanced::prove)
        .isInstanceOf(UnsatisfiedWitnessException.class)
        .hasMessageContaining("buses");
  }

  @Test
  void witnessOfAnotherShapeIsRefused() {
    TestMachine machine = new TestMachine(InsecureTestParameters.small(suite), HEIGHTS, 5);
    Witness used = machine.witness();
    StarkProver.prove(machine.key, used, Parallel.sequential(), ProverListener.NONE);
    assertThatThrownBy(
            () -> StarkProver.prove(machine.key, used, Parallel.sequential(), ProverListener.NONE))
        .isInstanceOf(IllegalStateException.class);
    Witness missing =
        new Witness(machine.publicValues, machine.main.subList(0, 4), machine.committed);
    assertThatThrownBy(() ->
            StarkProver.prove(machine.key, missing, Parallel.sequential(), ProverListener.NONE))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
