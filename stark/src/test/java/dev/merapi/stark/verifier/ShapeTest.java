package dev.merapi.stark.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.proof.CommittedRoot;
import dev.merapi.stark.proof.InsecureTestParameters;
import dev.merapi.stark.proof.ProofShape;
import dev.merapi.stark.proof.StarkProof;
import dev.merapi.stark.proof.VerifyingKey;
import dev.merapi.stark.prover.TestMachine;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the verifier does depends on the key and the tallest height, on no value. */
final class ShapeTest {

  /** The native arithmetic behind a proxy that writes down each call. */
  @SuppressWarnings("unchecked")
  private static Arithmetic<Integer, Ext, int[], Boolean> recording(
      HashSuite suite, List<String> calls) {
    NativeArithmetic real = new NativeArithmetic(suite);
    return (Arithmetic<Integer, Ext, int[], Boolean>)
        Proxy.newProxyInstance(
            ShapeTest.class.getClassLoader(),
            new Class<?>[] {Arithmetic.class},
            (proxy, method, arguments) -> {
              StringBuilder call = new StringBuilder(method.getName());
              for (Object argument : arguments) {
                if (argument instanceof List<?> list) {
                  call.append(' ').append(list.size());
                }
              }
              calls.add(call.toString());
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static List<String> calls(HashSuite suite, int[] heights, long seed) throws Exception {
    TestMachine machine = new TestMachine(InsecureTestParameters.small(suite), heights, seed);
    VerifyingKey key = machine.key.verifyingKey();
    StarkProof proof = machine.prove();
    ProofShape shape = ProofShape.of(key, proof.logHeights());
    List<Integer> values =
        Arrays.stream(machine.publicValues).mapToObj(KoalaBear::fromCanonical).toList();
    List<int[]> caps = machine.roots().stream().map(CommittedRoot::cap).toList();
    List<String> calls = new ArrayList<>();
    new Verification<>(
            recording(suite, calls), key, shape, new NativeInput(proof, shape, values, caps, 1))
        .run();
    return calls;
  }

  @ParameterizedTest
  @MethodSource("dev.merapi.stark.proof.InsecureTestParameters#suites")
  void theSameCallsForAnyHeightsAndValues(HashSuite suite) throws Exception {
    List<String> calls = calls(suite, new int[] {3, 5, 4, 7, 3}, 1);
    assertThat(calls).hasSizeGreaterThan(1000);
    assertThat(calls(suite, new int[] {3, 5, 4, 7, 3}, 2)).isEqualTo(calls);
    assertThat(calls(suite, new int[] {7, 2, 1, 1, 7}, 3)).isEqualTo(calls);
    assertThat(calls(suite, new int[] {1, 7, 7, 2, 1}, 4)).isEqualTo(calls);
    assertThat(calls(suite, new int[] {3, 5, 4, 6, 3}, 1)).isNotEqualTo(calls);
  }
}
