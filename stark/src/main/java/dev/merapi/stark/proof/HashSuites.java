package dev.merapi.stark.proof;

import dev.merapi.stark.hash.HashSuite;
import java.util.List;

/** The suites a verifying key may name. */
final class HashSuites {
  private static final List<HashSuite> KNOWN = List.of(HashSuite.poseidon2());

  private HashSuites() {}

  static HashSuite of(String id) {
    return KNOWN.stream()
        .filter(suite -> suite.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown hash suite '" + id + "'"));
  }
}
