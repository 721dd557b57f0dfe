package dev.merapi.stark.air;

import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;

/** The plain arithmetic of F^4. */
public final class NativeArithmetic implements ConstraintArithmetic<Ext> {
  private static final Ext X = new Ext(0, KoalaBear.ONE, 0, 0);

  @Override
  public Ext constant(int canonical) {
    return Ext.of(KoalaBear.fromCanonical(canonical));
  }

  @Override
  public Ext add(Ext a, Ext b) {
    return a.add(b);
  }

  @Override
  public Ext sub(Ext a, Ext b) {
    return a.sub(b);
  }

  @Override
  public Ext mul(Ext a, Ext b) {
    return a.mul(b);
  }

  @Override
  public Ext neg(Ext a) {
    return a.neg();
  }

  @Override
  public Ext compose(Ext c0, Ext c1, Ext c2, Ext c3) {
    return c0.add(X.mul(c1.add(X.mul(c2.add(X.mul(c3))))));
  }
}
