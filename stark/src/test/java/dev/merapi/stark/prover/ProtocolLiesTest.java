package dev.merapi.stark.prover;

import static dev.merapi.stark.verifier.Rejection.BUS_BALANCE;
import static dev.merapi.stark.verifier.Rejection.COMMITTED_MATRICES;
import static dev.merapi.stark.verifier.Rejection.CONSTRAINTS;
import static dev.merapi.stark.verifier.Rejection.FINAL_POLYNOMIAL;
import static dev.merapi.stark.verifier.Rejection.FOLDING;
import static dev.merapi.stark.verifier.Rejection.MALFORMED;
import static dev.merapi.stark.verifier.Rejection.MERKLE_PATH;
import static dev.merapi.stark.verifier.Rejection.PROOF_OF_WORK;
import static dev.merapi.stark.verifier.Rejection.PUBLIC_VALUES;
import static dev.merapi.stark.verifier.Rejection.QUERY_INDICES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.proof.CommittedRoot;
import dev.merapi.stark.proof.InsecureTestParameters;
import dev.merapi.stark.proof.StarkProof;
import dev.merapi.stark.proof.StarkProof.Opening;
import dev.merapi.stark.verifier.Rejection;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every place at which a prover can depart from the protocol, and the check that has to notice: one
 * line each, in the order of docs/protocol.md. The prover of a line follows the protocol everywhere
 * else. A prover whose transcript differs from the verifier's is stopped at the first proof of work
 * after the difference.
 */
@ParameterizedClass
@MethodSource("dev.merapi.stark.proof.InsecureTestParameters#suites")
final class ProtocolLiesTest {
  @Parameter HashSuite suite;

  private static final Ext SHIFT = new Ext(1, 2, 3, 4);
  private static final int FIBONACCI = 0;
  private static final int TABLE = 1;
  private static final int SENDER = 2;
  private static final int RECEIVER = 3;

  static List<Lie> claims() {
    return List.of(
        Lie.about("a cell of the first row", CONSTRAINTS, m -> add(m, FIBONACCI, 0, 0)),
        Lie.about("a cell of a row between", CONSTRAINTS, m -> add(m, FIBONACCI, 0, 3)),
        Lie.about("a cell of the last row", CONSTRAINTS, m -> add(m, FIBONACCI, 1, 7)),
        Lie.about("a message that nobody sent", BUS_BALANCE, m -> add(m, RECEIVER, 1, 255)),
        Lie.about("a multiplicity of the table", BUS_BALANCE, m -> add(m, TABLE, 0, 4)),
        Lie.about("values not in the table", BUS_BALANCE, ProtocolLiesTest::beyondTheTable),
        Lie.about("public values not of the trace", CONSTRAINTS, m -> m.publicValues[1]++),
        Lie.observing("other public values", PROOF_OF_WORK, Lie.FIRST_PUBLIC_VALUE, w -> w + 1),
        Lie.claiming("a public value too many", PUBLIC_VALUES, c -> values(c, 7, 8, 9)),
        Lie.claiming("a public value beyond p", PUBLIC_VALUES, c -> values(c, 7, KoalaBear.P)),
        Lie.claiming("no committed matrix", COMMITTED_MATRICES, c -> roots(c)),
        Lie.claiming("two committed matrices", COMMITTED_MATRICES, c -> roots(c, root(5), root(5))),
        Lie.claiming("a committed matrix too tall", COMMITTED_MATRICES, c -> roots(c, root(6))),
        Lie.claiming("another committed matrix", PROOF_OF_WORK, c -> roots(c, other(c))),
        swappedTable("another committed matrix, the claimed one observed", MERKLE_PATH),
        Lie.afterwards("another key", MALFORMED, p -> Lie.change(p.keyDigest())),
        Lie.afterwards("a height beyond the key's", MALFORMED, p -> p.logHeights()[0] = 25),
        Lie.afterwards("another height", PROOF_OF_WORK, p -> p.logHeights()[0]++),
        Lie.exchangingHeights("exchanged heights, observed so", CONSTRAINTS));
  }

