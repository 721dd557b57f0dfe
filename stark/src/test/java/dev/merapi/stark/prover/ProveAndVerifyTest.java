package dev.merapi.stark.prover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.stark.proof.InsecureTestParameters;
import dev.merapi.stark.proof.ProofCodec;
import dev.merapi.stark.proof.StarkProof;
import dev.merapi.stark.verifier.StarkVerifier;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProveAndVerifyTest {
  private static final int[] HEIGHTS = {3, 5, 4, 6, 1};

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
    proveAndVerify(new TestMachine(InsecureTestParameters.small(), heights, 1));
  }

  @ParameterizedTest
  @CsvSource({"1,2,3", "1,3,1", "1,3,2", "2,3,3", "2,5,3", "3,9,3", "3,3,2", "4,9,3"})
  void parametersOfAllShapes(int logBlowup, int maxDegree, int logFold) throws Exception {
    int[] heights = {3, 5, 7, 6, 3};
    proveAndVerify(
        new TestMachine(
            InsecureTestParameters.of(logBlowup, Math.max(3, maxDegree), logFold), heights, 2));
  }
}
