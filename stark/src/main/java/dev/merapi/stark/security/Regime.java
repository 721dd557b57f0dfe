package dev.merapi.stark.security;

/** The distance up to which a low-degree test is analysed, and by which theorem. */
public enum Regime {
  /** Up to half the distance of the code: unique decoding; every term proven. */
  UNIQUE_DECODING("UDR", true),
  /** Up to the Johnson bound less a slack: lists of codewords; every term proven. */
  JOHNSON("JBR", true),
  /**
   * As {@link #JOHNSON} with the smaller line count of ePrint 2026/2056. The paper is a draft, so
   * no preset uses this regime and a report in it does not call itself proven.
   */
  JOHNSON_DRAFT("JBR'", false),
  /**
   * Up to the capacity of the code less a slack. No attack is known and nothing is proven; the
   * terms are those of unique decoding with the larger radius, shown for comparison.
   */
  HEURISTIC("HEUR", false);

  private final String label;
  private final boolean proven;

  Regime(String label, boolean proven) {
    this.label = label;
    this.proven = proven;
  }

  /** A short name for tables. */
  public String label() {
    return label;
  }

  /** Whether every term rests on a published proof. */
  public boolean proven() {
    return proven;
  }
}
