package dev.merapi.stark.merkle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.hash.HashSuite;
import dev.merapi.stark.kernel.Kernels;
import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.stark.poly.Extension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every leaf is hashed again as one row, every path walked to the cap, for every kernel. */
class TreeTest {
  private static final long SEED = 77;
  private static final ExecutorService EXECUTOR = Executors.newFixedThreadPool(2);

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Parallel parallel = Parallel.of(EXECUTOR, 3);

  @AfterAll
  static void shutDown() {
    EXECUTOR.shutdown();
  }

  /** Suite, kernels; log2 of the blowup, then width and log2 of the height of each matrix. */
  static Stream<Arguments> shapes() {
    int[][] shapes = {
      {1, 3, 4},
      {1, 8, 4},
      {1, 9, 5},
      {1, 16, 3},
      {1, 5, 1, 40, 2},
      {1, 5, 1, 3, 1, 1, 2, 17, 6},
      {1, 2, 1, 6, 3},
      {1, 20, 6, 3, 2, 7, 1, 33, 8},
      {1, 4, 7, 4, 3, 4, 7},
      {2, 30, 2, 0, 9, 13, 6},
      {0, 0, 3, 10, 0},
      {3, 1, 0, 100, 5},
      {1, 16, 4, 16, 5, 16, 6},
      {1, 7, 5, 25, 9, 11, 3, 2, 10},
      {1, 129, 7},
    };
    return kernels()
        .flatMap(k -> Arrays.stream(shapes).map(s -> Arguments.of(k.get()[0], k.get()[1], s)));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void leavesAreRowsAndPathsLeadToTheCap(HashSuite suite, Kernels kernels, int[] shape) {
    int logBlowup = shape[0];
    List<ColumnMatrix> ldes = new ArrayList<>();
    for (int k = 1; k < shape.length; k += 2) {
      ldes.add(random(1 << (shape[k + 1] + logBlowup), shape[k]));
    }
    for (int capLog : new int[] {0, 1, 4}) {
      LiftedTree tree =
          LiftedTree.commit(
              ldes.stream().map(lde -> Extension.full(lde, logBlowup)).toList(),
              capLog,
              suite,
              parallel,
              kernels,
              Workspace.heap());
      int n = tree.height() >>> logBlowup;
      Opening[] openings =
          tree.open(IntStream.range(0, tree.height()).toArray(), parallel, kernels);
      for (int q = 0; q < tree.height(); q++) {
        Opening opening = openings[q];
        for (int k = 0; k < ldes.size(); k++) {
          ColumnMatrix m = ldes.get(k);
          int own = m.height() >>> logBlowup;
          for (int j = 0; j < m.width(); j++) {
            assertThat(opening.rows()[k][j]).isEqualTo(m.get(j, q / n * own + q % n % own));
          }
        }
        check(suite, tree.cap(), tree.height(), q, opening);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void foldTreesHoldTheElementsOfOneFold(HashSuite suite, Kernels kernels) {
    for (int logHeight : new int[] {1, 3, 4, 8}) {
      for (int logArity = 1; logArity <= Math.min(3, logHeight); logArity++) {
        int n = 1 << logHeight;
        int part = n >>> logArity;
        ColumnMatrix codeword = random(2 * n, 4);
        FoldTree tree =
            FoldTree.commit(codeword, 1, logArity, 4, suite, parallel, kernels, Workspace.heap());
        assertThat(tree.height()).isEqualTo(2 * part);
        for (int q = 0; q < tree.height(); q++) {
          Opening opening = tree.open(q);
          for (int w = 0; w < 4 << logArity; w++) {
            assertThat(opening.rows()[0][w])
                .isEqualTo(codeword.get(w % 4, q / part * n + q % part + w / 4 * part));
          }
          check(suite, tree.cap(), tree.height(), q, opening);
        }
      }
    }
  }

  static Stream<Arguments> kernels() {
    return HashSuite.all().stream()
        .flatMap(
            suite -> Stream.of(Kernels.scalar(), Kernels.best()).map(k -> Arguments.of(suite, k)));
  }

  @Test
  void refusesTreesWithoutColumnsAndOddHeights() {
    assertThatThrownBy(() -> commit(ColumnMatrix.allocate(4, 0)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> commit(ColumnMatrix.allocate(12, 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> commit(ColumnMatrix.allocate(1, 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesLeavesThatAreNotThere() {
    LiftedTree tree = commit(ColumnMatrix.allocate(8, 1));
    Kernels kernels = Kernels.scalar();
    for (int leaf : new int[] {-1, tree.height(), Integer.MAX_VALUE}) {
      assertThatThrownBy(() -> tree.open(new int[] {0, leaf}, parallel, kernels))
          .isInstanceOf(IndexOutOfBoundsException.class)
          .hasMessageContaining(String.valueOf(leaf));
    }
  }

  private LiftedTree commit(ColumnMatrix m) {
    return LiftedTree.commit(List.of(m), 1, 4, HashSuite.poseidon2(), parallel);
  }

  private static void check(HashSuite suite, int[] cap, int leaves, int q, Opening opening) {
    int[] row = Arrays.stream(opening.rows()).flatMapToInt(Arrays::stream).toArray();
    int[] digest = suite.hashRow(row);
    int nodes = leaves;
    for (int at = 0; at < opening.path().length; at += 8) {
      int[] sibling = Arrays.copyOfRange(opening.path(), at, at + 8);
      nodes /= 2;
      boolean right = (q & nodes) != 0;
      digest = right ? suite.compress(sibling, digest) : suite.compress(digest, sibling);
    }
    assertThat(cap).hasSize(8 * nodes);
    assertThat(digest).isEqualTo(Arrays.copyOfRange(cap, q % nodes * 8, q % nodes * 8 + 8));
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
}
