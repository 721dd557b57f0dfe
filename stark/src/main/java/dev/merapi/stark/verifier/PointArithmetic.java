package dev.merapi.stark.verifier;

import dev.merapi.stark.air.ConstraintArithmetic;
import dev.merapi.stark.field.KoalaBear;

/** Constraints at a point of the extension field, over the verifier's arithmetic. */
record PointArithmetic<B, E>(Arithmetic<B, E, ?, ?> arithmetic) implements ConstraintArithmetic<E> {
  @Override
  public E constant(int canonical) {
    return arithmetic.constantExt(KoalaBear.fromCanonical(canonical));
  }

  @Override
  public E add(E a, E b) {
    return arithmetic.addExt(a, b);
  }

  @Override
  public E sub(E a, E b) {
    return arithmetic.subExt(a, b);
  }

  @Override
  public E mul(E a, E b) {
    return arithmetic.mulExt(a, b);
  }

  @Override
  public E neg(E a) {
    return arithmetic.subExt(arithmetic.constantExt(KoalaBear.ZERO), a);
  }

  @Override
  public E compose(E c0, E c1, E c2, E c3) {
    E sum = c0;
    sum = arithmetic.addExt(sum, arithmetic.mulExt(c1, monomial(1)));
    sum = arithmetic.addExt(sum, arithmetic.mulExt(c2, monomial(2)));
    return arithmetic.addExt(sum, arithmetic.mulExt(c3, monomial(3)));
  }

  private E monomial(int power) {
    B zero = arithmetic.constant(KoalaBear.ZERO);
    B one = arithmetic.constant(KoalaBear.ONE);
    return arithmetic.extension(
        zero, power == 1 ? one : zero, power == 2 ? one : zero, power == 3 ? one : zero);
  }
}
