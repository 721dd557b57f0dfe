package dev.merapi.stark.poly;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.kernel.Kernels;
import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.parallel.Parallel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The values of all columns of a matrix at y and at y·ω_n.
 *
 * <p>Barycentric formula on a coset s·⟨ω_n⟩ with points x_i: f(y) = (y^n - s^n)/(n s^n) · Σ f(x_i)
 * x_i/(y - x_i). The weight of x_i at y·ω_n is the weight of x_(i-1) at y, so both points share one
 * inversion.
 *
 * @param atPoint f_j(y) for each column j
 * @param atNext f_j(y·ω_n) for each column j
 */
@SuppressWarnings("ArrayRecordComponent")
public record Openings(Ext[] atPoint, Ext[] atNext) {
  private static final int BLOCK = 1 << 12;

  /**
   * Evaluates matrices of one height from the values on the first coset of a domain.
   *
   * @param matrices columns over the first coset; rows may follow
   * @param y a point outside the first coset
   * @param workspace memory of the weights, which serve all matrices; given back at the end
   */
  public static List<Openings> evaluate(
      List<ColumnMatrix> matrices,
      Domain domain,
      Ext y,
      Parallel parallel,
      Kernels kernels,
      Workspace workspace) {
    ColumnMatrix weights = workspace.take(domain.height() + 1, Ext.DEGREE);
    fill(weights, domain, y, parallel, kernels);
    List<Openings> openings = new ArrayList<>();
    for (ColumnMatrix values : matrices) {
      Lde.requireShape(values, Math.max(values.height(), domain.height()), values.width());
      int[] sums = sums(values, weights, parallel, kernels);
      openings.add(scaled(sums, values.width(), domain, y));
    }
    workspace.give(weights);
    return openings;
  }

  private static int[] sums(
      ColumnMatrix values, ColumnMatrix weights, Parallel parallel, Kernels kernels) {
    int n = weights.height() - 1;
    int width = values.width();
    int blocks = (n + BLOCK - 1) / BLOCK;
    // Blocks of rows run in parallel; their sums are exact, so their order does not matter.
    AtomicReferenceArray<int[]> partial = new AtomicReferenceArray<>(blocks);
    parallel.forRange(
        0,
        blocks,
        1,
        (from, to) -> {
          int[] sums = new int[8 * width];
          for (int b = from; b < to; b++) {
            int row = b * BLOCK;
            int rows = Math.min(BLOCK, n - row);
            kernels.dots().weightedSums(values, 0, width, row, rows, weights, row + 1, sums);
          }
          partial.set(from, sums);
        });
    int[] sums = new int[8 * width];
    for (int b = 0; b < blocks; b++) {
      int[] part = partial.get(b);
      if (part != null) {
        kernels.blocks().add(sums, 0, part, 0, sums, 0, sums.length);
      }
    }
    return sums;
  }

  /** Column entry i + 1 is the weight of x_i, entry 0 that of x_(n-1). */
  private static void fill(
      ColumnMatrix weights, Domain domain, Ext y, Parallel parallel, Kernels kernels) {
    int n = domain.height();
    parallel.forRange(
        0,
        n,
        1024,
        (from, to) ->
            kernels
                .ext()
                .barycentricWeights(
                    weights, y, domain.point(0, from), domain.step(), from + 1, to + 1));
    for (int t = 0; t < Ext.DEGREE; t++) {
      weights.set(t, 0, weights.get(t, n));
    }
  }

  private static Openings scaled(int[] sums, int width, Domain domain, Ext y) {
    int power = domain.vanishingPower(0);
    int scale = KoalaBear.mul(power, KoalaBear.fromCanonical(domain.height()));
    // (yω)^n = y^n, so one factor serves both points.
    Ext factor = y.pow(domain.height()).sub(power).mul(KoalaBear.inverse(scale));
    Ext[] atPoint = new Ext[width];
    Ext[] atNext = new Ext[width];
    for (int j = 0; j < width; j++) {
      atPoint[j] = Ext.read(sums, 8 * j).mul(factor);
      atNext[j] = Ext.read(sums, 8 * j + 4).mul(factor);
    }
    return new Openings(atPoint, atNext);
  }
}