  static List<Lie> rounds() {
    return List.of(
        Lie.afterwards("another main root", PROOF_OF_WORK, p -> Lie.change(p.mainCap())),
        Lie.exchanging("main root observed after the work", PROOF_OF_WORK, Lie.MAIN_ROOT),
        Lie.idle("no work before LogUp's challenges", 0),
        Lie.challenge("its own α of LogUp", CONSTRAINTS, 0),
        Lie.challenge("its own β of LogUp", CONSTRAINTS, 1),
        Lie.accumulating("accumulators that are off", 0, 1 << 8),
        Lie.accumulating("accumulators that start elsewhere", 0, 1),
        Lie.accumulating("accumulators with a wrong step", 1, 1 << 8),
        Lie.accumulating("accumulators wrong in one row", 7, 8),
        Lie.afterwards("another root of the buses", PROOF_OF_WORK, p -> Lie.change(p.auxCap())),
        Lie.exchanging("sums observed before their root", PROOF_OF_WORK, Lie.AUX_ROOT),
        Lie.exposing("one sum of another trace", BUS_BALANCE, s -> plus(s, SHIFT, Ext.ZERO)),
        Lie.exposing("two sums that cancel", CONSTRAINTS, s -> plus(s, SHIFT, SHIFT.neg())),
        Lie.balancing("sums that cancel of buses that do not", CONSTRAINTS),
        Lie.challenge("its own α of the constraints", CONSTRAINTS, 2),
        Lie.challenge("its own β of the constraints", CONSTRAINTS, 3),
        Lie.dividing("a shifted quotient", CONSTRAINTS, w -> KoalaBear.add(w, KoalaBear.ONE)),
        Lie.dividing("no quotient", CONSTRAINTS, w -> 0),
        Lie.dividing("any quotient", CONSTRAINTS, Lie.noise()),
        Lie.afterwards("another quotient root", PROOF_OF_WORK, p -> Lie.change(p.quotientCap())));
  }

  static List<Lie> openings() {
    return List.of(
        Lie.idle("no work before z", 1),
        Lie.challenge("its own z", CONSTRAINTS, 4),
        Lie.opening("a committed column at z", CONSTRAINTS, false, 0),
        Lie.opening("a main column at z", CONSTRAINTS, false, 2),
        Lie.opening("a main column at the next row", CONSTRAINTS, true, 2),
        Lie.opening("a column of the buses at z", CONSTRAINTS, false, 16),
        Lie.opening("the quotient at z", CONSTRAINTS, false, -1),
        Lie.opening("a column no constraint reads there", FINAL_POLYNOMIAL, true, -1),
        Lie.afterwards("openings changed", CONSTRAINTS, p -> Lie.change(p.openedHere())),
        Lie.idle("no work before γ", 2),
        Lie.challenge("its own γ", FOLDING, 5),
        Lie.codeword("a DEEP codeword of zeros", FOLDING, 0, w -> 0),
        Lie.codeword("a DEEP codeword of no low degree", FOLDING, 0, Lie.noise()),
        Lie.idle("no work before the first fold", 3),
        Lie.challenge("its own β of the first fold", FOLDING, 6),
        Lie.codeword("a later codeword of zeros", FOLDING, 1, w -> 0),
        Lie.codeword("a later codeword of no low degree", FOLDING, 1, Lie.noise()),
        Lie.afterwards("another root of a fold", PROOF_OF_WORK, p -> Lie.change(p.friCaps()[1])),
        Lie.idle("no work before the last fold", 4),
        Lie.challenge("its own β of the last fold", FINAL_POLYNOMIAL, 7),
        Lie.ending("another final polynomial", FINAL_POLYNOMIAL),
        Lie.afterwards(
            "a final polynomial changed", PROOF_OF_WORK, p -> Lie.change(p.finalPolynomial())));
  }

  static List<Lie> queries() {
    return List.of(
        Lie.idle("no work before the queries", 5),
        Lie.choosing("queries of its choice", QUERY_INDICES),
        Lie.afterwards("a committed leaf", MERKLE_PATH, p -> Lie.change(leaf(p, 0).row())),
        Lie.afterwards("a main leaf", MERKLE_PATH, p -> Lie.change(leaf(p, 1).row())),
        Lie.afterwards("a leaf of the buses", MERKLE_PATH, p -> Lie.change(leaf(p, 2).row())),
        Lie.afterwards("a leaf of the quotient", MERKLE_PATH, p -> Lie.change(leaf(p, 3).row())),
        Lie.afterwards("a sibling", MERKLE_PATH, p -> Lie.change(leaf(p, 1).path())),
        Lie.afterwards("two leaves exchanged", MERKLE_PATH, ProtocolLiesTest::exchangeLeaves),
        Lie.afterwards(
            "a value of the DEEP codeword", FOLDING, p -> changeElement(p, 0, place(p, 0))),
        Lie.afterwards(
            "a sibling of a fold", MERKLE_PATH, p -> Lie.change(p.friOpenings()[0][0].path())),
        Lie.afterwards(
            "a leaf of the last fold", MERKLE_PATH, p -> changeElement(p, 1, place(p, 1) ^ 1)));
  }

  static Stream<Lie> lies() {
    return Stream.of(claims(), rounds(), openings(), queries()).flatMap(List::stream);
  }

