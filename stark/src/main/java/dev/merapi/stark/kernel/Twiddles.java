package dev.merapi.stark.kernel;

import dev.merapi.stark.field.KoalaBear;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Twiddle factors of one butterfly layer, for Shoup's multiplication by constants.
 *
 * <p>The layer with blocks of 2^log of a transform on a coset multiplies by σ·ω_{2^log}^j, j <
 * 2^(log-1), where σ is the coset's shift raised to (transform size / 2^log). So the shift costs no
 * pass of its own; and because the shift of the LDE coset c of every size squares to that of half
 * the size, one table a layer and coset serves traces of all heights. Inverse tables hold the
 * inverses.
 *
 * @param log log2 of the block size
 * @param factors canonical integers w
 * @param companions floor(w · 2^32 / p)
 */
record Twiddles(int log, int[] factors, int[] companions) {
  private record Key(int log, int sigma, boolean inverse) {}

  private static final ConcurrentMap<Key, Twiddles> CACHE = new ConcurrentHashMap<>();

  /**
   * The tables of all layers of a transform: entry l is the layer with blocks of 2^l, for l ≥ 1;
   * entry 0 repeats entry 1.
   */
  static Twiddles[] layers(int logSize, int shift, boolean inverse) {
    Twiddles[] layers = new Twiddles[logSize + 1];
    int sigma = shift;
    for (int log = logSize; log >= 1; log--) {
      layers[log] = CACHE.computeIfAbsent(new Key(log, sigma, inverse), Twiddles::build);
      sigma = KoalaBear.square(sigma);
    }
    layers[0] = layers[Math.min(1, logSize)];
    return layers;
  }

  private static Twiddles build(Key key) {
    int n = 1 << (key.log - 1);
    int root = KoalaBear.rootOfUnity(key.log);
    int step = key.inverse ? KoalaBear.inverse(root) : root;
    int w = key.inverse ? KoalaBear.inverse(key.sigma) : key.sigma;
    int[] factors = new int[n];
    int[] companions = new int[n];
    for (int i = 0; i < n; i++) {
      factors[i] = KoalaBear.toCanonical(w);
      companions[i] = companion(factors[i]);
      w = KoalaBear.mul(w, step);
    }
    return new Twiddles(key.log, factors, companions);
  }

  /** floor(w · 2^32 / p) of a canonical integer w. */
  static int companion(int w) {
    return (int) (((long) w << 32) / KoalaBear.P);
  }

  /**
   * a · w, reduced, for any unsigned 32-bit a (Shoup).
   *
   * @param w a canonical integer
   * @param companion its companion
   */
  static int shoup(int a, int w, int companion) {
    int q = (int) (((a & 0xFFFFFFFFL) * (companion & 0xFFFFFFFFL)) >>> 32);
    int r = a * w - q * KoalaBear.P;
    return Integer.compareUnsigned(r, KoalaBear.P) >= 0 ? r - KoalaBear.P : r;
  }
}
