package dev.merapi.stark.verifier;

import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.proof.ProofShape;
import dev.merapi.stark.proof.ProofShape.Kind;
import dev.merapi.stark.proof.VerifyingKey;
import java.util.ArrayList;
import java.util.List;

/**
 * The combination of all columns from their opened values.
 *
 * <p>A column has the power of γ of its place in the rows of the trees. The rows of the main and
 * the auxiliary tree hold the AIRs from short to tall, equal heights in AIR order; opened values
 * come in AIR order. So the values of AIR j are combined by the first powers and then multiplied by
 * γ to the number of columns before it, a product over the other AIRs of γ^width or 1, as their
 * heights say. Only these factors depend on the heights: the combination of a row does not.
 */
final class RowWeights<B, E, D, T> {
  private final Arithmetic<B, E, D, T> arithmetic;
  private final VerifyingKey key;
  private final ProofShape shape;
  private final List<List<T>> heights;
  private final List<E> powers;

  /**
   * With the powers of γ.
   *
   * @param heights one-hot, of each AIR
   * @param powers at least one for each column
   */
  RowWeights(
      Arithmetic<B, E, D, T> arithmetic,
      VerifyingKey key,
      ProofShape shape,
      List<List<T>> heights,
      List<E> powers) {
    this.arithmetic = arithmetic;
    this.key = key;
    this.shape = shape;
    this.heights = heights;
    this.powers = powers;
  }

  /** Σ γ^place · value over all columns. */
  E combine(List<E> opened) {
    E sum = arithmetic.constantExt(KoalaBear.ZERO);
    int column = 0;
    for (ProofShape.Tree tree : shape.trees()) {
      List<E> values = opened.subList(column, column + tree.width());
      E part =
          tree.kind() == Kind.MAIN || tree.kind() == Kind.AUX
              ? byHeight(values, tree.kind())
              : Powers.dot(arithmetic, powers, values);
      sum = arithmetic.addExt(sum, arithmetic.mulExt(part, powers.get(column)));
      column += tree.width();
    }
    return sum;
  }

  private E byHeight(List<E> values, Kind kind) {
    List<Integer> widths = new ArrayList<>();
    for (CompiledAir air : key.airs()) {
      widths.add(kind == Kind.MAIN ? air.mainWidth() : air.auxWidth());
    }
    E sum = arithmetic.constantExt(KoalaBear.ZERO);
    int start = 0;
    for (int j = 0; j < widths.size(); j++) {
      if (widths.get(j) > 0) {
        List<E> own = values.subList(start, start + widths.get(j));
        E part = Powers.dot(arithmetic, powers, own);
        sum = arithmetic.addExt(sum, arithmetic.mulExt(part, before(j, widths)));
        start += widths.get(j);
      }
    }
    return sum;
  }

  /** γ to the number of columns of the AIRs that come before AIR j in a row. */
  private E before(int j, List<Integer> widths) {
    E one = arithmetic.constantExt(KoalaBear.ONE);
    E product = one;
    for (int k = 0; k < widths.size(); k++) {
      if (k != j && widths.get(k) > 0) {
        E shift = powers.get(widths.get(k));
        E factor =
            k < j
                ? arithmetic.selectExt(arithmetic.less(heights.get(j), heights.get(k)), shift, one)
                : arithmetic.selectExt(arithmetic.less(heights.get(k), heights.get(j)), one, shift);
        product = arithmetic.mulExt(product, factor);
      }
    }
    return product;
  }
}
