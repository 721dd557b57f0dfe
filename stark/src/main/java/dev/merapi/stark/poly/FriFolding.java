package dev.merapi.stark.poly;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.kernel.Kernels;
import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.parallel.Parallel;

/**
 * Folding of coset-major codewords (FRI, Ben-Sasson et al., ICALP 2018): f = Σ_{t<a} X^t f_t(X^a)
 * becomes Σ_t β^t f_t on the domain of the X^a. The places that fold onto (c, i) are (c, i +
 * k·n/a), k < a.
 */
public final class FriFolding {
  private static final int GRAIN = 1024;

  private FriFolding() {}

  /**
   * One fold.
   *
   * @param codeword extension vector over the domain, not changed
   * @param logArity log2 of a: 1, 2 or 3, at most the domain's logHeight
   * @return extension vector over {@code domain.folded(logArity)}
   */
  public static ColumnMatrix fold(
      ColumnMatrix codeword, Domain domain, int logArity, Ext beta, Parallel parallel) {
    return fold(codeword, domain, logArity, beta, parallel, Kernels.best(), Workspace.heap());
  }

  /** As the other form, with kernels and the memory of the result given. */
  public static ColumnMatrix fold(
      ColumnMatrix codeword,
      Domain domain,
      int logArity,
      Ext beta,
      Parallel parallel,
      Kernels kernels,
      Workspace workspace) {
    Lde.requireShape(codeword, domain.size(), Ext.DEGREE);
    Domain folded = domain.folded(logArity);
    int part = folded.height();
    ColumnMatrix out = workspace.take(folded.size(), Ext.DEGREE);
    int grain = Math.min(GRAIN, part);
    int stepInverse = KoalaBear.inverse(domain.step());
    parallel.forRange(
        0,
        folded.size() / grain,
        1,
        (a, b) -> {
          for (int k = a; k < b; k++) {
            int q = k * grain;
            int coset = q / part;
            int i = q % part;
            kernels
                .ext()
                .fold(
                    codeword,
                    coset * domain.height(),
                    part,
                    logArity,
                    beta,
                    KoalaBear.inverse(domain.point(coset, i)),
                    stepInverse,
                    out,
                    q,
                    i,
                    i + grain);
          }
        });
    return out;
  }

  /**
   * The coefficients, constant first, of the polynomial of degree < n with the codeword's values on
   * the first coset of the domain: the final polynomial. For a handful of coefficients.
   */
  public static Ext[] coefficients(ColumnMatrix codeword, Domain domain) {
    Lde.requireShape(codeword, domain.size(), Ext.DEGREE);
    int n = domain.height();
    int root = KoalaBear.inverse(domain.step());
    int shift = KoalaBear.inverse(domain.cosetShift(0));
    int scale = KoalaBear.inverse(KoalaBear.fromCanonical(n));
    Ext[] result = new Ext[n];
    for (int k = 0; k < n; k++) {
      int w = KoalaBear.pow(root, k);
      Ext sum = Ext.ZERO;
      for (int i = n - 1; i >= 0; i--) {
        sum = sum.mul(w).add(ExtVectors.get(codeword, i));
      }
      result[k] = sum.mul(scale);
      scale = KoalaBear.mul(scale, shift);
    }
    return result;
  }
}
