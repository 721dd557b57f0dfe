package dev.merapi.stark.kernel;

import dev.merapi.stark.field.KoalaBear;

final class ScalarBlocks implements BlockKernel {
  @Override
  public void add(int[] a, int ai, int[] b, int bi, int[] out, int o, int n) {
    for (int i = 0; i < n; i++) {
      out[o + i] = KoalaBear.add(a[ai + i], b[bi + i]);
    }
  }

  @Override
  public void sub(int[] a, int ai, int[] b, int bi, int[] out, int o, int n) {
    for (int i = 0; i < n; i++) {
      out[o + i] = KoalaBear.sub(a[ai + i], b[bi + i]);
    }
  }

  @Override
  public void mul(int[] a, int ai, int[] b, int bi, int[] out, int o, int n) {
    for (int i = 0; i < n; i++) {
      out[o + i] = KoalaBear.mul(a[ai + i], b[bi + i]);
    }
  }

  @Override
  public void addProduct(int[] a, int ai, int[] b, int bi, int[] out, int o, int n) {
    for (int i = 0; i < n; i++) {
      out[o + i] = KoalaBear.add(out[o + i], KoalaBear.mul(a[ai + i], b[bi + i]));
    }
  }

  @Override
  public void addConstant(int[] a, int ai, int constant, int[] out, int o, int n) {
    for (int i = 0; i < n; i++) {
      out[o + i] = KoalaBear.add(a[ai + i], constant);
    }
  }

  @Override
  public void scale(int[] a, int ai, int constant, int[] out, int o, int n) {
    for (int i = 0; i < n; i++) {
      out[o + i] = KoalaBear.mul(a[ai + i], constant);
    }
  }

  @Override
  public void addScaled(int[] a, int ai, int constant, int[] out, int o, int n) {
    for (int i = 0; i < n; i++) {
      out[o + i] = KoalaBear.add(out[o + i], KoalaBear.mul(a[ai + i], constant));
    }
  }

  @Override
  public void invert(int[] a, int ai, int n) {
    if (n == 0) {
      return;
    }
    int[] prefix = new int[n];
    int product = KoalaBear.ONE;
    for (int i = 0; i < n; i++) {
      prefix[i] = product;
      product = KoalaBear.mul(product, a[ai + i]);
    }
    int inverse = KoalaBear.inverse(product);
    for (int i = n - 1; i >= 0; i--) {
      int x = a[ai + i];
      a[ai + i] = KoalaBear.mul(inverse, prefix[i]);
      inverse = KoalaBear.mul(inverse, x);
    }
  }
}
