package dev.merapi.stark.verifier;

import dev.merapi.stark.field.KoalaBear;
import java.util.ArrayList;
import java.util.List;

/** Powers and polynomials over an arithmetic. */
final class Powers {
  private Powers() {}

  /** 1, x, x², …, count entries. */
  static <B, E, D, T> List<E> of(Arithmetic<B, E, D, T> arithmetic, E x, int count) {
    List<E> powers = new ArrayList<>(count);
    E power = arithmetic.constantExt(KoalaBear.ONE);
    for (int i = 0; i < count; i++) {
      powers.add(power);
      if (i + 1 < count) {
        power = arithmetic.mulExt(power, x);
      }
    }
    return powers;
  }

  /** Σ coefficients[i] · x^i, at least one coefficient. */
  static <B, E, D, T> E polynomial(Arithmetic<B, E, D, T> arithmetic, List<E> coefficients, E x) {
    E value = coefficients.getLast();
    for (int i = coefficients.size() - 2; i >= 0; i--) {
      value = arithmetic.addExt(arithmetic.mulExt(value, x), coefficients.get(i));
    }
    return value;
  }

  /** Σ weights[i] · values[i] for extension values. */
  static <B, E, D, T> E dot(Arithmetic<B, E, D, T> arithmetic, List<E> weights, List<E> values) {
    E sum = arithmetic.constantExt(KoalaBear.ZERO);
    for (int i = 0; i < values.size(); i++) {
      sum = arithmetic.addExt(sum, arithmetic.mulExt(weights.get(i), values.get(i)));
    }
    return sum;
  }

  /**
   * base · root^e for the exponent e given by bits, lowest first; root and base in Montgomery form.
   */
  static <B, E, D, T> B ofBits(
      Arithmetic<B, E, D, T> arithmetic, int base, int root, List<T> bits) {
    B product = arithmetic.constant(base);
    B one = arithmetic.constant(KoalaBear.ONE);
    int power = root;
    for (T bit : bits) {
      product = arithmetic.mul(product, arithmetic.select(bit, one, arithmetic.constant(power)));
      power = KoalaBear.square(power);
    }
    return product;
  }
}
