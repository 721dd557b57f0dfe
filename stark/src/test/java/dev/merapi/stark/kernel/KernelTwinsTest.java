package dev.merapi.stark.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.kernel.ExtKernel.DeepPoints;
import dev.merapi.stark.kernel.HashKernel.Segment;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The best kernels against the scalar ones, on odd lengths and offsets and with extreme elements;
 * whole arrays are compared, so that a stray write shows.
 */
class KernelTwinsTest {
  private static final long SEED = 4242;
  private static final Kernels SCALAR = Kernels.scalar();
  private static final Kernels BEST = Kernels.best();

  private final SplittableRandom random = new SplittableRandom(SEED);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7, 15, 16, 17, 31, 32, 33, 63, 100, 255, 257, 1000, 4999})
  void blocks(int n) {
    int[] a = elements(n + 40);
    int[] b = elements(n + 40);
    int[] out = elements(n + 40);
    int constant = n % 3 == 0 ? KoalaBear.P - 1 : random.nextInt(KoalaBear.P);
    same(out, (k, o) -> k.blocks().add(a, 3, b, 5, o, 7, n));
    same(out, (k, o) -> k.blocks().sub(a, 3, b, 5, o, 7, n));
    same(out, (k, o) -> k.blocks().mul(a, 3, b, 5, o, 7, n));
    same(out, (k, o) -> k.blocks().addProduct(a, 3, b, 5, o, 7, n));
    same(out, (k, o) -> k.blocks().addConstant(a, 3, constant, o, 7, n));
    same(out, (k, o) -> k.blocks().scale(a, 3, constant, o, 7, n));
    same(out, (k, o) -> k.blocks().addScaled(a, 3, constant, o, 7, n));
    same(out, (k, o) -> k.blocks().mul(o, 7, b, 5, o, 7, n));
    same(out, (k, o) -> k.blocks().geometric(b[0], constant, o, 7, n));
    int[] units = Arrays.stream(a).map(x -> Math.max(1, x)).toArray();
    same(units, (k, o) -> k.blocks().invert(o, 5, n));
    if (n > 0) {
      units[5 + n / 2] = 0;
      assertThatThrownBy(() -> BEST.blocks().invert(units, 5, n))
          .isInstanceOf(ArithmeticException.class);
    }
  }

  @Test
  void transforms() {
    for (int log = 0; log <= 14; log++) {
      int n = 1 << log;
      int[] values = elements(n + 20);
      int shift = 1 + random.nextInt(KoalaBear.P - 1);
      int other = 1 + random.nextInt(KoalaBear.P - 1);
      int logSize = log;
      same(
          elements(2 * n + 40),
          (k, o) -> {
            int[] coefficients = new int[n + 9];
            k.transform().interpolate(values, 11, coefficients, 9, logSize, shift);
            k.transform().evaluate(coefficients, 9, o, 13, logSize, other);
            k.transform().evaluate(coefficients, 9, coefficients, 9, logSize, shift);
            System.arraycopy(coefficients, 9, o, n + 13, n);
          });
    }
  }

  static List<HashSuite> suites() {
    return HashSuite.all();
  }

  @ParameterizedTest
  @MethodSource("suites")
  void rowsAndNodes(HashSuite suite) {
    for (int width : new int[] {1, 8, 9, 13, 16, 17, 29, 35}) {
      ColumnMatrix low = matrix(16, 3);
      ColumnMatrix m = matrix(1024, width);
      RowColumns lows = RowColumns.of(List.of(low), 1);
      RowColumns columns = RowColumns.of(List.of(m), 1);
      ColumnMatrix states = matrix(16, SCALAR.hash(suite).stateWords(width + 3, 3));
      ColumnMatrix digests = matrix(1024, 8);
      for (int[] range : new int[][] {{0, 1024}, {0, 511}, {37, 640}, {509, 515}, {48, 48}}) {
        Segment first = new Segment(width + 3, 0, lows, 3, null, 0, states, false);
        same(states.data(), (k, o) -> k.hash(suite).absorb(with(first, o, 16), 0, 16));
        Segment last = new Segment(width + 3, 3, columns, 9, states, 3, digests, true);
        same(
            digests.data(),
            (k, o) -> k.hash(suite).absorb(with(last, o, 1024), range[0], range[1]));
      }
      for (int half : new int[] {1, 2, 8, 16, 64, 512}) {
        ColumnMatrix children = matrix(2 * half, 8);
        int from = half / 3;
        same(
            matrix(half, 8).data(),
            (k, o) ->
                k.hash(suite).compress(children, ColumnMatrix.view(o, 0, half, 8), from, half));
      }
    }
  }

  private static Segment with(Segment s, int[] out, int height) {
    ColumnMatrix matrix = ColumnMatrix.view(out, 0, height, s.out().width());
    return new Segment(
        s.rowWords(),
        s.position(),
        s.columns(),
        s.logHeight(),
        s.previous(),
        s.logPreviousHeight(),
        matrix,
        s.last());
  }

  @Test
  void dotProducts() {
    for (int rows : new int[] {1, 15, 16, 31, 33, 64, 700, 1029}) {
      for (int width : new int[] {1, 3, 4, 5, 31, 33, 131}) {
        ColumnMatrix m = matrix(rows + 3, width);
        ColumnMatrix weights = matrix(rows + 9, 4);
        same(
            elements(8 * width),
            (k, o) -> k.dots().weightedSums(m, width / 3, width, 3, rows, weights, 2, o));
        int[] coefficients = elements(4 * width + 5);
        ColumnMatrix sum = matrix(rows + 3, 4);
        same(
            sum.data(),
            (k, o) ->
                k.dots()
                    .combineColumns(
                        m, coefficients, 5, ColumnMatrix.view(o, 0, rows + 3, 4), 2, rows + 3));
      }
    }
  }

  @Test
  void dotProductsOfExtremeElements() {
    int rows = 4096;
    ColumnMatrix m = ColumnMatrix.allocate(rows, 128);
    ColumnMatrix weights = ColumnMatrix.allocate(rows + 1, 4);
    Arrays.fill(m.data(), KoalaBear.P - 1);
    Arrays.fill(weights.data(), KoalaBear.P - 1);
    int[] coefficients = new int[512];
    Arrays.fill(coefficients, KoalaBear.P - 1);
    same(new int[1024], (k, o) -> k.dots().weightedSums(m, 0, 128, 0, rows, weights, 1, o));
    same(
        ColumnMatrix.allocate(rows, 4).data(),
        (k, o) ->
            k.dots().combineColumns(m, coefficients, 0, ColumnMatrix.view(o, 0, rows, 4), 0, rows));
  }

  @Test
  void extensionVectors() {
    for (int n : new int[] {1, 2, 15, 16, 17, 100, 256, 257, 1025, 2100}) {
      ColumnMatrix a = matrix(n + 5, 4);
      ColumnMatrix b = matrix(n + 5, 4);
      Ext e = ext();
      int x = 1 + random.nextInt(KoalaBear.P - 1);
      int step = 1 + random.nextInt(KoalaBear.P - 1);
      DeepPoints points = new DeepPoints(ext(), ext(), ext(), ext(), ext());
      int h = n + 5;
      same(a.data(), (k, o) -> k.ext().invert(ColumnMatrix.view(o, 0, h, 4), 2, n + 2));
      same(a.data(), (k, o) -> k.ext().mul(a, b, ColumnMatrix.view(o, 0, h, 4), 1, n + 3));
      same(a.data(), (k, o) -> k.ext().add(ColumnMatrix.view(o, 0, h, 4), b, 1, 3, n + 3));
      same(a.data(), (k, o) -> k.ext().addScaled(ColumnMatrix.view(o, 0, h, 4), e, b, 1, 3, n + 3));
      same(
          a.data(),
          (k, o) ->
              k.ext().barycentricWeights(ColumnMatrix.view(o, 0, h, 4), e, x, step, 4, n + 4));
      same(
          a.data(),
          (k, o) -> k.ext().deepQuotient(ColumnMatrix.view(o, 0, h, 4), points, x, step, 4, n + 4));
      for (int log = 1; log <= 3; log++) {
        ColumnMatrix codeword = matrix((n << log) + 5, 4);
        int logArity = log;
        same(
            a.data(),
            (k, o) ->
                k.ext()
                    .fold(
                        codeword,
                        5,
                        n,
                        logArity,
                        e,
                        x,
                        step,
                        ColumnMatrix.view(o, 0, h, 4),
                        3,
                        n / 4,
                        n));
      }
    }
  }

  private static void same(int[] before, BiConsumer<Kernels, int[]> action) {
    int[] expected = before.clone();
    int[] actual = before.clone();
    action.accept(SCALAR, expected);
    action.accept(BEST, actual);
    assertThat(actual).as("%s, seed %d", BEST, SEED).isEqualTo(expected);
  }

  private int[] elements(int n) {
    int[] a = random.ints(n, 0, KoalaBear.P).toArray();
    for (int i = 0; i < n; i += 11) {
      a[i] = i % 2 == 0 ? KoalaBear.P - 1 : 0;
    }
    return a;
  }

  private ColumnMatrix matrix(int height, int width) {
    int[] data = elements(ColumnMatrix.allocate(height, width).data().length);
    return ColumnMatrix.view(data, 0, height, width);
  }

  private Ext ext() {
    return Ext.read(random.ints(4, 1, KoalaBear.P).toArray(), 0);
  }
}
