package dev.merapi.stark.security;

import java.util.List;

/**
 * The bits of security of one proof, term by term.
 *
 * @param input what they were computed from
 * @param terms one for each round, in the order of the protocol, and the hash last
 * @param listSize codewords a word can be close to, the factor L of the terms
 */
public record SecurityReport(SecurityInput input, List<SecurityTerm> terms, double listSize) {

  /** Copies the list. */
  public SecurityReport {
    terms = List.copyOf(terms);
  }

  /**
   * Bits of the weakest term. This is the security of the non-interactive proof: by round-by-round
   * soundness an attack on one round does not help in another.
   */
  public double min() {
    return terms.stream().mapToDouble(SecurityTerm::bits).min().orElseThrow();
  }

  /** Bits of the sum of all errors: the soundness of the interactive protocol with its grinds. */
  public double sum() {
    double error = terms.stream().mapToDouble(term -> Math.pow(2, -term.bits())).sum();
    return -SecurityCalculator.log2(error);
  }

  /** Whether every term rests on a published proof. */
  public boolean proven() {
    return input.regime().proven();
  }
}
