package dev.merapi.stark.kernel;

import static dev.merapi.stark.kernel.Lanes.ADD;
import static dev.merapi.stark.kernel.Lanes.I;
import static dev.merapi.stark.kernel.Lanes.L;
import static dev.merapi.stark.kernel.Lanes.N;
import static dev.merapi.stark.kernel.Lanes.ONCE;
import static dev.merapi.stark.kernel.Lanes.SHOUP;
import static dev.merapi.stark.kernel.Lanes.SUB;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;

/**
 * The layers of a transform with blocks of at most a vector, on pairs of vectors held in registers.
 *
 * <p>Going down, layer s (half block h = N/2, N/4, … 1) selects from the pair (x, y) the lanes
 * without and with bit h of their position, so that partners meet in the same lane; it never puts
 * them back. Going up undoes it from the last layer to the first. The twiddles of a layer are laid
 * out in the order the positions have reached by then.
 */
final class VectorTails {
  /** Number of layers done here, log2 of the vector's lanes. */
  static final int LAYERS = Integer.numberOfTrailingZeros(N);

  /** Lanes without the bit, for each layer, as indices into the pair. */
  private static final int[][] LOW = new int[LAYERS][];

  private static final int[][] HIGH = new int[LAYERS][];

  /** The inverse of (LOW, HIGH): where lanes of x, then of y, come from. */
  private static final int[][] BACK_X = new int[LAYERS][];

  private static final int[][] BACK_Y = new int[LAYERS][];

  /** For each layer, the position (inside the pair) of the lower partner in each lane. */
  private static final int[][] POSITION = new int[LAYERS][];

  static {
    int[] position = new int[2 * N];
    for (int i = 0; i < 2 * N; i++) {
      position[i] = i;
    }
    for (int s = 0; s < LAYERS; s++) {
      position = layer(s, position);
    }
  }

  private record Key(int logSize, int shift, boolean inverse) {}

  private static final ConcurrentMap<Key, VectorTails> CACHE = new ConcurrentHashMap<>();

  /** Twiddles of the larger layers too, see {@link Twiddles#layers}. */
  final Twiddles[] layers;

  private final int[] factors = new int[LAYERS * N];
  private final int[] companions = new int[LAYERS * N];

  private VectorTails(Twiddles[] layers) {
    this.layers = layers;
    for (int s = 0; s < LAYERS; s++) {
      Twiddles layer = layers[LAYERS - s];
      int half = N >> (s + 1);
      for (int lane = 0; lane < N; lane++) {
        int w = layer.factors()[POSITION[s][lane] & (half - 1)];
        factors[s * N + lane] = w;
        companions[s * N + lane] = Twiddles.companion(w);
      }
    }
  }

  static VectorTails of(int logSize, int shift, boolean inverse) {
    Key key = new Key(logSize, shift, inverse);
    VectorTails known = CACHE.get(key);
    if (known != null) {
      return known;
    }
    VectorTails built = new VectorTails(Twiddles.layers(logSize, shift, inverse));
    CACHE.put(key, built);
    return built;
  }

  private static int[] layer(int s, int[] position) {
    int bit = N >> (s + 1);
    int[] low = new int[N];
    int[] high = new int[N];
    int[] back = new int[2 * N];
    int a = 0;
    int b = 0;
    for (int i = 0; i < 2 * N; i++) {
      if ((i & bit) == 0) {
        back[i] = a;
        low[a++] = i;
      } else {
        back[i] = N + b;
        high[b++] = i;
      }
    }
    int[] next = new int[2 * N];
    for (int lane = 0; lane < N; lane++) {
      next[lane] = position[low[lane]];
      next[N + lane] = position[high[lane]];
      if (next[N + lane] != (next[lane] ^ bit)) {
        throw new ExceptionInInitializerError("partners of layer " + s + " do not meet");
      }
    }
    LOW[s] = low;
    HIGH[s] = high;
    BACK_X[s] = java.util.Arrays.copyOf(back, N);
    BACK_Y[s] = java.util.Arrays.copyOfRange(back, N, 2 * N);
    POSITION[s] = java.util.Arrays.copyOf(next, N);
    return next;
  }

  private static IntVector index(int[][] tables, int s) {
    return IntVector.fromArray(I, tables[Math.min(s, LAYERS - 1)], 0);
  }

  private IntVector factor(int[] tables, int s) {
    return IntVector.fromArray(I, tables, Math.min(s, LAYERS - 1) * N);
  }