  private static TestMachine machine(HashSuite suite) {
    return new TestMachine(InsecureTestParameters.small(suite), new int[] {3, 5, 4, 8, 3}, 6);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("lies")
  void everyLieIsNoticed(Lie lie) {
    assertThat(lie.told().apply(machine(suite))).isEqualTo(lie.noticed());
  }

  /** The checks that no line above meets, and who forges those. */
  @Test
  void everyCheckNoticesALie() {
    Set<Rejection> elsewhere =
        EnumSet.of(
            Rejection.INTERACTION_COUNT, // SoundnessTest.busesThatCouldWrapAreRejected
            Rejection.EVALUATION_POINT, // TranscriptCoverageTest.pointsInsideADomainAreRejected
            Rejection.HEIGHTS); // TranscriptCoverageTest.heightsOutsideTheirRangeAreRejected
    Set<Rejection> here = lies().map(Lie::noticed).collect(Collectors.toSet());
    assertThat(here).isEqualTo(EnumSet.complementOf(EnumSet.copyOf(elsewhere)));
  }

  private static void add(TestMachine machine, int table, int column, int row) {
    ColumnMatrix trace = machine.main.get(table);
    trace.set(column, row, KoalaBear.add(trace.get(column, row), KoalaBear.ONE));
  }

  /** A row of sender and receiver on (1000, 1000² + 1000), where the table ends at 31. */
  private static void beyondTheTable(TestMachine machine) {
    int x = KoalaBear.fromCanonical(1000);
    int y = KoalaBear.add(KoalaBear.square(x), x);
    machine.main.get(SENDER).set(1, 0, x);
    machine.main.get(SENDER).set(2, 0, y);
    ColumnMatrix receiver = machine.main.get(RECEIVER);
    int row = receiver.height() - 1;
    receiver.set(1, row, x);
    receiver.set(2, row, y);
    receiver.set(3, row, KoalaBear.add(x, y));
  }

  private static Lie.Claim values(Lie.Claim claim, int... values) {
    return new Lie.Claim(values, claim.roots());
  }

  private static Lie.Claim roots(Lie.Claim claim, CommittedRoot... roots) {
    return new Lie.Claim(claim.publicValues(), List.of(roots));
  }

  /** The root of a table whose last square is wrong. */
  private static CommittedRoot root(int logHeight) {
    return wrongSquares(machine(HashSuite.poseidon2()).key, logHeight).root();
  }

  private static CommittedRoot other(Lie.Claim claim) {
    CommittedRoot root = claim.roots().getFirst();
    int[] cap = root.cap().clone();
    Lie.change(cap);
    return new CommittedRoot(root.suite(), root.logHeight(), cap);
  }

  private static CommittedMatrix wrongSquares(ProvingKey key, int logHeight) {
    ColumnMatrix squares = ColumnMatrix.allocate(1 << logHeight, 2);
    for (int i = 0; i + 1 < squares.height(); i++) {
      squares.set(0, i, KoalaBear.fromCanonical(i));
      squares.set(1, i, KoalaBear.square(KoalaBear.fromCanonical(i)));
    }
    return Keygen.commit(key, TABLE, squares);
  }

  private static Lie swappedTable(String what, Rejection noticed) {
    return new Lie(
        what,
        noticed,
        machine -> {
          Lie.Claim claim = Lie.Claim.of(machine);
          machine.committed.set(TABLE, wrongSquares(machine.key, 5));
          Dishonest prover =
              Dishonest.with(fresh ->
                  new Dishonest.Meddling(machine.key.verifyingKey().suite()) {
                    @Override
                    int[] meddle(int index, int[] words) {
                      return index == Lie.COMMITTED_ROOT ? claim.roots().getFirst().cap() : words;
                    }
                  });
          return claim.verdict(machine, prover.forge(machine));
        });
  }

  private static List<Ext> plus(List<Ext> sums, Ext first, Ext second) {
    return List.of(sums.get(0).add(first), sums.get(1).add(second), sums.get(2));
  }

  private static Opening leaf(StarkProof proof, int tree) {
    return proof.openings()[0][tree];
  }

  /** Which element of its row in a fold the first query leads to. */
  private static int place(StarkProof proof, int fold) {
    int rows = 1 << Arrays.stream(proof.logHeights()).max().orElseThrow();
    int i = proof.queryIndices()[0] & (rows - 1);
    for (int f = 0; f < fold; f++) {
      rows /= elements(proof, f);
      i &= rows - 1;
    }
    return i / (rows / elements(proof, fold));
  }

  private static int elements(StarkProof proof, int fold) {
    return proof.friOpenings()[0][fold].row().length / Ext.DEGREE;
  }

  private static void changeElement(StarkProof proof, int fold, int element) {
    int[] row = proof.friOpenings()[0][fold].row();
    int at = Ext.DEGREE * element;
    row[at] = KoalaBear.add(row[at], KoalaBear.ONE);
  }

  private static void exchangeLeaves(StarkProof proof) {
    Opening kept = proof.openings()[0][1];
    proof.openings()[0][1] = proof.openings()[1][1];
    proof.openings()[1][1] = kept;
  }
}
