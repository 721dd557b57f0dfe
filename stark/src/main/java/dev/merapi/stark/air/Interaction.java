package dev.merapi.stark.air;

import java.util.List;

/**
 * A compiled bus interaction; it fires in every row.
 *
 * @param bus the bus
 * @param direction the side, which gives the sign of the multiplicity
 * @param countWeight bound on the multiplicity that the verifier counts against p; 0 on the table
 *     side
 * @param multiplicity base node, without the sign
 * @param message base nodes, as many as the bus is wide
 */
public record Interaction(
    Bus bus, Direction direction, int countWeight, int multiplicity, List<Integer> message) {

  /** Largest count weight. */
  public static final int MAX_COUNT_WEIGHT = 1 << 24;

  /** Copies the message. */
  public Interaction {
    message = List.copyOf(message);
  }
}
