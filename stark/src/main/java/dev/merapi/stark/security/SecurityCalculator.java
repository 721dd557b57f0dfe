package dev.merapi.stark.security;

import java.util.ArrayList;
import java.util.List;

/**
 * Bits of security of a proof, term by term. With N the tallest trace, ρ the rate, n = N/ρ, γ the
 * radius of the regime, L the size of its lists and ε(N) the error of combining two words:
 *
 * <pre>
 *   UDR    γ = (1 − ρ)/2              ε = (γn + 1)/|F|                               L = 1
 *   JBR    γ = 1 − √ρ(1 + 1/2m)       ε = ((2m'⁵ + 3m'γρ)n/(3ρ^1.5) + m'/√ρ)/|F|     L = (a − ρ)/(a² − ρ)
 *   JBR'   as JBR                     ε = (8n·m'³/(3ρ) + m'/√ρ)/|F|                  as JBR
 *   HEUR   γ = 1 − ρ − 1/slack        as UDR (nothing is proven here)                L = 1
 *          m' = m + ½,  a = 1 − γ
 *
 *   logup  L·interactions·(width + 2)/|F|       2^-grind     both kinds of bus, zero denominators counted
 *   ali    L·constraints/|F|                                 folding all constraints into one quotient
 *   deep   L·(d(N + 1) + N)/|F|                 2^-grind     the out-of-domain point
 *   batch  ε(N)·(W − 1)                         2^-grind     W columns by powers of one challenge
 *   foldᵢ  ε(N/∏aⱼ)·(aᵢ − 1)                    2^-grind     j ≤ i
 *   query  (1 − γ)^queries                      2^-grind
 *   hash   2^-hash                                           collisions of a digest
 * </pre>
 *
 * <p>Sources: [BCIKS20] (ePrint 2020/654) for UDR; [BCHKS25] (ePrint 2025/2055) for JBR; ePrint
 * 2026/2056, a draft, for JBR'; [BCS16] and round-by-round soundness for why the minimum counts;
 * [Haböck22] (ePrint 2022/1530) for LogUp.
 */
public final class SecurityCalculator {

  /** Base-2 logarithm of the order of the extension field, (2^31 − 2^24 + 1)^4. */
  public static final double LOG2_FIELD = 4 * log2(0x7f000001);

  private SecurityCalculator() {}

  /** The report of one proof. */
  public static SecurityReport report(SecurityInput in) {
    double list = listSize(in);
    double listBits = LOG2_FIELD - log2(list);
    double height = Math.scalb(1.0, in.logHeight());
    List<SecurityTerm> terms = new ArrayList<>();
    if (in.interactions() > 0) {
      double logUp = listBits - log2(in.interactions()) - log2(in.messageWidth() + 2.0);
      terms.add(term("logup", logUp, in.grindLogUp()));
    }
    terms.add(term("ali", listBits - log2(in.constraints()), 0));
    double deep = in.maxDegree() * (height + 1) + height;
    terms.add(term("deep", listBits - log2(deep), in.grindDeep()));
    double batch =
        LOG2_FIELD - log2(lineError(in, height) * in.batching().degree(in.openedColumns()));
    terms.add(term("batch", batch, in.grindBatch()));
    double left = height;
    for (int i = 0; i < in.folds().size(); i++) {
      int arity = in.folds().get(i);
      left /= arity;
      double fold = LOG2_FIELD - log2(lineError(in, left) * (arity - 1));
      terms.add(term("fold" + (i + 1), fold, in.grindFold().get(i)));
    }
    terms.add(term("query", -in.queries() * log2(1 - radius(in)), in.grindQuery()));
    terms.add(term("hash", in.hashBits(), 0));
    return new SecurityReport(in, terms, list);
  }

  private static SecurityTerm term(String name, double bits, int grind) {
    return new SecurityTerm(name, bits + grind, grind);
  }

  /** The radius γ. */
  private static double radius(SecurityInput in) {
    double rate = in.rate();
    return switch (in.regime()) {
      case UNIQUE_DECODING -> (1 - rate) / 2;
      case JOHNSON, JOHNSON_DRAFT -> 1 - Math.sqrt(rate) * (1 + 0.5 / in.slack());
      case HEURISTIC -> 1 - rate - 1.0 / in.slack();
    };
  }

  /** The list size L. */
  private static double listSize(SecurityInput in) {
    return switch (in.regime()) {
      case UNIQUE_DECODING, HEURISTIC -> 1;
      case JOHNSON, JOHNSON_DRAFT -> {
        double agreement = 1 - radius(in);
        yield (agreement - in.rate()) / (agreement * agreement - in.rate());
      }
    };
  }

  /** ε·|F| for words of a code of this dimension. */
  private static double lineError(SecurityInput in, double dimension) {
    double rate = in.rate();
    double n = dimension / rate;
    double m = in.slack() + 0.5;
    return switch (in.regime()) {
      case UNIQUE_DECODING, HEURISTIC -> radius(in) * n + 1;
      case JOHNSON ->
          (2 * Math.pow(m, 5) + 3 * m * radius(in) * rate) * n / (3 * Math.pow(rate, 1.5))
              + m / Math.sqrt(rate);
      case JOHNSON_DRAFT -> 8 * n * Math.pow(m, 3) / (3 * rate) + m / Math.sqrt(rate);
    };
  }

  static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }
}
