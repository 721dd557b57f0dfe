package dev.merapi.stark.poly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.kernel.ExtKernel.DeepPoints;
import dev.merapi.stark.kernel.Kernels;
import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.parallel.Parallel;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Everything against evaluation of coefficients, point by point, for every kernel. */
class PolynomialTest {
  private static final long SEED = 31;
  private static final ExecutorService EXECUTOR = Executors.newFixedThreadPool(2);

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Parallel parallel = Parallel.of(EXECUTOR, 3);

  static Kernels[] kernels() {
    return new Kernels[] {Kernels.scalar(), Kernels.best()};
  }

  @AfterAll
  static void shutDown() {
    EXECUTOR.shutdown();
  }

  @Test
  void domainsAreCosetMajorAndFoldToTheirOwnKind() {
    Domain domain = Domain.lde(4, 2);
    int big = KoalaBear.rootOfUnity(6);
    for (int c = 0; c < 4; c++) {
      for (int i = 0; i < 16; i++) {
        int x = KoalaBear.mul(KoalaBear.cosetShift(6), KoalaBear.pow(big, 4L * i + c));
        assertThat(domain.point(c * 16 + i)).isEqualTo(x);
        assertThat(KoalaBear.pow(x, 16)).isEqualTo(domain.vanishingPower(c));
        assertThat(KoalaBear.pow(x, 4)).isEqualTo(Domain.lde(2, 2).point(c, i % 4));
      }
    }
    assertThat(domain.folded(3)).isEqualTo(Domain.lde(1, 2));
    int[] points = new int[5];
    domain.points(2, 7, 4, points, 1);
    assertThat(points[4]).isEqualTo(domain.point(2, 10));
    assertThatThrownBy(() -> Domain.lde(24, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void extensionsAreValuesOfTheTracePolynomial(Kernels kernels) {
    for (int logHeight = 0; logHeight <= 9; logHeight++) {
      for (int logBlowup = 0; logBlowup <= 3; logBlowup++) {
        int[][] polynomials = new int[logHeight % 3 + 1][];
        int n = 1 << logHeight;
        Arrays.setAll(polynomials, j -> Naive.polynomial(random, n));
        ColumnMatrix trace = Naive.values(polynomials, Domain.trace(logHeight));
        ColumnMatrix out = ColumnMatrix.allocate(n << logBlowup, polynomials.length);
        Lde.extend(trace, logBlowup, out, parallel, kernels);
        assertThat(Naive.same(out, Naive.values(polynomials, Domain.lde(logHeight, logBlowup))))
            .as("2^%d rows, blowup 2^%d, seed %d", logHeight, logBlowup, SEED)
            .isTrue();
      }
    }
  }

  /** In any order of cosets, extended in place or not. */
  @ParameterizedTest
  @MethodSource("kernels")
  void compactExtensionsHaveTheValuesOfFullOnes(Kernels kernels) {
    for (int logHeight = 1; logHeight <= 9; logHeight++) {
      int logBlowup = 1 + logHeight % 3;
      ColumnMatrix trace = random(1 << logHeight, logHeight % 4);
      ColumnMatrix lde = ColumnMatrix.allocate(trace.height() << logBlowup, trace.width());
      Lde.extend(trace, logBlowup, lde, parallel, kernels);
      for (boolean compact : new boolean[] {false, true}) {
        Workspace workspace = Workspace.heap();
        Extension extension =
            Extension.take(logHeight, logBlowup, trace.width(), compact, workspace);
        int rows = trace.height() * (compact ? 1 : extension.cosets());
        assertThat(workspace.live()).isEqualTo(ColumnMatrix.words(rows, trace.width()));
        ColumnMatrix source = logHeight % 2 == 0 ? trace : extension.place();
        copy(trace, source);
        extension.extend(source, parallel, kernels);
        for (int k = 0; k < 6; k++) {
          int c = random.nextInt(extension.cosets());
          ColumnMatrix expected = lde.rows(c * trace.height(), trace.height());
          assertThat(Naive.same(extension.coset(c, parallel, kernels), expected))
              .as("coset %d, 2^%d rows, compact %s", c, logHeight, compact)
              .isTrue();
        }
        extension.release(workspace);
        assertThat(workspace.live()).isZero();
      }
    }
    Extension empty = Extension.take(3, 1, 1, true, Workspace.heap());
    assertThatThrownBy(() -> empty.coset(0, parallel, kernels))
        .isInstanceOf(IllegalStateException.class);
  }

  private static void copy(ColumnMatrix from, ColumnMatrix to) {
    for (int j = 0; j < from.width(); j++) {
      for (int r = 0; r < from.height(); r++) {
        to.set(j, r, from.get(j, r));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void quotientChunksRecombineToTheQuotient(Kernels kernels) {
    for (int logHeight = 1; logHeight <= 7; logHeight++) {
      for (int logChunks = 0; logChunks <= 3; logChunks++) {
        for (int logBlowup = 1; logBlowup <= 2; logBlowup++) {
          int n = 1 << logHeight;
          int chunks = 1 << logChunks;
          int[][] q = {Naive.polynomial(random, n * chunks), Naive.polynomial(random, n * chunks)};
          Domain domain = new Domain(logHeight, logChunks, 1 + random.nextInt(KoalaBear.P - 1));
          int[][] expected = new int[2 * chunks][];
          for (int d = 0; d < chunks; d++) {
            expected[2 * d] = Arrays.copyOfRange(q[0], d * n, (d + 1) * n);
            expected[2 * d + 1] = Arrays.copyOfRange(q[1], d * n, (d + 1) * n);
          }
          ColumnMatrix got =
              QuotientChunks.extend(
                  Naive.values(q, domain), domain, logBlowup, parallel, kernels, Workspace.heap());
          assertThat(Naive.same(got, Naive.values(expected, Domain.lde(logHeight, logBlowup))))
              .as("2^%d rows, 2^%d chunks, blowup 2^%d", logHeight, logChunks, logBlowup)
              .isTrue();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void openingsAreValuesAtBothPoints(Kernels kernels) {
    for (int logHeight = 1; logHeight <= 8; logHeight++) {
      int n = 1 << logHeight;
      int[][] polynomials = new int[2 * logHeight + 1][];
      Arrays.setAll(polynomials, j -> Naive.polynomial(random, n));
      Domain domain = Domain.lde(logHeight, 1);
      Ext y = Naive.ext(random);
      Ext next = y.mul(KoalaBear.rootOfUnity(logHeight));
      ColumnMatrix values = Naive.values(polynomials, domain);
      List<Openings> both =
          Openings.evaluate(
              List.of(Naive.values(new int[][] {polynomials[1]}, domain), values),
              domain,
              y,
              parallel,
              kernels,
              Workspace.heap());
      assertThat(both.getFirst().atPoint()).containsExactly(Naive.at(polynomials[1], y));
      Openings openings = both.getLast();
      for (int j = 0; j < polynomials.length; j++) {
        assertThat(openings.atPoint()[j]).isEqualTo(Naive.at(polynomials[j], y));
        assertThat(openings.atNext()[j]).isEqualTo(Naive.at(polynomials[j], next));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void openingsOfManyRowsAddUpOverBlocks(Kernels kernels) {
    int logHeight = 14;
    int[][] polynomials = {{7}, {0, 5}, {1, 2, 3, 4}};
    Domain domain = Domain.lde(logHeight, 0);
    Ext y = Naive.ext(random);
    Openings openings =
        Openings.evaluate(
                List.of(Naive.values(polynomials, domain)),
                domain,
                y,
                parallel,
                kernels,
                Workspace.heap())
            .getFirst();
    for (int j = 0; j < polynomials.length; j++) {
      assertThat(openings.atPoint()[j]).isEqualTo(Naive.at(polynomials[j], y));
      assertThat(openings.atNext()[j])
          .isEqualTo(Naive.at(polynomials[j], y.mul(KoalaBear.rootOfUnity(logHeight))));
    }
  }

  /** One coset and transforms give what accumulating and lifting everywhere gives. */
  @ParameterizedTest
  @MethodSource("kernels")
  void deepCombinesLiftsAndDivides(Kernels kernels) {
    for (int logHeight = 2; logHeight <= 7; logHeight++) {
      int logCosets = logHeight % 3;
      Domain tall = Domain.lde(logHeight, logCosets);
      Domain low = Domain.lde(logHeight / 2, logCosets);
      ColumnMatrix a = lowDegree(low, 5);
      ColumnMatrix b = lowDegree(tall, 3);
      Ext[] gamma = ExtVectors.powers(Naive.ext(random), 10);
      ColumnMatrix lowSum = ExtVectors.allocate(low.height());
      Deep.accumulate(a, gamma, 1, lowSum, parallel, kernels);
      ColumnMatrix sum = Deep.lifted(lowSum, logHeight, 0, parallel, Workspace.heap());
      Deep.accumulate(b, gamma, 6, sum, parallel, kernels);
      ColumnMatrix codeword = Lde.complete(sum, logCosets, parallel, kernels, Workspace.heap());
      DeepPoints points =
          new DeepPoints(
              Naive.ext(random),
              Naive.ext(random),
              Naive.ext(random),
              Naive.ext(random),
              Naive.ext(random));
      Deep.quotient(codeword, tall, points, parallel, kernels);
      for (int q = 0; q < tall.size(); q++) {
        int lowRow = q / tall.height() * low.height() + q % tall.height() % low.height();
        Ext expected = Ext.ZERO;
        for (int j = 0; j < 5; j++) {
          expected = expected.add(gamma[1 + j].mul(a.get(j, lowRow)));
        }
        for (int j = 0; j < 3; j++) {
          expected = expected.add(gamma[6 + j].mul(b.get(j, q)));
        }
        int x = tall.point(q);
        Ext first = points.value0().sub(expected).mul(points.z0().sub(x).inverse());
        Ext second = points.value1().sub(expected).mul(points.z1().sub(x).inverse());
        assertThat(ExtVectors.get(codeword, q)).isEqualTo(first.add(second.mul(points.scale())));
      }
    }
  }

  private ColumnMatrix lowDegree(Domain domain, int width) {
    int[][] polynomials = new int[width][];
    Arrays.setAll(polynomials, j -> Naive.polynomial(random, domain.height()));
    return Naive.values(polynomials, domain);
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void foldingIsTheCombinationOfTheParts(Kernels kernels) {
    for (int logHeight = 1; logHeight <= 8; logHeight++) {
      for (int logArity = 1; logArity <= Math.min(3, logHeight); logArity++) {
        Domain domain = Domain.lde(logHeight, 1);
        Ext[] f = exts(1 << logHeight);
        Ext beta = Naive.ext(random);
        int arity = 1 << logArity;
        Ext[] folded = new Ext[f.length / arity];
        for (int k = 0; k < folded.length; k++) {
          folded[k] = Naive.at(Arrays.copyOfRange(f, k * arity, (k + 1) * arity), beta);
        }
        ColumnMatrix codeword = Naive.values(f, domain);
        ColumnMatrix got =
            FriFolding.fold(codeword, domain, logArity, beta, parallel, kernels, Workspace.heap());
        assertThat(Naive.same(got, Naive.values(folded, domain.folded(logArity))))
            .as("2^%d places by 2^%d", logHeight, logArity)
            .isTrue();
        assertThat(FriFolding.coefficients(codeword, domain)).isEqualTo(f);
      }
    }
  }

  @Test
  void cyclicAccumulationScalesTheLowVector() {
    ColumnMatrix low = random(8, 4);
    ColumnMatrix tall = random(32, 4);
    ColumnMatrix before = ExtVectors.allocate(32);
    System.arraycopy(tall.data(), 0, before.data(), 0, tall.data().length);
    Ext factor = Naive.ext(random);
    Cyclic.addScaled(low, factor, tall, 1, parallel);
    for (int q = 0; q < 32; q++) {
      Ext lifted = ExtVectors.get(low, q / 16 * 4 + q % 4);
      assertThat(ExtVectors.get(tall, q))
          .isEqualTo(ExtVectors.get(before, q).add(lifted.mul(factor)));
    }
    assertThatThrownBy(() -> Cyclic.addScaled(tall, factor, low, 1, parallel))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void inversionOfVectors() {
    for (int n : new int[] {1, 2, 15, 16, 33, 1500}) {
      ColumnMatrix v = random(n, 4);
      ColumnMatrix inverse = ExtVectors.allocate(n);
      System.arraycopy(v.data(), 0, inverse.data(), 0, v.data().length);
      ExtVectors.invert(inverse, parallel);
      for (int r = 0; r < n; r++) {
        assertThat(ExtVectors.get(v, r).mul(ExtVectors.get(inverse, r))).isEqualTo(Ext.ONE);
      }
    }
    ColumnMatrix v = random(20, 4);
    ExtVectors.set(v, 7, Ext.ZERO);
    assertThatThrownBy(() -> ExtVectors.invert(v, parallel))
        .isInstanceOf(ArithmeticException.class);
  }

  private ColumnMatrix random(int height, int width) {
    ColumnMatrix m = ColumnMatrix.allocate(height, width);
    for (int j = 0; j < width; j++) {
      for (int r = 0; r < height; r++) {
        m.set(j, r, random.nextInt(KoalaBear.P));
      }
    }
    return m;
  }

  private Ext[] exts(int n) {
    Ext[] f = new Ext[n];
    Arrays.setAll(f, i -> Naive.ext(random));
    return f;
  }
}
