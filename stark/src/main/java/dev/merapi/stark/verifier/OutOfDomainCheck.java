package dev.merapi.stark.verifier;

import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.ConstraintArithmetic;
import dev.merapi.stark.air.ConstraintEvaluator;
import dev.merapi.stark.air.ConstraintInputs;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.proof.ProofShape;
import dev.merapi.stark.proof.ProofShape.Kind;
import dev.merapi.stark.proof.StarkParameters;
import dev.merapi.stark.proof.VerifyingKey;
import java.util.ArrayList;
import java.util.List;

/**
 * The one quotient identity: Σ_j β^j · folded_j(y_j) = Q(z)·(z^N - 1), y_j = z^(N/n_j).
 *
 * <p>Q is committed in D chunks of its coefficients, of degree below N each: Q(z) = Σ_d
 * z^(N·d)·Q_d(z).
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
        arithmetic.subExt(zPowers.getLast(), arithmetic.constantExt(KoalaBear.cosetShift(0))));
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
    List<E> publicValues = input.publicValues().stream().map(arithmetic::lift).toList();
    int committed = 0;
    int main = start(Kind.MAIN);
    int aux = start(Kind.AUX);
    int sums = 0;
    E vanishing = arithmetic.subExt(zPowers.get(shape.logHeight()), one);
    List<E> folded = new ArrayList<>();
    ConstraintArithmetic<E> ops = new PointArithmetic<>(arithmetic);
    List<E> betaPowers =
        logUp.isEmpty()
            ? List.of()
            : Powers.of(arithmetic, logUp.getLast(), key.buses().maxWidth() + 1);
    E zero = arithmetic.constantExt(KoalaBear.ZERO);
    for (int j = 0; j < key.airs().size(); j++) {
      CompiledAir air = key.airs().get(j);
      Selectors<E> selectors = selectors(heights.get(j), vanishing);
      ConstraintInputs<E> inputs =
          new ConstraintInputs<>(
              row(input.openedHere(), air, main, committed, aux),
              row(input.openedNext(), air, main, committed, aux),
              publicValues,
              selectors.first(),
              selectors.last(),
              selectors.transition(),
              logUp.isEmpty() ? zero : logUp.getFirst(),
              betaPowers,
              air.hasInteractions() ? input.exposedSums().get(sums) : zero,
              alpha);
      folded.add(ConstraintEvaluator.fold(air, ops, inputs));
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

  private static <V> ConstraintInputs.Row<V> row(
      List<V> opened, CompiledAir air, int main, int committed, int aux) {
    return new ConstraintInputs.Row<>(
        slice(opened, main, air.mainWidth()),
        slice(opened, committed, air.committedWidth()),
        slice(opened, aux, air.auxWidth()));
  }

  /** The row selectors at a point. */
  private record Selectors<V>(V first, V last, V transition) {}

  private Selectors<E> selectors(List<T> height, E vanishing) {
    List<E> points = new ArrayList<>();
    List<E> lastRows = new ArrayList<>();
    for (int h = 0; h <= shape.logHeight(); h++) {
      points.add(zPowers.get(shape.logHeight() - h));
      lastRows.add(arithmetic.constantExt(KoalaBear.inverseRootOfUnity(h)));
    }
    E y = arithmetic.choose(height, points);
    E beforeLast = arithmetic.subExt(y, arithmetic.choose(height, lastRows));
    E first = arithmetic.divide(vanishing, arithmetic.subExt(y, one), Rejection.EVALUATION_POINT);
    E last = arithmetic.divide(vanishing, beforeLast, Rejection.EVALUATION_POINT);
    return new Selectors<>(first, last, beforeLast);
  }

  private E quotient() {
    int start = start(Kind.QUOTIENT);
    List<E> chunks = new ArrayList<>();
    for (int c = 0; c < 1 << parameters.logQuotientChunks(); c++) {
      List<E> columns = slice(input.openedHere(), start + Ext.DEGREE * c, Ext.DEGREE);
      chunks.add(
          new PointArithmetic<>(arithmetic)
              .compose(columns.get(0), columns.get(1), columns.get(2), columns.get(3)));
    }
    return Powers.polynomial(arithmetic, chunks, zPowers.get(shape.logHeight()));
  }
}
