package dev.merapi.stark.air.trace;

import dev.merapi.stark.air.RowSelector;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.kernel.Kernels;
import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.parallel.Parallel;

/**
 * The row selectors of traces of one height on a quotient domain: the evaluation domain's cosets 0,
 * B/D, 2B/D, …, coset-major, so entry c·n + i belongs to x = s(log nB)·ω_nB^(B·i + c·B/D). One
 * table serves all AIRs of that height.
 */
public final class SelectorTable {
  /** Columns of the table. */
  public static final int COLUMNS = RowSelector.values().length;

  private static final int ROWS = 1 << 13;

  private final int logHeight;
  private final int logBlowup;
  private final int logQuotientDegree;
  private final ColumnMatrix values;
  private final int[] vanishing;
  private final Workspace workspace;

  private SelectorTable(int logHeight, int logBlowup, int logQuotientDegree, Workspace workspace) {
    this.logHeight = logHeight;
    this.logBlowup = logBlowup;
    this.logQuotientDegree = logQuotientDegree;
    this.workspace = workspace;
    this.values = workspace.take(1 << (logHeight + logQuotientDegree), COLUMNS);
    this.vanishing = new int[1 << logQuotientDegree];
  }

  /**
   * Computes the table.
   *
   * @param logHeight log2 of the trace height n, at least 1
   * @param logBlowup log2 of B, the evaluation domain having n·B points
   * @param logQuotientDegree log2 of D, the quotient domain having n·D points; at most {@code
   *     logBlowup}
   */
  public static SelectorTable create(
      int logHeight, int logBlowup, int logQuotientDegree, Parallel parallel) {
    return create(
        logHeight, logBlowup, logQuotientDegree, parallel, Kernels.best(), Workspace.heap());
  }

  /** As the other form, with kernels and the memory of the table given. */
  public static SelectorTable create(
      int logHeight,
      int logBlowup,
      int logQuotientDegree,
      Parallel parallel,
      Kernels kernels,
      Workspace workspace) {
    if (logHeight < 1 || logQuotientDegree < 0 || logQuotientDegree > logBlowup) {
      throw new IllegalArgumentException(
          "height 2^"
              + logHeight
              + ", blowup 2^"
              + logBlowup
              + ", quotient degree 2^"
              + logQuotientDegree);
    }
    SelectorTable table = new SelectorTable(logHeight, logBlowup, logQuotientDegree, workspace);
    for (int c = 0; c < table.vanishing.length; c++) {
      table.coset(c, parallel, kernels);
    }
    return table;
  }

  /** Gives the table back to the workspace; it is of no use afterwards. */
  public void release() {
    workspace.give(values);
  }

  private void coset(int c, Parallel parallel, Kernels kernels) {
    int n = 1 << logHeight;
    int logDomain = logHeight + logBlowup;
    int step = KoalaBear.rootOfUnity(logHeight);
    int exponent = extensionCoset(c);
    int start =
        KoalaBear.mul(
            KoalaBear.cosetShift(logDomain),
            KoalaBear.pow(KoalaBear.rootOfUnity(logDomain), exponent));
    int z = KoalaBear.sub(KoalaBear.pow(start, n), KoalaBear.ONE);
    vanishing[c] = KoalaBear.inverse(z);
    int rows = Math.min(n, ROWS);
    parallel.forRange(
        0,
        n / rows,
        1,
        (from, to) -> {
          for (int b = from; b < to; b++) {
            int x = KoalaBear.mul(start, KoalaBear.pow(step, (long) b * rows));
            fill(kernels, c * n + b * rows, rows, x, step, z);
          }
        });
    // Z/(x - ω^-1) is ω times Z/(x' - 1) at the next point x' = ωx of the coset.
    int[] data = values.data();
    int first = values.offset(RowSelector.FIRST.ordinal()) + c * n;
    int last = values.offset(RowSelector.LAST.ordinal()) + c * n;
    parallel.forRange(
        0,
        n,
        rows,
        (from, to) -> {
          int inside = Math.min(to, n - 1);
          kernels.blocks().scale(data, first + from + 1, step, data, last + from, inside - from);
          if (to == n) {
            data[last + n - 1] = KoalaBear.mul(step, data[first]);
          }
        });
  }

  /** First and transition selectors of {@code rows} points x, x·step, … at row {@code at}. */
  private void fill(Kernels kernels, int at, int rows, int x, int step, int z) {
    int[] data = values.data();
    int first = values.offset(RowSelector.FIRST.ordinal()) + at;
    int transition = values.offset(RowSelector.TRANSITION.ordinal()) + at;
    int power = step;
    data[first] = x;
    for (int done = 1; done < rows; done *= 2) {
      kernels.blocks().scale(data, first, power, data, first + done, done);
      power = KoalaBear.mul(power, power);
    }
    int back = KoalaBear.inverse(step);
    kernels.blocks().addConstant(data, first, KoalaBear.neg(back), data, transition, rows);
    kernels.blocks().addConstant(data, first, KoalaBear.neg(KoalaBear.ONE), data, first, rows);
    kernels.blocks().invert(data, first, rows);
    kernels.blocks().scale(data, first, z, data, first, rows);
  }

  /** The coset of the evaluation domain that is coset c of the quotient domain. */
  public int extensionCoset(int c) {
    return c << (logBlowup - logQuotientDegree);
  }

  /** log2 of the trace height. */
  public int logHeight() {
    return logHeight;
  }

  /** log2 of the evaluation domain's blowup. */
  public int logBlowup() {
    return logBlowup;
  }

  /** log2 of the number of cosets. */
  public int logQuotientDegree() {
    return logQuotientDegree;
  }

  /** The selectors as columns, by {@link RowSelector#ordinal()}. */
  ColumnMatrix values() {
    return values;
  }

  /** 1 / (x^n - 1) on coset c. */
  int inverseVanishing(int c) {
    return vanishing[c];
  }
}
