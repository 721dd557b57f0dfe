package dev.merapi.stark.air;

/**
 * A channel between AIRs. Its id is a field of every message, so buses cannot be confused; every
 * message has exactly {@link #width()} fields.
 *
 * @param name used in reports
 * @param id unique among the buses of a machine, in [0, 2^16)
 * @param kind what balances
 * @param width number of fields of a message, in [1, 64]
 */
public record Bus(String name, int id, Kind kind, int width) {

  /** What a balanced bus means. */
  public enum Kind {
    /** Every message sent is received as often. */
    PERMUTATION,
    /** Every message looked up is provided by a table; the table chooses its multiplicities. */
    LOOKUP
  }

  /** Largest message width. */
  public static final int MAX_WIDTH = 64;

  /** Largest bus id. */
  public static final int MAX_ID = 0xffff;

  /** Checks the ranges. */
  public Bus {
    if (name.isEmpty() || id < 0 || id > MAX_ID || width < 1 || width > MAX_WIDTH) {
      throw new AirDefinitionException(
          "bus '" + name + "' with id " + id + " and width " + width + " is out of range");
    }
  }
}
