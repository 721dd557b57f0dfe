package dev.merapi.stark.kernel;

import dev.merapi.stark.field.KoalaBear;

/** Radix-2 transforms: natural values, bit-reversed coefficients. */
final class ScalarTransform implements TransformKernel {
  @Override
  public void interpolate(int[] src, int srcAt, int[] dst, int dstAt, int logSize, int shift) {
    int n = 1 << logSize;
    int scale = KoalaBear.inverse(KoalaBear.fromCanonical(n));
    for (int i = 0; i < n; i++) {
      dst[dstAt + i] = KoalaBear.mul(src[srcAt + i], scale);
    }
    Twiddles[] layers = Twiddles.layers(logSize, shift, true);
    for (int log = logSize; log >= 1; log--) {
      difLayer(dst, dstAt, n, layers[log]);
    }
  }

  @Override
  public void evaluate(int[] src, int srcAt, int[] dst, int dstAt, int logSize, int shift) {
    int n = 1 << logSize;
    System.arraycopy(src, srcAt, dst, dstAt, n);
    Twiddles[] layers = Twiddles.layers(logSize, shift, false);
    for (int log = 1; log <= logSize; log++) {
      ditLayer(dst, dstAt, n, layers[log]);
    }
  }

  private static void difLayer(int[] a, int at, int n, Twiddles layer) {
    int half = 1 << (layer.log() - 1);
    for (int block = at; block < at + n; block += 2 * half) {
      for (int j = 0; j < half; j++) {
        int x = a[block + j];
        int y = a[block + j + half];
        a[block + j] = KoalaBear.add(x, y);
        a[block + j + half] =
            Twiddles.shoup(x - y + KoalaBear.P, layer.factors()[j], layer.companions()[j]);
      }
    }
  }

  private static void ditLayer(int[] a, int at, int n, Twiddles layer) {
    int half = 1 << (layer.log() - 1);
    for (int block = at; block < at + n; block += 2 * half) {
      for (int j = 0; j < half; j++) {
        int x = a[block + j];
        int y = Twiddles.shoup(a[block + j + half], layer.factors()[j], layer.companions()[j]);
        a[block + j] = KoalaBear.add(x, y);
        a[block + j + half] = KoalaBear.sub(x, y);
      }
    }
  }
}
