package dev.merapi.stark.verifier;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.proof.ProofShape;
import dev.merapi.stark.proof.ProofShape.Kind;
import dev.merapi.stark.proof.StarkParameters;
import dev.merapi.stark.proof.VerifyingKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The queries: the opened rows give the value of the DEEP codeword, which is then followed through
 * the folds of FRI to the final polynomial.
 *
 * <p>With G = Σ γ^k f_k over all opened columns, the codeword is (G(x) - G(z)) / (x - z) - (G(x) -
 * G(z')) / (x - z') with z' = z·ω_N. That is (z - z')(G(x) - I(x)) / ((x - z)(x - z')) for the line
 * I through the two values: one function, so the second point adds nothing to the batching error.
 *
 * <p>A query's bits, lowest first, are those of the row i and then of the coset c of the point
 * s·ω^(B·i + c).
 */
final class QueryCheck<B, E, D, T> {
  private final Arithmetic<B, E, D, T> arithmetic;
  private final StarkParameters parameters;
  private final ProofShape shape;
  private final VerifierInput<B, E, D> input;
  private final List<List<T>> heights;
  private final List<E> gammaPowers;
  private final List<E> foldChallenges;
  private final E z;
  private final E zNext;
  private final E valueAtZ;
  private final E valueAtNext;

  QueryCheck(
      Arithmetic<B, E, D, T> arithmetic,
      VerifyingKey key,
      ProofShape shape,
      VerifierInput<B, E, D> input,
      List<List<T>> heights,
      E z,
      E gamma,
      List<E> foldChallenges) {
    this.arithmetic = arithmetic;
    this.parameters = key.parameters();
    this.shape = shape;
    this.input = input;
    this.heights = heights;
    this.foldChallenges = foldChallenges;
    this.z = z;
    this.gammaPowers = Powers.of(arithmetic, gamma, shape.openedColumns());
    this.zNext = arithmetic.scale(z, arithmetic.constant(KoalaBear.rootOfUnity(shape.logHeight())));
    RowWeights<B, E, D, T> weights = new RowWeights<>(arithmetic, key, shape, heights, gammaPowers);
    this.valueAtZ = weights.combine(input.openedHere());
    this.valueAtNext = weights.combine(input.openedNext());
  }

  /**
   * Checks one query.
   *
   * @param bits of its storage index, lowest first
   */
  void check(int query, List<T> bits) {
    arithmetic.assertEqual(
        input.queryIndex(query),
        arithmetic.fromBits(bits),
        Rejection.QUERY_INDICES,
        "query " + query + " is not the transcript's");
    List<T> rows = bits.subList(0, shape.logHeight());
    List<T> coset = bits.subList(shape.logHeight(), bits.size());
    E combined = arithmetic.constantExt(KoalaBear.ZERO);
    int column = 0;
    for (int t = 0; t < shape.trees().size(); t++) {
      ProofShape.Tree tree = shape.trees().get(t);
      List<B> row = input.row(query, t);
      List<T> active =
          tree.kind() == Kind.COMMITTED ? activeSteps(heights.get(tree.air())) : List.of();
      checkPath(arithmetic.hashRow(row), coset, rows, active, input.path(query, t), input.cap(t));
      List<E> weights = gammaPowers.subList(column, column + tree.width());
      combined = arithmetic.addExt(combined, arithmetic.dot(weights, row));
      column += tree.width();
    }
    E value = deepValue(combined, point(coset, rows, false));
    followFolds(query, coset, rows, value);
  }

  /** s·ω^(B·i + c), or its inverse, for the evaluation domain of 2^|rows| rows. */
  private B point(List<T> coset, List<T> rows, boolean inverse) {
    List<T> exponent = new ArrayList<>(coset);
    exponent.addAll(rows);
    int log = exponent.size();
    int shift = inverse ? KoalaBear.inverseCosetShift(log) : KoalaBear.cosetShift(log);
    int root = inverse ? KoalaBear.inverseRootOfUnity(log) : KoalaBear.rootOfUnity(log);
    return Powers.ofBits(arithmetic, shift, root, exponent);
  }

  private E deepValue(E combined, B x) {
    E lifted = arithmetic.lift(x);
    E here = quotient(combined, valueAtZ, lifted, z);
    return arithmetic.subExt(here, quotient(combined, valueAtNext, lifted, zNext));
  }

  private E quotient(E combined, E value, E x, E point) {
    return arithmetic.divide(
        arithmetic.subExt(combined, value),
        arithmetic.subExt(x, point),
        Rejection.EVALUATION_POINT);
  }

  private List<T> activeSteps(List<T> height) {
    List<T> active = new ArrayList<>();
    for (int bit = 0; bit < shape.logHeight(); bit++) {
      active.add(arithmetic.exceeds(height, bit));
    }
    return active;
  }

  /**
   * Checks that a leaf lies under a cap.
   *
   * @param active for each bit of the row whether the tree has it, empty if it has all
   */
  private void checkPath(
      D leaf, List<T> coset, List<T> rows, List<T> active, List<D> path, List<D> cap) {
    T always = arithmetic.bit(true);
    D node = leaf;
    int step = 0;
    for (int bit = coset.size() - 1; bit >= 0; bit--) {
      node = arithmetic.step(always, coset.get(bit), node, path.get(step++));
    }
    for (int bit = rows.size() - 1; bit >= parameters.logCap(); bit--) {
      T present = active.isEmpty() ? always : active.get(bit);
      node = arithmetic.step(present, rows.get(bit), node, path.get(step++));
    }
    List<T> position = rows.subList(0, parameters.logCap());
    arithmetic.assertEqualDigest(
        node,
        arithmetic.pickDigest(position, cap),
        Rejection.MERKLE_PATH,
        "a leaf is not in its tree");
  }

  private void followFolds(int query, List<T> coset, List<T> rows, E start) {
    E value = start;
    List<T> left = rows;
    for (int fold = 0; fold < shape.logFolds().size(); fold++) {
      int logFold = shape.logFolds().get(fold);
      int remaining = left.size() - logFold;
      List<E> group = input.friRow(query, fold);
      List<T> position = left.subList(remaining, left.size());
      arithmetic.assertEqualExt(
          value,
          arithmetic.pick(position, group),
          Rejection.FOLDING,
          "query " + query + " leaves the codeword of fold " + fold);
      left = left.subList(0, remaining);
      checkPath(
          arithmetic.hashGroup(group),
          coset,
          left,
          List.of(),
          input.friPath(query, fold),
          input.friCap(fold));
      value = fold(group, foldChallenges.get(fold), basePoint(coset, left, logFold), logFold);
    }
    E x = arithmetic.lift(point(coset, left, false));
    arithmetic.assertEqualExt(
        value,
        Powers.polynomial(arithmetic, input.finalPolynomial(), x),
        Rejection.FINAL_POLYNOMIAL,
        "query " + query + " leaves the final polynomial");
  }

  /** The inverse of the point of the group's first entry, before the fold. */
  private B basePoint(List<T> coset, List<T> left, int logFold) {
    List<T> padded = new ArrayList<>(left);
    padded.addAll(Collections.nCopies(logFold, arithmetic.bit(false)));
    return point(coset, padded, true);
  }

  /**
   * Σ_m β^m f_m(x^a) for f(x) = Σ_m x^m f_m(x^a), from f(x·ω_a^k), k &lt; a: an inverse transform
   * of the group gives x^m f_m.
   */
  private E fold(List<E> group, E beta, B inversePoint, int logFold) {
    List<E> terms = inverseTransform(group, logFold);
    return Powers.polynomial(arithmetic, terms, arithmetic.scale(beta, inversePoint));
  }

  /** (1/a)·Σ_k v_k ω_a^(-km) for each m: butterflies over the values in bit-reversed order. */
  private List<E> inverseTransform(List<E> group, int logSize) {
    List<E> v = new ArrayList<>(group);
    for (int i = 0; i < v.size(); i++) {
      v.set(i, group.get(Integer.reverse(i) >>> (Integer.SIZE - logSize)));
    }
    for (int log = 1; log <= logSize; log++) {
      int root = KoalaBear.inverseRootOfUnity(log);
      for (int start = 0; start < v.size(); start += 1 << log) {
        butterflies(v, start, 1 << (log - 1), root);
      }
    }
    B scale = arithmetic.constant(KoalaBear.pow(KoalaBear.HALF, logSize));
    v.replaceAll(value -> arithmetic.scale(value, scale));
    return v;
  }

  private void butterflies(List<E> v, int start, int half, int root) {
    int twiddle = KoalaBear.ONE;
    for (int i = start; i < start + half; i++) {
      E low = v.get(i);
      E high = v.get(i + half);
      if (i > start) {
        high = arithmetic.scale(high, arithmetic.constant(twiddle));
      }
      v.set(i, arithmetic.addExt(low, high));
      v.set(i + half, arithmetic.subExt(low, high));
      twiddle = KoalaBear.mul(twiddle, root);
    }
  }
}
