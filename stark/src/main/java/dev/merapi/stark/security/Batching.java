package dev.merapi.stark.security;

/** How W columns are combined into one by random challenges. */
public enum Batching {
  /** Powers of one challenge: a polynomial of degree W − 1 in it. */
  POWERS {
    @Override
    double degree(long columns) {
      return columns - 1.0;
    }
  },
  /** Products of ⌈log W⌉ challenges: multilinear, at the price of that many challenges. */
  TENSOR {
    @Override
    double degree(long columns) {
      return 64.0 - Long.numberOfLeadingZeros(columns - 1);
    }
  };

  /** The factor by which the error of combining two columns grows, for at least two columns. */
  abstract double degree(long columns);
}