  /** Layers of interpolation, large blocks first, in place. */
  void down(int[] a, int at, int n) throws Throwable {
    IntVector p = IntVector.broadcast(I, Lanes.P);
    IntVector upper = Lanes.upper();
    LongVector m = LongVector.broadcast(L, Lanes.LOW);
    IntVector l0 = index(LOW, 0);
    IntVector l1 = index(LOW, 1);
    IntVector l2 = index(LOW, 2);
    IntVector l3 = index(LOW, 3);
    IntVector h0 = index(HIGH, 0);
    IntVector h1 = index(HIGH, 1);
    IntVector h2 = index(HIGH, 2);
    IntVector h3 = index(HIGH, 3);
    IntVector w0 = factor(factors, 0);
    IntVector w1 = factor(factors, 1);
    IntVector w2 = factor(factors, 2);
    IntVector w3 = factor(factors, 3);
    IntVector c0 = factor(companions, 0);
    IntVector c1 = factor(companions, 1);
    IntVector c2 = factor(companions, 2);
    IntVector c3 = factor(companions, 3);
    for (int o = at; o < at + n; o += 2 * N) {
      IntVector x = IntVector.fromArray(I, a, o);
      IntVector y = IntVector.fromArray(I, a, o + N);
      IntVector u = l0.selectFrom(x, y);
      IntVector v = h0.selectFrom(x, y);
      x = (IntVector) ADD.invokeExact(u, v, p);
      y = (IntVector) SHOUP.invokeExact(u.sub(v).add(p), w0, c0, p, upper, m);
      u = l1.selectFrom(x, y);
      v = h1.selectFrom(x, y);
      x = (IntVector) ADD.invokeExact(u, v, p);
      y = (IntVector) SHOUP.invokeExact(u.sub(v).add(p), w1, c1, p, upper, m);
      if (LAYERS > 2) {
        u = l2.selectFrom(x, y);
        v = h2.selectFrom(x, y);
        x = (IntVector) ADD.invokeExact(u, v, p);
        y = (IntVector) SHOUP.invokeExact(u.sub(v).add(p), w2, c2, p, upper, m);
      }
      if (LAYERS > 3) {
        u = l3.selectFrom(x, y);
        v = h3.selectFrom(x, y);
        x = (IntVector) ADD.invokeExact(u, v, p);
        y = (IntVector) SHOUP.invokeExact(u.sub(v).add(p), w3, c3, p, upper, m);
      }
      x.intoArray(a, o);
      y.intoArray(a, o + N);
    }
  }

  /**
   * Layers of evaluation, small blocks first, from src to a. What the next layer multiplies is left
   * below 2p, as Shoup takes any 32-bit factor.
   */
  void up(int[] src, int from, int[] a, int at, int n) throws Throwable {
    IntVector p = IntVector.broadcast(I, Lanes.P);
    IntVector upper = Lanes.upper();
    LongVector m = LongVector.broadcast(L, Lanes.LOW);
    IntVector x0 = index(BACK_X, 0);
    IntVector x1 = index(BACK_X, 1);
    IntVector x2 = index(BACK_X, 2);
    IntVector x3 = index(BACK_X, 3);
    IntVector y0 = index(BACK_Y, 0);
    IntVector y1 = index(BACK_Y, 1);
    IntVector y2 = index(BACK_Y, 2);
    IntVector y3 = index(BACK_Y, 3);
    IntVector w0 = factor(factors, 0);
    IntVector w1 = factor(factors, 1);
    IntVector w2 = factor(factors, 2);
    IntVector w3 = factor(factors, 3);
    IntVector c0 = factor(companions, 0);
    IntVector c1 = factor(companions, 1);
    IntVector c2 = factor(companions, 2);
    IntVector c3 = factor(companions, 3);
    for (int o = 0; o < n; o += 2 * N) {
      IntVector x = IntVector.fromArray(I, src, from + o);
      IntVector y = IntVector.fromArray(I, src, from + o + N);
      if (LAYERS > 3) {
        y = (IntVector) SHOUP.invokeExact(y, w3, c3, p, upper, m);
        IntVector u = x.add(y);
        IntVector v = x.sub(y).add(p);
        x = (IntVector) ONCE.invokeExact(x3.selectFrom(u, v), p);
        y = y3.selectFrom(u, v);
      }
      if (LAYERS > 2) {
        y = (IntVector) SHOUP.invokeExact(y, w2, c2, p, upper, m);
        IntVector u = x.add(y);
        IntVector v = x.sub(y).add(p);
        x = (IntVector) ONCE.invokeExact(x2.selectFrom(u, v), p);
        y = y2.selectFrom(u, v);
      }
      y = (IntVector) SHOUP.invokeExact(y, w1, c1, p, upper, m);
      IntVector u = x.add(y);
      IntVector v = x.sub(y).add(p);
      x = (IntVector) ONCE.invokeExact(x1.selectFrom(u, v), p);
      y = y1.selectFrom(u, v);
      y = (IntVector) SHOUP.invokeExact(y, w0, c0, p, upper, m);
      u = (IntVector) ADD.invokeExact(x, y, p);
      v = (IntVector) SUB.invokeExact(x, y, p);
      x0.selectFrom(u, v).intoArray(a, at + o);
      y0.selectFrom(u, v).intoArray(a, at + o + N);
    }
  }
}
