package dev.merapi.stark.security;

import java.util.List;

/**
 * All that the bits of security of one proof depend on.
 *
 * @param regime the decoding regime
 * @param slack the multiplicity m ≥ 3 of the Johnson regimes (their radius is 1 − √ρ(1 + 1/2m));
 *     the base-2 logarithm of the largest domain for the heuristic one (its radius is 1 − ρ −
 *     1/slack); unused in unique decoding
 * @param batching how columns are combined
 * @param logBlowup minus the base-2 logarithm of the rate ρ
 * @param logHeight base-2 logarithm of the tallest trace N
 * @param openedColumns opened columns in base elements: a base column counts 1, an extension column
 *     and a quotient chunk 4 each; opening at two points does not count twice
 * @param constraints constraints of all AIRs, those of the buses included
 * @param maxDegree the greatest degree of a constraint
 * @param interactions bus interactions of all AIRs over all rows
 * @param messageWidth the widest message of a bus
 * @param queries queries of the low-degree test
 * @param grindQuery proof-of-work bits before the queries
 * @param grindBatch proof-of-work bits before the batching challenge
 * @param grindFold proof-of-work bits before each folding challenge
 * @param folds the arities of the folds, in order
 * @param grindDeep proof-of-work bits before the out-of-domain point
 * @param grindLogUp proof-of-work bits before the bus challenges
 * @param hashBits bits of collision resistance of a digest, as a cap on every proof
 */
public record SecurityInput(
    Regime regime,
    int slack,
    Batching batching,
    int logBlowup,
    int logHeight,
    long openedColumns,
    long constraints,
    int maxDegree,
    long interactions,
    int messageWidth,
    int queries,
    int grindQuery,
    int grindBatch,
    List<Integer> grindFold,
    List<Integer> folds,
    int grindDeep,
    int grindLogUp,
    int hashBits) {

  private static final int MIN_MULTIPLICITY = 3;

  /** Checks what the formulas assume. */
  public SecurityInput {
    grindFold = List.copyOf(grindFold);
    folds = List.copyOf(folds);
    boolean johnson = regime == Regime.JOHNSON || regime == Regime.JOHNSON_DRAFT;
    if (johnson && slack < MIN_MULTIPLICITY) {
      throw new IllegalArgumentException("the Johnson regimes need m of at least 3, not " + slack);
    }
    if (regime == Regime.HEURISTIC && slack < 4) {
      throw new IllegalArgumentException("the heuristic regime needs a domain, not 2^" + slack);
    }
    if (grindFold.size() != folds.size()) {
      throw new IllegalArgumentException(
          folds.size() + " folds with " + grindFold.size() + " proofs of work");
    }
    if (logBlowup < 1 || logHeight < 1 || openedColumns < 2 || queries < 1) {
      throw new IllegalArgumentException(
          "log blow-up "
              + logBlowup
              + ", log height "
              + logHeight
              + ", "
              + openedColumns
              + " columns, "
              + queries
              + " queries");
    }
  }

  /** The rate of the code. */
  double rate() {
    return Math.scalb(1.0, -logBlowup);
  }
}
