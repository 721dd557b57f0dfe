package dev.merapi.stark.poly;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.kernel.Kernels;
import dev.merapi.stark.kernel.TransformKernel;
import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.parallel.Parallel;

/**
 * The low-degree extension of a matrix of n rows, read coset by coset. A full one keeps all cosets.
 * A compact one keeps the coset that was asked for last, in as many words as the matrix has cells;
 * another one takes its place by two transforms of each column. Values are the same in both.
 *
 * <p>Full extensions that nobody extends anew may be read by many threads; compact ones belong to
 * one, which hands them to others between two cosets.
 */
public final class Extension {
  private static final int NONE = -1;

  private final ColumnMatrix cells;
  private final Domain domain;
  private final boolean compact;
  private int held = NONE;

  private Extension(ColumnMatrix cells, Domain domain, boolean compact) {
    this.cells = cells;
    this.domain = domain;
    this.compact = compact;
  }

  /**
   * A full extension that is there already.
   *
   * @param lde n·2^logBlowup rows, coset-major
   * @throws IllegalArgumentException if that is not a power of two, or n none
   */
  public static Extension full(ColumnMatrix lde, int logBlowup) {
    return new Extension(lde, Domain.ldeOf(lde.height(), logBlowup), false);
  }

  /**
   * An extension that holds nothing yet.
   *
   * @param compact whether it keeps one coset only
   * @param workspace memory of its cells
   */
  public static Extension take(
      int logHeight, int logBlowup, int width, boolean compact, Workspace workspace) {
    int rows = 1 << (compact ? logHeight : logHeight + logBlowup);
    return new Extension(workspace.take(rows, width), Domain.lde(logHeight, logBlowup), compact);
  }

  /** Gives the cells back. */
  public void release(Workspace workspace) {
    workspace.give(cells);
  }

  /** Rows of each coset. */
  public int height() {
    return domain.height();
  }

  /** log2 of {@link #height}. */
  public int logHeight() {
    return domain.logHeight();
  }

  /** Number of cosets. */
  public int cosets() {
    return domain.cosets();
  }

  /** Number of columns. */
  public int width() {
    return cells.width();
  }

  /** n of its own rows: a trace that is written there can be extended in place. */
  public ColumnMatrix place() {
    return cells.rows(cells.height() - height(), height());
  }

  /**
   * Extends a trace.
   *
   * @param trace values on the trace domain; not changed, unless it is {@link #place}
   */
  public void extend(ColumnMatrix trace, Parallel parallel, Kernels kernels) {
    if (compact) {
      transform(trace, KoalaBear.ONE, 0, parallel, kernels);
    } else {
      Lde.extend(trace, domain.logCosets(), cells, parallel, kernels);
    }
  }

  /**
   * The values on a coset, {@link #height} rows, not to be changed. Those of a compact extension
   * are there until another coset is asked for. Going on with the coset that was read last is free.
   */
  public ColumnMatrix coset(int c, Parallel parallel, Kernels kernels) {
    if (!compact) {
      return cells.rows(c * height(), height());
    }
    if (held == NONE) {
      throw new IllegalStateException("nothing was extended");
    }
    if (held != c) {
      transform(cells, domain.cosetShift(held), c, parallel, kernels);
    }
    return cells;
  }

  /** From values on a coset of a shift to those on coset c. */
  private void transform(ColumnMatrix from, int shift, int c, Parallel parallel, Kernels kernels) {
    Lde.requireShape(from, height(), width());
    TransformKernel transform = kernels.transform();
    int log = domain.logHeight();
    int target = domain.cosetShift(c);
    parallel.forRange(
        0,
        width(),
        Lde.grain(height()),
        (first, end) -> {
          for (int j = first; j < end; j++) {
            int at = cells.offset(j);
            transform.interpolate(from.data(), from.offset(j), cells.data(), at, log, shift);
            transform.evaluate(cells.data(), at, cells.data(), at, log, target);
          }
        });
    held = c;
  }
}
