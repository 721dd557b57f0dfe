package dev.merapi.stark.kernel;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;

final class ScalarExt implements ExtKernel {
  static Ext get(ColumnMatrix v, int row) {
    int[] d = v.data();
    return new Ext(
        d[v.offset(0) + row], d[v.offset(1) + row], d[v.offset(2) + row], d[v.offset(3) + row]);
  }

  static void set(ColumnMatrix v, int row, Ext x) {
    int[] d = v.data();
    d[v.offset(0) + row] = x.c0();
    d[v.offset(1) + row] = x.c1();
    d[v.offset(2) + row] = x.c2();
    d[v.offset(3) + row] = x.c3();
  }

  @Override
  public void invert(ColumnMatrix v, int from, int to) {
    Ext[] prefix = new Ext[to - from];
    Ext product = Ext.ONE;
    for (int r = from; r < to; r++) {
      prefix[r - from] = product;
      product = product.mul(get(v, r));
    }
    Ext inverse = product.inverse();
    for (int r = to - 1; r >= from; r--) {
      Ext x = get(v, r);
      set(v, r, inverse.mul(prefix[r - from]));
      inverse = inverse.mul(x);
    }
  }

  @Override
  public void mul(ColumnMatrix a, ColumnMatrix b, ColumnMatrix out, int from, int to) {
    for (int r = from; r < to; r++) {
      set(out, r, get(a, r).mul(get(b, r)));
    }
  }

  @Override
  public void addScaled(
      ColumnMatrix v, Ext factor, ColumnMatrix addend, int addendFrom, int from, int to) {
    for (int r = from; r < to; r++) {
      set(v, r, get(v, r).add(factor.mul(get(addend, addendFrom + r - from))));
    }
  }

  @Override
  public void add(ColumnMatrix v, ColumnMatrix addend, int addendFrom, int from, int to) {
    for (int r = from; r < to; r++) {
      set(v, r, get(v, r).add(get(addend, addendFrom + r - from)));
    }
  }

  @Override
  public void barycentricWeights(ColumnMatrix v, Ext y, int first, int step, int from, int to) {
    int x = first;
    for (int r = from; r < to; r++) {
      set(v, r, y.sub(x));
      x = KoalaBear.mul(x, step);
    }
    invert(v, from, to);
    x = first;
    for (int r = from; r < to; r++) {
      set(v, r, get(v, r).mul(x));
      x = KoalaBear.mul(x, step);
    }
  }

  @Override
  public void deepQuotient(
      ColumnMatrix v, DeepPoints points, int first, int step, int from, int to) {
    ColumnMatrix inverse = ColumnMatrix.allocate(to - from, 4);
    int x = first;
    for (int r = from; r < to; r++) {
      set(inverse, r - from, points.z0().sub(x).mul(points.z1().sub(x)));
      x = KoalaBear.mul(x, step);
    }
    invert(inverse, 0, to - from);
    x = first;
    for (int r = from; r < to; r++) {
      Ext a = get(v, r);
      Ext sum =
          points
              .value0()
              .sub(a)
              .mul(points.z1().sub(x))
              .add(points.value1().sub(a).mul(points.scale()).mul(points.z0().sub(x)));
      set(v, r, sum.mul(get(inverse, r - from)));
      x = KoalaBear.mul(x, step);
    }
  }

  @Override
  public void fold(
      ColumnMatrix v,
      int base,
      int part,
      int logArity,
      Ext beta,
      int firstInverse,
      int stepInverse,
      ColumnMatrix out,
      int outFrom,
      int from,
      int to) {
    int arity = 1 << logArity;
    int root = KoalaBear.inverse(KoalaBear.rootOfUnity(logArity));
    int scale = KoalaBear.inverse(KoalaBear.fromCanonical(arity));
    Ext[] f = new Ext[arity];
    int inverse = firstInverse;
    for (int i = from; i < to; i++) {
      for (int k = 0; k < arity; k++) {
        f[k] = get(v, base + i + k * part).mul(scale);
      }
      Ext point = beta.mul(inverse);
      Ext sum = Ext.ZERO;
      for (int t = arity - 1; t >= 0; t--) {
        sum = sum.mul(point).add(horner(f, KoalaBear.pow(root, t)));
      }
      set(out, outFrom + i - from, sum);
      inverse = KoalaBear.mul(inverse, stepInverse);
    }
  }

  private static Ext horner(Ext[] f, int x) {
    Ext sum = Ext.ZERO;
    for (int k = f.length - 1; k >= 0; k--) {
      sum = sum.mul(x).add(f[k]);
    }
    return sum;
  }
}
