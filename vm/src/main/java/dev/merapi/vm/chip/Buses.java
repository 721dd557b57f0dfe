package dev.merapi.vm.chip;

import dev.merapi.stark.air.Bus;
import dev.merapi.stark.air.Bus.Kind;
import java.util.List;

/**
 * The buses of the machine. Ids are fixed for ever: they are part of every message.
 *
 * <p>A word travels as two 16-bit limbs, low first.
 */
public final class Buses {
  /**
   * The execution state (pc, ts): an instruction receives the one it starts in and sends the one it
   * leaves.
   */
  public static final Bus EXECUTION = new Bus("execution", 1, Kind.PERMUTATION, 2);

  /**
   * Memory entries (space, pointer, lo, hi, ts): an access receives the previous entry of its cell
   * and sends the new one.
   */
  public static final Bus MEMORY = new Bus("memory", 2, Kind.PERMUTATION, 5);

  /** Decoded instructions (pc, op, a, b, c, d, e, f), provided by the committed program. */
  public static final Bus PROGRAM = new Bus("program", 3, Kind.LOOKUP, 8);

  /** (v) with v in [0, 2^16). */
  public static final Bus RANGE16 = new Bus("range16", 4, Kind.LOOKUP, 1);

  /** (x, y) with both in [0, 2^8). */
  public static final Bus BYTES = new Bus("bytes", 5, Kind.LOOKUP, 2);

  /** (x, y, x xor y) with all in [0, 2^8). */
  public static final Bus XOR = new Bus("xor", 6, Kind.LOOKUP, 3);

  /**
   * Nodes of the memory tree (level, index, initial digest, final digest), level 0 = leaves: an
   * opened node is sent by whoever computed it from what is below and received by its parent, the
   * root by the connector.
   */
  public static final Bus MERKLE = new Bus("merkle", 7, Kind.PERMUTATION, 18);

  /** Compressions (16 input elements, 8 output elements). */
  public static final Bus POSEIDON2 = new Bus("poseidon2", 8, Kind.LOOKUP, 24);

  /** All of them, in order of id. */
  public static final List<Bus> ALL =
      List.of(EXECUTION, MEMORY, PROGRAM, RANGE16, BYTES, XOR, MERKLE, POSEIDON2);

  private Buses() {}
}
