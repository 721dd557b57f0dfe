package dev.merapi.stark.air.trace;

/**
 * Something a trace gets wrong.
 *
 * @param air name of the AIR
 * @param what the constraint's name, or {@code bus} and the bus's name
 * @param row a row where it shows
 * @param detail the values involved
 */
public record Violation(String air, String what, int row, String detail) {
  @Override
  public String toString() {
    return air + ", row " + row + ": " + what + ": " + detail;
  }
}
