package dev.merapi.sdk;

import java.util.List;

/**
 * What the debug prover found: every constraint tried on every row, every bus balanced message by
 * message.
 *
 * @param rows rows checked, over all AIRs and segments
 * @param constraints constraints of the machine
 * @param violations what does not hold, at most the first hundred
 */
public record CheckReport(long rows, int constraints, List<Violation> violations) {

  /** Copies the list. */
  public CheckReport {
    violations = List.copyOf(violations);
  }

  /** Whether everything holds. */
  public boolean holds() {
    return violations.isEmpty();
  }

  /**
   * One thing that does not hold.
   *
   * @param air the AIR, or the empty string for a bus as a whole
   * @param what the constraint or the bus
   * @param row the row of the AIR's trace, or -1
   * @param detail the values or the message
   */
  public record Violation(String air, String what, int row, String detail) {
    @Override
    public String toString() {
      return air + " row " + row + ": " + what + " (" + detail + ")";
    }
  }
}
