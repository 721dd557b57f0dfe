package dev.merapi.stark.poly;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.kernel.Kernels;
import dev.merapi.stark.kernel.TransformKernel;
import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.parallel.Parallel;

/**
 * Low-degree extension of all columns of a matrix: from values on the trace domain to values on
 * {@link Domain#lde}, coset-major. One inverse transform, and one forward transform of size n for
 * each coset.
 */
public final class Lde {
  private Lde() {}

  /** The extension of a trace of n rows, n·2^logBlowup rows. */
  public static ColumnMatrix extend(ColumnMatrix trace, int logBlowup, Parallel parallel) {
    ColumnMatrix out = ColumnMatrix.allocate(trace.height() << logBlowup, trace.width());
    extend(trace, logBlowup, out, parallel, Kernels.best());
    return out;
  }

  /**
   * The extension, written to a matrix given.
   *
   * @param trace n rows, not changed
   * @param out n·2^logBlowup rows, the trace's width; its cells need not be cleared
   */
  public static void extend(
      ColumnMatrix trace, int logBlowup, ColumnMatrix out, Parallel parallel, Kernels kernels) {
    Domain domain = Domain.lde(Domain.log2(trace.height()), logBlowup);
    requireShape(out, domain.size(), trace.width());
    extend(trace, KoalaBear.ONE, domain, out, parallel, kernels);
  }

  /** From the values on the coset of a shift to those on all of a domain. */
  private static void extend(
      ColumnMatrix values,
      int shift,
      Domain domain,
      ColumnMatrix out,
      Parallel parallel,
      Kernels kernels) {
    TransformKernel transform = kernels.transform();
    int n = domain.height();
    int log = domain.logHeight();
    int[] data = out.data();
    parallel.forRange(
        0,
        values.width(),
        grain(n),
        (from, to) -> {
          for (int j = from; j < to; j++) {
            int coefficients = out.offset(j) + (domain.cosets() - 1) * n;
            transform.interpolate(values.data(), values.offset(j), data, coefficients, log, shift);
            evaluateCosets(transform, domain, data, coefficients, out.offset(j));
          }
        });
  }

  /**
   * All cosets from the first.
   *
   * @param first values on the first coset of the LDE domain, n rows; given back to the workspace
   * @return n·2^logBlowup rows, from the workspace
   */
  public static ColumnMatrix complete(
      ColumnMatrix first, int logBlowup, Parallel parallel, Kernels kernels, Workspace workspace) {
    Domain domain = Domain.lde(Domain.log2(first.height()), logBlowup);
    ColumnMatrix out = workspace.take(domain.size(), first.width());
    extend(first, domain.cosetShift(0), domain, out, parallel, kernels);
    workspace.give(first);
    return out;
  }

  /** Evaluates coefficients that lie where the last coset's values go. */
  static void evaluateCosets(
      TransformKernel transform, Domain domain, int[] data, int coefficients, int out) {
    for (int c = 0; c < domain.cosets(); c++) {
      transform.evaluate(
          data,
          coefficients,
          data,
          out + c * domain.height(),
          domain.logHeight(),
          domain.cosetShift(c));
    }
  }

  static int grain(int height) {
    return Math.max(1, 4096 / height);
  }

  static void requireShape(ColumnMatrix m, int height, int width) {
    if (m.height() != height || m.width() != width) {
      throw new IllegalArgumentException(
          "matrix of " + m.height() + " x " + m.width() + ", expected " + height + " x " + width);
    }
  }
}
