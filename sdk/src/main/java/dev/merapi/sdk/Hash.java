package dev.merapi.sdk;

import dev.merapi.sdk.error.InvalidInputException;
import dev.merapi.sdk.error.InvalidInputException.Subject;
import dev.merapi.stark.hash.HashSuite;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The hash suites of proofs. Security does not depend on the choice. */
public enum Hash {
  /** For proofs that may go into other proofs; the default. */
  POSEIDON2(HashSuite.poseidon2()),
  /** For proofs that are verified as they are: faster to make and to verify. */
  BLAKE3(HashSuite.blake3());

  private final HashSuite suite;

  Hash(HashSuite suite) {
    this.suite = suite;
  }

  HashSuite suite() {
    return suite;
  }

  /** The suite's name as users write it: {@code poseidon2}, {@code blake3}. */
  public String label() {
    return suite.id();
  }

  /** The suite of a name as users write it. */
  public static Hash parse(String label) {
    return Arrays.stream(values())
        .filter(hash -> hash.label().equals(label))
        .findFirst()
        .orElseThrow(() ->
            new InvalidInputException(
                Subject.CONFIGURATION,
                "'"
                    + label
                    + "' is no hash suite; there are "
                    + Arrays.stream(values()).map(Hash::label).collect(Collectors.joining(", "))));
  }
}
