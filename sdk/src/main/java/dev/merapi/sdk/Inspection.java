package dev.merapi.sdk;

import dev.merapi.sdk.error.InvalidInputException;
import java.util.Map;

/**
 * What a file holds, told from its first bytes.
 *
 * @param kind what it is
 * @param facts what is inside, in the order to be shown
 */
public record Inspection(Kind kind, Map<String, String> facts) {

  /** The files there are. */
  public enum Kind {
    /** A guest program. */
    ELF,
    /** A proof of a run. */
    APP_PROOF,
    /** A verifying key. */
    VERIFYING_KEY,
    /** A proving key. */
    PROVING_KEY
  }

  /**
   * Looks into a file's bytes.
   *
   * @throws InvalidInputException if they are none of the files there are
   */
  public static Inspection of(byte[] bytes) {
    return Seam.inspect(bytes);
  }
}
