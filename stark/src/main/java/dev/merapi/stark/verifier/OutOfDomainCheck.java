package dev.merapi.stark.verifier;

import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.RowSelector;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.proof.ProofShape;
import dev.merapi.stark.proof.ProofShape.Kind;
import dev.merapi.stark.proof.StarkParameters;
import dev.merapi.stark.proof.VerifyingKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The one quotient identity: Σ_j β^j · folded_j(y_j) = Q(z)·(z^N - 1), y_j = z^(N/n_j).
 *
 * <p>Q is committed in D chunks: chunk c is the polynomial of degree below N that agrees with Q on
 * the coset s·ω^c·⟨ω_N⟩ of the quotient domain, on which x^N is the constant κ_c. So Q(z) = Σ_c
 * L_c(z^N)·q_c(z) with the Lagrange polynomials L_c of the κ.
 */
final class OutOfDomainCheck<B, E, D, T> {
  private final Arithmetic<B, E, D, T> arithmetic;
  private final VerifyingKey key;
  private final StarkParameters parameters;
  private final ProofShape shape;
  private final VerifierInput<B, E, D> input;
  private final List<List<T>> heights;
  private final E one;
  private final List<E> zPowers = new ArrayList<>();

  /** Rejects when z lies in the trace domain of N rows or in its evaluation domain. */
  OutOfDomainCheck(
      Arithmetic<B, E, D, T> arithmetic,
      VerifyingKey key,
      ProofShape shape,
      VerifierInput<B, E, D> input,
      List<List<T>> heights,
      E z) {
    this.arithmetic = arithmetic;
    this.key = key;
    this.parameters = key.parameters();
    this.shape = shape;
    this.input = input;
    this.heights = heights;
    this.one = arithmetic.constantExt(KoalaBear.ONE);
    E power = z;
    for (int k = 0; k <= shape.logHeight() + parameters.logBlowup(); k++) {
      zPowers.add(power);
      power = arithmetic.mulExt(power, power);
    }
    // On the evaluation domain x^(NB) is s^(NB) = g^(2^24).
    assertNonZero(arithmetic.subExt(zPowers.get(shape.logHeight()), one));
    assertNonZero(
        arithmetic.subExt(
            zPowers.getLast(), arithmetic.constantExt(KoalaBear.cosetShift(0))));
  }

  private void assertNonZero(E value) {
    E unused = arithmetic.divide(one, value, Rejection.EVALUATION_POINT);
  }

  /**
   * Checks the identity.
   *
   * @param logUp α and β of LogUp, empty without interactions
   * @param alpha folds the constraints of an AIR
   * @param beta folds the AIRs
   */
  void identity(List<E> logUp, E alpha, E beta) {
    int most = key.airs().stream().mapToInt(air -> air.constraints().size()).max().orElse(0);
    List<E> alphaPowers = Powers.of(arithmetic, alpha, most);
    List<E> publicValues = input.publicValues().stream().map(arithmetic::lift).toList();
    int committed = 0;
    int main = start(Kind.MAIN);
    int aux = start(Kind.AUX);
    int sums = 0;
    E vanishing = arithmetic.subExt(zPowers.get(shape.logHeight()), one);
    List<E> folded = new ArrayList<>();
    for (int j = 0; j < key.airs().size(); j++) {
      CompiledAir air = key.airs().get(j);
      ConstraintPoint<E> point =
          new ConstraintPoint<>(
              slice(input.openedHere(), main, air.mainWidth()),
              slice(input.openedNext(), main, air.mainWidth()),
              slice(input.openedHere(), committed, air.committedWidth()),
              slice(input.openedNext(), committed, air.committedWidth()),
              join(slice(input.openedHere(), aux, air.auxWidth())),
              join(slice(input.openedNext(), aux, air.auxWidth())),
              publicValues,
              selectors(heights.get(j), vanishing),
              air.hasInteractions()
                  ? input.exposedSums().get(sums)
                  : arithmetic.constantExt(KoalaBear.ZERO),
              logUp);
      folded.add(point.fold(arithmetic, air, alphaPowers, key.messageWidth()));
      committed += air.committedWidth();
      main += air.mainWidth();
      aux += air.auxWidth();
      sums += air.hasInteractions() ? 1 : 0;
    }
    arithmetic.assertEqualExt(
        Powers.polynomial(arithmetic, folded, beta),
        arithmetic.mulExt(quotient(), vanishing),
        Rejection.CONSTRAINTS,
        "the opened values do not satisfy the constraints");
  }

