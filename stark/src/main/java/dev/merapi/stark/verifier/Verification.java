package dev.merapi.stark.verifier;

import dev.merapi.stark.air.Bus;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.proof.ProofShape;
import dev.merapi.stark.proof.ProofShape.Kind;
import dev.merapi.stark.proof.StarkParameters;
import dev.merapi.stark.proof.VerifyingKey;
import dev.merapi.stark.transcript.Transcript;
import java.util.ArrayList;
import java.util.List;

/**
 * The verifier of a lifted multi-AIR STARK, over any arithmetic; the argument and the order of the
 * transcript are set out in docs/protocol.md.
 *
 * <p>What it does depends on the verifying key and on the tallest height alone: the heights of the
 * single AIRs are values, picked by one-hot selection.
 */
final class Verification<B, E, D, T> {
  private final Arithmetic<B, E, D, T> arithmetic;
  private final VerifyingKey key;
  private final StarkParameters parameters;
  private final ProofShape shape;
  private final VerifierInput<B, E, D> input;
  private final Transcript<B, E, T> transcript;

  /**
   * A verification of a proof of the given shape; of the shape's heights only the tallest is used,
   * to fix the lengths.
   */
  Verification(
      Arithmetic<B, E, D, T> arithmetic,
      VerifyingKey key,
      ProofShape shape,
      VerifierInput<B, E, D> input) {
    this.arithmetic = arithmetic;
    this.key = key;
    this.parameters = key.parameters();
    this.shape = shape;
    this.input = input;
    this.transcript = new Transcript<>(arithmetic);
  }

  /** Runs every check; the arithmetic rejects. */
  void run() {
    List<List<T>> heights = heights();
    countInteractions(heights);
    observeClaim();
    observeCap(treeOf(Kind.MAIN));
    List<E> challenges = logUpChallenges();
    E alpha = transcript.sampleExtension();
    E beta = transcript.sampleExtension();
    observeCap(treeOf(Kind.QUOTIENT));
    transcript.checkWork(parameters.grindDeep(), input.deepNonce());
    E z = transcript.sampleExtension();
    OutOfDomainCheck<B, E, D, T> check =
        new OutOfDomainCheck<>(arithmetic, key, shape, input, heights, z);
    check.identity(challenges, alpha, beta);
    input.openedHere().forEach(transcript::observeExtension);
    input.openedNext().forEach(transcript::observeExtension);
    transcript.checkWork(parameters.grindBatch(), input.batchNonce());
    E gamma = transcript.sampleExtension();
    List<E> foldChallenges = foldChallenges();
    input.finalPolynomial().forEach(transcript::observeExtension);
    transcript.checkWork(parameters.grindQuery(), input.queryNonce());
    QueryCheck<B, E, D, T> queries =
        new QueryCheck<>(arithmetic, key, shape, input, heights, z, gamma, foldChallenges);
    int logDomain = shape.logHeight() + parameters.logBlowup();
    for (int q = 0; q < parameters.queries(); q++) {
      queries.check(q, transcript.sampleBits(logDomain));
    }
  }

  private List<List<T>> heights() {
    List<List<T>> heights = new ArrayList<>();
    for (int j = 0; j < key.airs().size(); j++) {
      CompiledAir air = key.airs().get(j);
      B value = input.logHeights().get(j);
      int low = air.committedWidth() > 0 ? Math.max(1, parameters.logCap()) : 1;
      if (air.fixedLogHeight().isPresent()) {
        B fixed = constant(air.fixedLogHeight().getAsInt());
        arithmetic.assertEqual(value, fixed, Rejection.HEIGHTS, "height of " + air.name());
      }
      heights.add(arithmetic.oneHot(value, low, shape.logHeight(), Rejection.HEIGHTS));
    }
    return heights;
  }

  private B constant(int canonical) {
    return arithmetic.constant(KoalaBear.fromCanonical(canonical));
  }

  /** On every bus, what the lookups and messages of all rows could add up to is below p. */
  private void countInteractions(List<List<T>> heights) {
    for (Bus bus : key.buses().buses()) {
      List<Long> weights = key.airs().stream().map(air -> air.countWeight(bus)).toList();
      arithmetic.assertCountBelowModulus(heights, weights, bus.name());
    }
  }

  private void observeClaim() {
    for (int word : key.digest()) {
      transcript.observe(arithmetic.constant(word));
    }
    transcript.observe(constant(key.airs().size()));
    transcript.observeAll(input.logHeights());
    transcript.observeAll(input.publicValues());
    for (int t = 0; t < shape.trees().size(); t++) {
      if (shape.trees().get(t).kind() == Kind.COMMITTED) {
        observeCap(t);
      }
    }
  }

  private int treeOf(Kind kind) {
    for (int t = 0; t < shape.trees().size(); t++) {
      if (shape.trees().get(t).kind() == kind) {
        return t;
      }
    }
    throw new IllegalArgumentException("no tree of kind " + kind);
  }

  private void observeCap(int tree) {
    observe(input.cap(tree));
  }

  private void observe(List<D> cap) {
    for (D digest : cap) {
      transcript.observeAll(arithmetic.words(digest));
    }
  }

  /** α and β of LogUp, in this order; none when the machine has no interactions. */
  private List<E> logUpChallenges() {
    if (shape.exposedSums() == 0) {
      return List.of();
    }
    transcript.checkWork(parameters.grindLogUp(), input.logUpNonce());
    E alpha = transcript.sampleExtension();
    E beta = transcript.sampleExtension();
    observeCap(treeOf(Kind.AUX));
    E sum = arithmetic.constantExt(KoalaBear.ZERO);
    for (E exposed : input.exposedSums()) {
      transcript.observeExtension(exposed);
      sum = arithmetic.addExt(sum, exposed);
    }
    arithmetic.assertEqualExt(
        sum,
        arithmetic.constantExt(KoalaBear.ZERO),
        Rejection.BUS_BALANCE,
        "the exposed sums of all AIRs do not cancel");
    return List.of(alpha, beta);
  }

  private List<E> foldChallenges() {
    List<E> challenges = new ArrayList<>();
    for (int fold = 0; fold < shape.logFolds().size(); fold++) {
      observe(input.friCap(fold));
      transcript.checkWork(parameters.grindFold(fold), input.foldNonce(fold));
      challenges.add(transcript.sampleExtension());
    }
    return challenges;
  }
}
