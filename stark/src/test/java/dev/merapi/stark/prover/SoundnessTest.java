package dev.merapi.stark.prover;

import static dev.merapi.stark.prover.Dishonest.verdict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.air.AirBuilder;
import dev.merapi.stark.air.Bus;
import dev.merapi.stark.air.Column;
import dev.merapi.stark.air.Columns;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.trace.LogUpTrace;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.proof.CommittedRoot;
import dev.merapi.stark.proof.InsecureTestParameters;
import dev.merapi.stark.proof.StarkProof;
import dev.merapi.stark.proof.VerifyingKey;
import dev.merapi.stark.verifier.ProofRejectedException;
import dev.merapi.stark.verifier.Rejection;
import dev.merapi.stark.verifier.StarkVerifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Forgeries by a prover that follows the protocol everywhere but in one place, where they need a
 * machine of their own or more than one try; the others are the lines of {@link ProtocolLiesTest}.
 */
@ParameterizedClass
@MethodSource("dev.merapi.stark.proof.InsecureTestParameters#suites")
final class SoundnessTest {
  @Parameter HashSuite suite;

  private static final int[] HEIGHTS = {3, 5, 4, 6, 3};

  private TestMachine machine() {
    return new TestMachine(InsecureTestParameters.small(suite), HEIGHTS, 6);
  }

  @Test
  void theDishonestProverIsHonestByDefault() {
    TestMachine machine = machine();
    assertThat(verdict(machine, new Dishonest().forge(machine))).isNull();
  }

  /** Every cell that a constraint or a bus depends on. */
  @Test
  void noCellOfATraceIsFree() {
    TestMachine machine = machine();
    for (ColumnMatrix trace : machine.main) {
      for (int column = 0; column < trace.width(); column++) {
        for (int row : new int[] {0, 1, trace.height() - 1}) {
          int honest = trace.get(column, row);
          trace.set(column, row, KoalaBear.add(honest, KoalaBear.fromCanonical(5)));
          Rejection verdict = verdict(machine, new Dishonest().forge(machine));
          boolean unused = trace.width() == 4 && trace.get(0, row) == 0 || isIdle(trace, row);
          if (unused && column > 0) {
            assertThat(verdict).isNull();
          } else {
            assertThat(verdict).isIn(Rejection.CONSTRAINTS, Rejection.BUS_BALANCE);
          }
          trace.set(column, row, honest);
        }
      }
    }
  }

  /** Rows of sender and receiver that are off say nothing. */
  private static boolean isIdle(ColumnMatrix trace, int row) {
    return trace.width() >= 3 && trace.get(0, row) == 0;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void wrongTracesOfSmallHeights(int logHeight) {
    TestMachine machine =
        new TestMachine(
            InsecureTestParameters.small(suite), new int[] {logHeight, 2, 1, 2, logHeight}, 6);
    ColumnMatrix trace = machine.main.getFirst();
    trace.set(0, 1, KoalaBear.add(trace.get(0, 1), KoalaBear.ONE));
    assertThat(verdict(machine, new Dishonest().forge(machine))).isEqualTo(Rejection.CONSTRAINTS);
  }

  /** Checklist 2: the same message on another bus is another message. */
  @Test
  void messagesOfDifferentBusesDoNotCancel() throws Exception {
    Bus here = new Bus("here", 1, Bus.Kind.PERMUTATION, 1);
    Bus there = new Bus("there", 2, Bus.Kind.PERMUTATION, 1);
    for (Bus bus : List.of(here, there)) {
      List<Air> airs =
          List.of(
              air("sends", (b, c) -> b.send(here, c.get(0), c.get(1))),
              air("receives", (b, c) -> b.receive(bus, c.get(0), c.get(1))));
      ProvingKey key = Keygen.generate(airs, 0, InsecureTestParameters.small(suite));
      ColumnMatrix trace = ColumnMatrix.allocate(4, 2);
      trace.set(0, 2, KoalaBear.ONE);
      trace.set(1, 2, 77);
      Witness witness = new Witness(new int[0], List.of(trace, trace), Arrays.asList(null, null));
      StarkProof proof = new Dishonest().forge(key, witness);
      assertThat(verdict(key.verifyingKey(), proof))
          .isEqualTo(bus == here ? null : Rejection.BUS_BALANCE);
    }
  }

  private interface Body {
    void define(AirBuilder builder, List<Column> columns);
  }

  private static Air air(String name, Body body) {
    Columns columns = new Columns();
    List<Column> all = List.of(columns.main("on"), columns.main("value"));
    return new Air() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Columns columns() {
        return columns;
      }

      @Override
      public void define(AirBuilder builder) {
        body.define(builder, all);
      }
    };
  }

