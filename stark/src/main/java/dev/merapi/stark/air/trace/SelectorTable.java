package dev.merapi.stark.air.trace;

import dev.merapi.stark.air.RowSelector;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.parallel.Parallel;

/**
 * The row selectors of traces of one height on a quotient domain: the evaluation domain's cosets 0,
 * B/D, 2B/D, …, coset-major, so entry c·n + i belongs to x = s(log nB)·ω_nB^(B·i + c·B/D). One
 * table serves all AIRs of that height.
 */
public final class SelectorTable {
  private final int logHeight;
  private final int logBlowup;
  private final int logQuotientDegree;
  private final ColumnMatrix values;
  private final int[] vanishing;

  private SelectorTable(int logHeight, int logBlowup, int logQuotientDegree) {
    this.logHeight = logHeight;
    this.logBlowup = logBlowup;
    this.logQuotientDegree = logQuotientDegree;
    this.values = ColumnMatrix.allocate(1 << (logHeight + logQuotientDegree), 3);
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
    if (logHeight < 1 || logQuotientDegree < 0 || logQuotientDegree > logBlowup) {
      throw new IllegalArgumentException(
          "height 2^"
              + logHeight
              + ", blowup 2^"
              + logBlowup
              + ", quotient degree 2^"
              + logQuotientDegree);
    }
    SelectorTable table = new SelectorTable(logHeight, logBlowup, logQuotientDegree);
    parallel.forRange(
        0,
        1 << logQuotientDegree,
        1,
        (from, to) -> {
          for (int c = from; c < to; c++) {
            table.coset(c);
          }
        });
    return table;
  }

  private void coset(int c) {
    int n = 1 << logHeight;
    int logDomain = logHeight + logBlowup;
    int step = KoalaBear.rootOfUnity(logHeight);
    int back = KoalaBear.inverse(step);
    int start =
        KoalaBear.mul(
            KoalaBear.cosetShift(logDomain),
            KoalaBear.pow(
                KoalaBear.rootOfUnity(logDomain), (long) c << (logBlowup - logQuotientDegree)));
    int z = KoalaBear.sub(KoalaBear.pow(start, n), KoalaBear.ONE);
    vanishing[c] = KoalaBear.inverse(z);
    int[] data = values.data();
    int first = values.offset(RowSelector.FIRST.ordinal()) + c * n;
    int last = values.offset(RowSelector.LAST.ordinal()) + c * n;
    int transition = values.offset(RowSelector.TRANSITION.ordinal()) + c * n;
    // Products of all x - 1 so far, then one inversion, then back (Montgomery's trick).
    int x = start;
    int product = KoalaBear.ONE;
    for (int i = 0; i < n; i++) {
      data[transition + i] = KoalaBear.sub(x, back);
      data[last + i] = KoalaBear.sub(x, KoalaBear.ONE);
      data[first + i] = product;
      product = KoalaBear.mul(product, data[last + i]);
      x = KoalaBear.mul(x, step);
    }
    int inverse = KoalaBear.mul(z, KoalaBear.inverse(product));
    for (int i = n - 1; i >= 0; i--) {
      data[first + i] = KoalaBear.mul(data[first + i], inverse);
      inverse = KoalaBear.mul(inverse, data[last + i]);
    }
    // Z/(x - ω^-1) is ω times Z/(x' - 1) at the next point x' = ωx of the coset.
    for (int i = 0; i < n; i++) {
      data[last + i] = KoalaBear.mul(step, data[first + (i + 1) % n]);
    }
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
