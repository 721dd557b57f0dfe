package dev.merapi.stark.proof;

import dev.merapi.stark.hash.HashSuite;
import java.util.List;

/** Parameters for tests that need small proofs, not sound ones. */
public final class InsecureTestParameters {
  private InsecureTestParameters() {}

  /** Blow-up 2, folding 8, caps of 4, a handful of queries. */
  public static StarkParameters small() {
    return of(1, 3, 3);
  }

  /** Every hash suite: what a test of proofs runs under. */
  public static List<HashSuite> suites() {
    return HashSuite.all();
  }

  /** As {@link #small()}, under a suite. */
  public static StarkParameters small(HashSuite suite) {
    return small().withSuite(suite.id());
  }

  /** A choice of blow-up, degree and folding. */
  public static StarkParameters of(int logBlowup, int maxDegree, int logFold) {
    return new StarkParameters(
        "insecure-test",
        "poseidon2",
        logBlowup,
        maxDegree,
        24 - logBlowup,
        12,
        8,
        9,
        8,
        List.of(9, 8, 7),
        10,
        logFold,
        2,
        2);
  }
}