  /** Checklist 1 and 14: p lookups of one value could stand for none. */
  @Test
  void busesThatCouldWrapAreRejected() {
    Bus bus = new Bus("table", 1, Bus.Kind.LOOKUP, 1);
    int weight = 1 << 24;
    List<Air> airs = List.of(air("looks up", (b, c) -> b.lookup(bus, weight, c.get(0), c.get(1))));
    ProvingKey key = Keygen.generate(airs, 0, InsecureTestParameters.small(suite));
    for (int logHeight : new int[] {6, 7}) {
      ColumnMatrix trace = ColumnMatrix.allocate(1 << logHeight, 2);
      Witness witness = new Witness(new int[0], List.of(trace), Collections.singletonList(null));
      StarkProof proof = new Dishonest().forge(key, witness);
      assertThat(verdict(key.verifyingKey(), proof))
          .isEqualTo(logHeight == 6 ? null : Rejection.INTERACTION_COUNT);
    }
  }

  /** One bit of work less is too little: half of the time its nonce shows no more than that. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void noProofOfWorkIsABitTooEasy(int easier) {
    Set<Rejection> verdicts = new HashSet<>();
    for (int seed = 0; seed < 8; seed++) {
      TestMachine machine = new TestMachine(InsecureTestParameters.small(suite), HEIGHTS, seed);
      Dishonest lazy =
          Dishonest.with(fresh ->
              new Dishonest.Meddling(suite) {
                private int index;

                @Override
                int grind(int bits) {
                  return super.grind(index++ == easier ? bits - 1 : bits);
                }
              });
      verdicts.add(verdict(machine, lazy.forge(machine)));
    }
    assertThat(verdicts).contains(Rejection.PROOF_OF_WORK);
  }

  /** Checklist 4: whatever a prover leaves out of, or changes in, its transcript is missed. */
  @Test
  void nothingCanBeLeftOutOfTheTranscript() {
    TestMachine machine = machine();
    List<Dishonest.Meddling> used = new ArrayList<>();
    Dishonest counting =
        Dishonest.with(fresh -> {
          Dishonest.Meddling transcript = new Dishonest.Meddling(suite) {};
          used.add(transcript);
          return transcript;
        });
    assertThat(verdict(machine, counting.forge(machine))).isNull();
    int observations = used.getFirst().observed();
    assertThat(observations).isGreaterThan(50);
    for (int skipped = 0; skipped < observations; skipped++) {
      int at = skipped;
      Dishonest forger =
          Dishonest.with(fresh ->
              new Dishonest.Meddling(suite) {
                @Override
                int @Nullable [] meddle(int index, int[] words) {
                  return index == at ? null : words;
                }
              });
      assertThat(verdict(machine, forger.forge(machine))).as("observation %d", at).isNotNull();
    }
  }

  private static void addToRows(ColumnMatrix aux, int from, int to) {
    addToRows(aux, KoalaBear.ONE, from, to);
  }

  private static void addToRows(ColumnMatrix aux, int shift, int from, int to) {
    for (int row = from; row < to; row++) {
      aux.set(0, row, KoalaBear.add(aux.get(0, row), shift));
    }
  }

  /**
   * Two accumulators that are off by amounts that cancel, with sums to match: all that objects is
   * where they start (from row 0), or the one step at which they leave (from row 1).
   */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void accumulatorsThatCancelStillStartAtZeroAndRunOn(int from) {
    TestMachine machine = machine();
    int[] shifts = {KoalaBear.ONE, KoalaBear.neg(KoalaBear.ONE), 0};
    Dishonest forger =
        new Dishonest() {
          private int tables;

          @Override
          LogUpTrace logUp(CompiledAir air, LogUpTrace computed) {
            addToRows(computed.aux(), shifts[tables++], from, computed.aux().height());
            return computed;
          }

          @Override
          List<Ext> exposedSums(List<Ext> computed) {
            List<Ext> sums = new ArrayList<>();
            for (int i = 0; i < shifts.length; i++) {
              sums.add(computed.get(i).add(shifts[i]));
            }
            return sums;
          }
        };
    assertThat(verdict(machine, forger.forge(machine))).isEqualTo(Rejection.CONSTRAINTS);
  }

