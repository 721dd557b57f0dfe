package dev.merapi.stark.poly;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.kernel.BlockKernel;
import dev.merapi.stark.kernel.Kernels;
import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.parallel.Parallel;

/**
 * Splits a polynomial Q of degree < D·n, known on a domain of D cosets, into chunks of degree < n
 * with Q = Σ_d X^(d·n) Q_d.
 *
 * <p>On coset c, X^n is the constant t_c = (s·ω_{nD}^c)^n = s^n·ω_D^c, so interpolating the coset
 * alone gives R_c = Σ_d t_c^d Q_d: the chunks come back by an inverse Fourier transform of size D
 * over c, index by index, and a division by s^(nd). For D = 2 this is Q_0 = (R_0 + R_1)/2 and Q_1 =
 * (R_0 - R_1)/(2 s^n).
 */
public final class QuotientChunks {
  private QuotientChunks() {}

  /**
   * The chunks, extended to the LDE domain.
   *
   * @param values any number w of columns (4: an extension vector) over the domain; used up
   * @param domain D cosets of size n
   * @return w·D columns, chunk by chunk (column w·d + j is chunk d of column j), on the LDE domain
   *     of n·2^logBlowup points
   */
  public static ColumnMatrix extend(
      ColumnMatrix values, Domain domain, int logBlowup, Parallel parallel) {
    return extend(values, domain, logBlowup, parallel, Kernels.best(), Workspace.heap());
  }

  /**
   * As {@link #extend(ColumnMatrix, Domain, int, Parallel)}, with kernels and the memory of the
   * result given.
   */
  public static ColumnMatrix extend(
      ColumnMatrix values,
      Domain domain,
      int logBlowup,
      Parallel parallel,
      Kernels kernels,
      Workspace workspace) {
    Lde.requireShape(values, domain.size(), values.width());
    int n = domain.height();
    int w = values.width();
    int chunks = domain.cosets();
    Domain lde = Domain.lde(domain.logHeight(), logBlowup);
    int[] remainders = values.data();
    parallel.forRange(
        0,
        w * chunks,
        1,
        (from, to) -> {
          for (int k = from; k < to; k++) {
            int at = values.offset(k % w) + k / w * n;
            int shift = domain.cosetShift(k / w);
            kernels
                .transform()
                .interpolate(remainders, at, remainders, at, domain.logHeight(), shift);
          }
        });
    int[] matrix = inverseMatrix(domain);
    ColumnMatrix out = workspace.take(lde.size(), w * chunks);
    parallel.forRange(
        0,
        w * chunks,
        1,
        (from, to) -> {
          for (int k = from; k < to; k++) {
            int slot = out.offset(k) + (lde.cosets() - 1) * n;
            combine(kernels.blocks(), values, n, matrix, chunks, k, out.data(), slot);
            Lde.evaluateCosets(kernels.transform(), lde, out.data(), slot, out.offset(k));
          }
        });
    return out;
  }

  private static void combine(
      BlockKernel blocks,
      ColumnMatrix remainders,
      int n,
      int[] matrix,
      int chunks,
      int k,
      int[] out,
      int slot) {
    int d = k / remainders.width();
    int at = remainders.offset(k % remainders.width());
    int[] r = remainders.data();
    blocks.scale(r, at, matrix[d * chunks], out, slot, n);
    for (int c = 1; c < chunks; c++) {
      blocks.addScaled(r, at + c * n, matrix[d * chunks + c], out, slot, n);
    }
  }

  /** Entry (d, c) = ω_D^(-dc) / (D·s^(nd)). */
  private static int[] inverseMatrix(Domain domain) {
    int chunks = domain.cosets();
    int root = KoalaBear.inverse(KoalaBear.rootOfUnity(domain.logCosets()));
    int power = KoalaBear.inverse(domain.vanishingPower(0));
    int scale = KoalaBear.inverse(KoalaBear.fromCanonical(chunks));
    int[] matrix = new int[chunks * chunks];
    for (int d = 0; d < chunks; d++) {
      for (int c = 0; c < chunks; c++) {
        matrix[d * chunks + c] = KoalaBear.mul(scale, KoalaBear.pow(root, (long) d * c));
      }
      scale = KoalaBear.mul(scale, power);
    }
    return matrix;
  }
}
