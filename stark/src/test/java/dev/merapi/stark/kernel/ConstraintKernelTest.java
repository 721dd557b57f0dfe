package dev.merapi.stark.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The vector form of every superinstruction against its scalar twin, edge values included. */
final class ConstraintKernelTest {
  private static final int STRIDE = 128;
  private final ConstraintKernel scalar = new ScalarConstraints();
  private final ConstraintKernel vector = new VectorConstraints();

  private interface Body {
    void run(ConstraintKernel kernel, int[] registers);
  }

  private static int element(SplittableRandom r) {
    return switch (r.nextInt(4)) {
      case 0 -> KoalaBear.P - 1 - r.nextInt(2);
      case 1 -> r.nextInt(2);
      default -> r.nextInt(KoalaBear.P);
    };
  }

  private void same(long seed, int n, Body body) {
    SplittableRandom r = new SplittableRandom(seed);
    int[] a = IntStream.generate(() -> element(r)).limit(64 * STRIDE).toArray();
    int[] b = a.clone();
    body.run(scalar, a);
    body.run(vector, b);
    for (int t = 0; t < 64; t++) {
      for (int i = 0; i < n; i++) {
        assertThat(b[t * STRIDE + i])
            .as("seed %d, slice %d, row %d", seed, t, i)
            .isEqualTo(a[t * STRIDE + i]);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 16, 33, 96, 112})
  void vectorEqualsScalar(int n) {
    long seed = System.nanoTime();
    SplittableRandom r = new SplittableRandom(seed);
    int s = STRIDE;
    int c = element(r);
    for (int round = 0; round < 20; round++) {
      same(seed + round, n, (k, g) -> k.subtractFrom(c, g, s, g, 60 * s, n));
      same(seed + round, n, (k, g) -> k.mulExt(g, s, s, g, 8 * s, s, g, 60 * s, s, n));
      same(seed + round, n, (k, g) -> k.mulExt(g, s, s, g, 8 * s, s, g, s, s, n));
      same(
          seed + round,
          n,
          (k, g) -> k.combine(g, s, g, 20 * s, 8 * s, g, 21 * s, s, g, 60 * s, s, n));
      same(seed + round, n, (k, g) -> invert(k, g, 60 * s, n));
      same(seed + round, n, (k, g) -> invert(k, g, s, n));
      int count = 2 * r.nextInt(0, 12);
      int[] offsets = IntStream.range(0, count).map(j -> j * s).toArray();
      long[] factors = IntStream.range(0, 4 * count).mapToLong(j -> element(r)).toArray();
      long[] initial =
          IntStream.range(0, 4).mapToLong(j -> (long) element(r) * KoalaBear.ONE).toArray();
      same(
          seed + round,
          n,
          (k, g) -> {
            int[][] sources = IntStream.range(0, count).mapToObj(j -> g).toArray(int[][]::new);
            k.dot(sources, offsets, count, factors, initial, g, 60 * s, s, n);
          });
    }
  }

  /** Of elements that are not zero, in place or not. */
  private static void invert(ConstraintKernel kernel, int[] g, int to, int n) {
    for (int i = 0; i < n; i++) {
      g[STRIDE + i] = Math.max(1, g[STRIDE + i]);
    }
    kernel.invert(g, STRIDE, STRIDE, g, to, STRIDE, n);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 40})
  void zeroHasNoInverse(int n) {
    for (ConstraintKernel kernel : List.of(scalar, vector)) {
      int[] g = new int[8 * STRIDE];
      Arrays.fill(g, 0, n - 1, KoalaBear.ONE);
      assertThatThrownBy(() -> kernel.invert(g, 0, STRIDE, g, 4 * STRIDE, STRIDE, n))
          .isInstanceOf(ArithmeticException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6})
  void scalarIsTheExtension(long seed) {
    SplittableRandom r = new SplittableRandom(seed);
    int[] g = IntStream.generate(() -> element(r)).limit(64).toArray();
    Ext a = Ext.read(g, 0);
    Ext b = Ext.read(g, 4);
    Ext c = Ext.read(g, 8);
    scalar.invert(g, 0, 1, g, 32, 1, 1);
    assertThat(Ext.read(g, 32)).isEqualTo(a.inverse());
    scalar.mulExt(g, 0, 1, g, 4, 1, g, 16, 1, 1);
    assertThat(Ext.read(g, 16)).isEqualTo(a.mul(b));
    scalar.combine(g, 0, g, 12, 4, g, 13, 1, g, 20, 1, 1);
    assertThat(Ext.read(g, 20)).isEqualTo(a.mul(g[12]).add(b.mul(g[13])));
    long[] factors = new long[8];
    for (int t = 0; t < 4; t++) {
      factors[t] = b.coordinate(t);
      factors[4 + t] = c.coordinate(t);
    }
    long[] initial = IntStream.range(0, 4).mapToLong(t -> (long) g[t] * KoalaBear.ONE).toArray();
    scalar.dot(new int[][] {g, g}, new int[] {12, 13}, 2, factors, initial, g, 24, 1, 1);
    assertThat(Ext.read(g, 24)).isEqualTo(a.add(b.mul(g[12])).add(c.mul(g[13])));
  }
}