  /** Opened values that satisfy the constraints but are not the columns'. */
  @Test
  void openedValuesAreThoseOfTheColumns() {
    TestMachine machine = machine();
    for (boolean atNext : new boolean[] {false, true}) {
      for (int column : new int[] {0, 1, 2, 5, 8, 16, 20}) {
        Dishonest forger =
            new Dishonest() {
              @Override
              void openedValues(List<Ext> here, List<Ext> next) {
                List<Ext> values = atNext ? next : here;
                values.set(column, values.get(column).add(KoalaBear.ONE));
              }
            };
        assertThat(verdict(machine, forger.forge(machine)))
            .isIn(Rejection.CONSTRAINTS, Rejection.FINAL_POLYNOMIAL);
      }
    }
    // The value of the quotient at the next row enters no constraint: only DEEP can tell.
    Dishonest forger =
        new Dishonest() {
          @Override
          void openedValues(List<Ext> here, List<Ext> next) {
            next.set(next.size() - 1, next.getLast().add(KoalaBear.ONE));
          }
        };
    assertThat(verdict(machine, forger.forge(machine))).isEqualTo(Rejection.FINAL_POLYNOMIAL);
  }

  @Test
  void claimsAreThoseProven() {
    TestMachine machine = machine();
    StarkProof proof = machine.prove();
    VerifyingKey key = machine.key.verifyingKey();
    for (int k = 0; k < 2; k++) {
      int[] values = machine.publicValues.clone();
      values[k]++;
      assertThat(verdict(key, proof, values, machine)).isNotNull();
      values[k] += KoalaBear.P - 1;
      assertThat(verdict(key, proof, values, machine)).isEqualTo(Rejection.PUBLIC_VALUES);
    }
    int[] longer = Arrays.copyOf(machine.publicValues, 3);
    assertThat(verdict(key, proof, longer, machine)).isEqualTo(Rejection.PUBLIC_VALUES);
    TestMachine taller =
        new TestMachine(InsecureTestParameters.small(suite), new int[] {3, 6, 4, 6, 3}, 6);
    assertThat(verdict(key, proof, machine.publicValues, taller))
        .isEqualTo(Rejection.COMMITTED_MATRICES);
    CommittedRoot root = machine.roots().getFirst();
    int[] another = root.cap().clone();
    another[5] += KoalaBear.P;
    assertThat(new CommittedRoot(suite, root.logHeight(), another)).isNotEqualTo(root);
    List<CommittedRoot> changed = List.of(new CommittedRoot(suite, root.logHeight(), another));
    assertThatExceptionOfType(ProofRejectedException.class)
        .isThrownBy(() -> StarkVerifier.verify(key, proof, machine.publicValues, changed))
        .satisfies(e ->
            assertThat(e.reason() == Rejection.COMMITTED_MATRICES)
                .isEqualTo(suite.elementDigests()));
    HashSuite other = suite.elementDigests() ? HashSuite.blake3() : HashSuite.poseidon2();
    for (List<CommittedRoot> roots :
        List.of(
            List.<CommittedRoot>of(),
            List.of(root, root),
            List.of(new CommittedRoot(suite, root.logHeight(), Arrays.copyOf(root.cap(), 24))),
            List.of(new CommittedRoot(other, root.logHeight(), root.cap())))) {
      assertThatExceptionOfType(ProofRejectedException.class)
          .isThrownBy(() -> StarkVerifier.verify(key, proof, machine.publicValues, roots))
          .satisfies(e -> assertThat(e.reason()).isEqualTo(Rejection.COMMITTED_MATRICES));
    }
  }

  /** Another table under the same key and heights is another claim. */
  @Test
  void theCommittedMatrixIsTheOneClaimed() {
    TestMachine machine = machine();
    TestMachine other = machine();
    ColumnMatrix squares = ColumnMatrix.allocate(32, 2);
    for (int i = 0; i < 32; i++) {
      squares.set(0, i, KoalaBear.fromCanonical(i));
      squares.set(1, i, KoalaBear.square(KoalaBear.fromCanonical(i)));
    }
    squares.set(1, 31, KoalaBear.ONE);
    other.committed.set(1, Keygen.commit(other.key, 1, squares));
    StarkProof proof = new Dishonest().forge(machine);
    assertThat(verdict(machine, proof)).isNull();
    assertThat(verdict(other, proof)).isNotNull();
  }

  /** Checklist 7. */
  @Test
  void airsInAnotherOrderAreAnotherKey() {
    TestMachine machine = machine();
    List<CompiledAir> airs = new ArrayList<>(machine.key.verifyingKey().airs());
    StarkProof proof = machine.prove();
    Collections.swap(airs, 2, 3);
    VerifyingKey swapped = new VerifyingKey(InsecureTestParameters.small(suite), airs, 2);
    assertThat(verdict(swapped, proof, machine.publicValues, machine))
        .isEqualTo(Rejection.MALFORMED);
    VerifyingKey fewer =
        new VerifyingKey(InsecureTestParameters.small(suite), airs.subList(0, 4), 2);
    assertThat(verdict(fewer, proof, machine.publicValues, machine)).isEqualTo(Rejection.MALFORMED);
  }
}
