package dev.merapi.stark.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.air.AirBuilder;
import dev.merapi.stark.air.AirCompiler;
import dev.merapi.stark.air.Columns;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.proof.CommittedRoot;
import dev.merapi.stark.proof.InsecureTestParameters;
import dev.merapi.stark.proof.ProofShape;
import dev.merapi.stark.proof.StarkProof;
import dev.merapi.stark.proof.VerifyingKey;
import dev.merapi.stark.prover.TestMachine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("dev.merapi.stark.proof.InsecureTestParameters#suites")
final class TranscriptCoverageTest {
  private final HashSuite suite;
  private final TestMachine machine;
  private final VerifyingKey key;
  private final StarkProof proof;

  TranscriptCoverageTest(HashSuite suite) {
    this.suite = suite;
    machine = new TestMachine(InsecureTestParameters.small(suite), new int[] {3, 5, 4, 6, 3}, 8);
    key = machine.key.verifyingKey();
    proof = machine.prove();
  }

  /** The native arithmetic, keeping what the sponge is given. */
  private static final class Recording extends NativeArithmetic {
    private final List<List<Integer>> states = new ArrayList<>();

    Recording(HashSuite suite) {
      super(suite);
    }

    @Override
    public List<Integer> permute(List<Integer> state) {
      states.add(List.copyOf(state));
      return super.permute(state);
    }

    /** The rates of all permuted states, one after the other. */
    List<Integer> absorbed() {
      List<Integer> words = new ArrayList<>();
      states.forEach(state -> words.addAll(state.subList(0, 8)));
      return words;
    }
  }

  private List<Integer> absorbed() throws Exception {
    ProofShape shape = ProofShape.of(key, proof.logHeights());
    List<Integer> values =
        Arrays.stream(machine.publicValues).mapToObj(KoalaBear::fromCanonical).toList();
    List<int[]> caps = machine.roots().stream().map(CommittedRoot::cap).toList();
    NativeInput input = new NativeInput(proof, shape, values, caps, 1);
    Recording recording = new Recording(suite);
    new Verification<>(recording, key, shape, input).run();
    return recording.absorbed();
  }

  /** Everything a challenge may depend on is absorbed, in the order of docs/protocol.md. */
  @Test
  void everythingIsObservedInOrder() throws Exception {
    List<int[]> expected = new ArrayList<>();
    expected.add(key.digest());
    expected.add(canonical(key.airs().size()));
    expected.add(canonical(proof.logHeights()));
    expected.add(canonical(machine.publicValues));
    machine.roots().forEach(root -> expected.add(root.cap()));
    expected.add(proof.mainCap());
    expected.add(new int[] {proof.nonces().logUp()});
    expected.add(proof.auxCap());
    expected.add(proof.exposedSums());
    expected.add(proof.quotientCap());
    expected.add(new int[] {proof.nonces().deep()});
    expected.add(proof.openedHere());
    expected.add(proof.openedNext());
    expected.add(new int[] {proof.nonces().batch()});
    for (int fold = 0; fold < proof.friCaps().length; fold++) {
      expected.add(proof.friCaps()[fold]);
      expected.add(new int[] {proof.nonces().folds()[fold]});
    }
    expected.add(proof.finalPolynomial());
    expected.add(new int[] {proof.nonces().query()});
    List<Integer> absorbed = absorbed();
    int at = 0;
    for (int[] words : expected) {
      for (int word : words) {
        while (at < absorbed.size() && absorbed.get(at) != word) {
          at++;
        }
        assertThat(at).as("%d after the words before it", word).isLessThan(absorbed.size());
        at++;
      }
    }
  }

  private static int[] canonical(int... values) {
    return Arrays.stream(values).map(KoalaBear::fromCanonical).toArray();
  }

  /** z in the trace domain, or in the evaluation domain, is no challenge. */
  @Test
  void pointsInsideADomainAreRejected() throws Exception {
    ProofShape shape = ProofShape.of(key, proof.logHeights());
    int log = shape.logHeight();
    int shift = KoalaBear.cosetShift(log + 1);
    int root = KoalaBear.rootOfUnity(log + 1);
    for (int inside :
        new int[] {
          KoalaBear.ONE,
          KoalaBear.rootOfUnity(log),
          shift,
          KoalaBear.mul(shift, root),
          KoalaBear.mul(shift, KoalaBear.pow(root, 77))
        }) {
      assertThat(verdict(shape, Ext.of(inside))).isEqualTo(Rejection.EVALUATION_POINT);
    }
    assertThat(verdict(shape, new Ext(1, 2, 3, 4))).isNull();
  }

  private Rejection verdict(ProofShape shape, Ext z) {
    NativeArithmetic arithmetic = new NativeArithmetic(suite);
    NativeInput input = new NativeInput(proof, shape, List.of(0, 0), List.of(), 1);
    try {
      new OutOfDomainCheck<>(arithmetic, key, shape, input, List.of(), z);
      return null;
    } catch (NativeArithmetic.Rejected e) {
      return e.toChecked().reason();
    }
  }

  /** The arithmetic's own checks, which no honest prover meets. */
  @Test
  void heightsOutsideTheirRangeAreRejected() {
    NativeArithmetic arithmetic = new NativeArithmetic(suite);
    for (int height : new int[] {0, 8, KoalaBear.P - 1}) {
      assertThat(
              rejection(() ->
                  arithmetic.oneHot(KoalaBear.fromCanonical(height), 1, 7, Rejection.HEIGHTS)))
          .isEqualTo(Rejection.HEIGHTS);
    }
    assertThat(rejection(() -> arithmetic.divide(Ext.ZERO, Ext.ZERO, Rejection.FOLDING)))
        .isEqualTo(Rejection.FOLDING);
  }

  /** Also by a verifier that is given the shape of a proof, as a circuit is. */
  @Test
  void fixedHeightsAreRejectedWhereTheyDiffer() throws Exception {
    ProofShape shape = ProofShape.of(key, proof.logHeights());
    Columns columns = new Columns();
    columns.main("column", 2);
    Air fixed =
        new Air() {
          @Override
          public String name() {
            return "fixed";
          }

          @Override
          public Columns columns() {
            return columns;
          }

          @Override
          public OptionalInt fixedLogHeight() {
            return OptionalInt.of(proof.logHeights()[0] + 1);
          }

          @Override
          public void define(AirBuilder builder) {}
        };
    List<CompiledAir> airs = new ArrayList<>(key.airs());
    airs.set(0, AirCompiler.compile(fixed, key.parameters().maxDegree()));
    VerifyingKey other = new VerifyingKey(key.parameters(), airs, 2);
    List<int[]> caps = machine.roots().stream().map(CommittedRoot::cap).toList();
    NativeInput input = new NativeInput(proof, shape, List.of(0, 0), caps, 1);
    NativeArithmetic arithmetic = new NativeArithmetic(key.suite());
    assertThat(rejection(() -> new Verification<>(arithmetic, other, shape, input).run()))
        .isEqualTo(Rejection.HEIGHTS);
  }

  private static Rejection rejection(Runnable check) {
    try {
      check.run();
      return null;
    } catch (NativeArithmetic.Rejected e) {
      return e.toChecked().reason();
    }
  }
}