  /** Index of the first opened column of a kind's trees. */
  private int start(Kind kind) {
    int start = 0;
    for (ProofShape.Tree tree : shape.trees()) {
      if (tree.kind() == kind) {
        return start;
      }
      start += tree.width();
    }
    return 0;
  }

  private static <V> List<V> slice(List<V> values, int from, int count) {
    return values.subList(from, from + count);
  }

  /** Extension columns of groups of four base columns: v0 + X v1 + X² v2 + X³ v3. */
  private List<E> join(List<E> columns) {
    List<E> joined = new ArrayList<>();
    for (int i = 0; i < columns.size(); i += Ext.DEGREE) {
      E sum = columns.get(i);
      for (int k = 1; k < Ext.DEGREE; k++) {
        sum = arithmetic.addExt(sum, arithmetic.mulExt(columns.get(i + k), monomial(k)));
      }
      joined.add(sum);
    }
    return joined;
  }

  private E monomial(int k) {
    B zero = arithmetic.constant(KoalaBear.ZERO);
    B unit = arithmetic.constant(KoalaBear.ONE);
    return arithmetic.extension(zero, k == 1 ? unit : zero, k == 2 ? unit : zero, k == 3 ? unit : zero);
  }

  private Map<RowSelector, E> selectors(List<T> height, E vanishing) {
    List<E> points = new ArrayList<>();
    List<E> lastRows = new ArrayList<>();
    for (int h = 0; h <= shape.logHeight(); h++) {
      points.add(zPowers.get(shape.logHeight() - h));
      lastRows.add(arithmetic.constantExt(KoalaBear.inverse(KoalaBear.rootOfUnity(h))));
    }
    E y = arithmetic.choose(height, points);
    E beforeLast = arithmetic.subExt(y, arithmetic.choose(height, lastRows));
    E first =
        arithmetic.divide(vanishing, arithmetic.subExt(y, one), Rejection.EVALUATION_POINT);
    E last = arithmetic.divide(vanishing, beforeLast, Rejection.EVALUATION_POINT);
    return Map.of(
        RowSelector.FIRST, first, RowSelector.LAST, last, RowSelector.TRANSITION, beforeLast);
  }

  private E quotient() {
    int logChunks = parameters.logQuotientChunks();
    int start = start(Kind.QUOTIENT);
    List<E> chunks = join(slice(input.openedHere(), start, Ext.DEGREE << logChunks));
    int[] kappa = new int[1 << logChunks];
    for (int c = 0; c < kappa.length; c++) {
      kappa[c] =
          KoalaBear.mul(
              KoalaBear.cosetShift(parameters.logBlowup()),
              KoalaBear.pow(KoalaBear.rootOfUnity(logChunks), c));
    }
    E x = zPowers.get(shape.logHeight());
    E sum = arithmetic.constantExt(KoalaBear.ZERO);
    for (int c = 0; c < kappa.length; c++) {
      E weight = chunks.get(c);
      int denominator = KoalaBear.ONE;
      for (int other = 0; other < kappa.length; other++) {
        if (other != c) {
          weight =
              arithmetic.mulExt(
                  weight, arithmetic.subExt(x, arithmetic.constantExt(kappa[other])));
          denominator =
              KoalaBear.mul(denominator, KoalaBear.sub(kappa[c], kappa[other]));
        }
      }
      B scale = arithmetic.constant(KoalaBear.inverse(denominator));
      sum = arithmetic.addExt(sum, arithmetic.scale(weight, scale));
    }
    return sum;
  }
}
