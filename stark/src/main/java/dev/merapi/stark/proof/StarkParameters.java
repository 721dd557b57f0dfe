package dev.merapi.stark.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * Everything that decides the shape and the soundness of a proof beside the AIRs. Named presets
 * with their computed security are made in the {@code security} package; nothing else should make
 * one outside tests.
 *
 * @param name the preset's name, carried in the key and shown to readers; 1 to 40 characters of
 *     [A-Za-z0-9_-]
 * @param suite id of the hash suite of trees, transcript and proofs of work
 * @param logBlowup log2 of the blow-up, 1 to 4
 * @param maxDegree constraint degree limit, 2 to 2^logBlowup + 1
 * @param maxLogHeight log2 of the tallest trace allowed, at most 24 - logBlowup
 * @param queries FRI queries, 1 to 512
 * @param grindLogUp proof-of-work bits before the LogUp challenges
 * @param grindDeep proof-of-work bits before the out-of-domain point
 * @param grindBatch proof-of-work bits before the batching (DEEP) challenge
 * @param grindFold proof-of-work bits before each folding challenge; the last entry serves all
 *     further folds
 * @param grindQuery proof-of-work bits before the query indices
 * @param logFold log2 of the FRI folding arity, 1 to 3
 * @param logFinal FRI stops at 2^logFinal or 2^(logFinal + 1) coefficients
 * @param logCap log2 of the digests a tree is cut to, 0 to logFinal
 */
public record StarkParameters(
    String name,
    String suite,
    int logBlowup,
    int maxDegree,
    int maxLogHeight,
    int queries,
    int grindLogUp,
    int grindDeep,
    int grindBatch,
    List<Integer> grindFold,
    int grindQuery,
    int logFold,
    int logFinal,
    int logCap) {

  private static final int MAX_GRIND = 24;
  private static final int TWO_ADICITY = 24;

  /**
   * Checks every range.
   *
   * @throws IllegalArgumentException naming the value out of range
   */
  public StarkParameters {
    grindFold = List.copyOf(grindFold);
    if (!name.matches("[A-Za-z0-9_-]{1,40}") || !suite.matches("[a-z0-9_-]{1,20}")) {
      throw new IllegalArgumentException("parameter name '" + name + "', suite '" + suite + "'");
    }
    check("logBlowup", logBlowup, 1, 4);
    check("maxDegree", maxDegree, 2, (1 << logBlowup) + 1);
    check("logFold", logFold, 1, 3);
    check("logFinal", logFinal, 0, 6);
    check("logCap", logCap, 0, logFinal);
    check("maxLogHeight", maxLogHeight, Math.max(1, logFinal), TWO_ADICITY - logBlowup);
    check("queries", queries, 1, 512);
    check("grindLogUp", grindLogUp, 0, MAX_GRIND);
    check("grindDeep", grindDeep, 0, MAX_GRIND);
    check("grindBatch", grindBatch, 0, MAX_GRIND);
    check("grindQuery", grindQuery, 0, MAX_GRIND);
    check("fold grinds", grindFold.size(), 1, 24);
    for (int bits : grindFold) {
      check("grindFold", bits, 0, MAX_GRIND);
    }
  }

  private static void check(String what, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          what + " = " + value + " is outside [" + min + ", " + max + "]");
    }
  }

  /** The same parameters under another hash suite. */
  public StarkParameters withSuite(String other) {
    return new StarkParameters(
        name,
        other,
        logBlowup,
        maxDegree,
        maxLogHeight,
        queries,
        grindLogUp,
        grindDeep,
        grindBatch,
        grindFold,
        grindQuery,
        logFold,
        logFinal,
        logCap);
  }

  /** log2 of the number of quotient chunks, each of degree below the tallest height. */
  public int logQuotientChunks() {
    return maxDegree == 2 ? 0 : 32 - Integer.numberOfLeadingZeros(maxDegree - 2);
  }

  /** The smallest log2 of the tallest trace of a proof: a cap and a final polynomial must fit. */
  public int minLogMaxHeight() {
    return Math.max(1, logFinal);
  }

  /** Proof-of-work bits before the challenge of a fold, counted from 0. */
  public int grindFold(int fold) {
    return grindFold.get(Math.min(fold, grindFold.size() - 1));
  }

  /**
   * log2 of the arity of each FRI fold for a tallest trace of 2^logHeight rows: full folds while
   * they leave 2^logFinal coefficients or more, then one smaller fold when four times as many are
   * left.
   */
  public List<Integer> logFolds(int logHeight) {
    List<Integer> folds = new ArrayList<>();
    int left = logHeight;
    while (left - logFold >= logFinal) {
      folds.add(logFold);
      left -= logFold;
    }
    if (left - logFinal >= 2) {
      folds.add(left - logFinal);
    }
    return List.copyOf(folds);
  }

  /** log2 of the coefficients of the final polynomial for a tallest trace of 2^logHeight rows. */
  public int logFinalPolynomial(int logHeight) {
    return logHeight - logFolds(logHeight).stream().mapToInt(Integer::intValue).sum();
  }
}
