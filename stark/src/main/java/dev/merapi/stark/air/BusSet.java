package dev.merapi.stark.air;

import java.util.List;
import java.util.TreeMap;

/**
 * The buses of a machine.
 *
 * @param buses by increasing id
 */
public record BusSet(List<Bus> buses) {

  /** Copies the list. */
  public BusSet {
    buses = List.copyOf(buses);
  }

  /**
   * Collects the buses of {@code airs}.
   *
   * @throws AirDefinitionException when two different buses share an id
   */
  public static BusSet of(List<CompiledAir> airs) {
    TreeMap<Integer, Bus> byId = new TreeMap<>();
    for (CompiledAir air : airs) {
      for (Interaction i : air.interactions()) {
        Bus known = byId.putIfAbsent(i.bus().id(), i.bus());
        if (known != null && !known.equals(i.bus())) {
          throw new AirDefinitionException(
              "AIR " + air.name() + ": " + i.bus() + " has the id of " + known);
        }
      }
    }
    return new BusSet(List.copyOf(byId.values()));
  }

  /** W: the largest message width, 0 without buses. */
  public int maxWidth() {
    return buses.stream().mapToInt(Bus::width).max().orElse(0);
  }

  /**
   * The count of {@code bus} in a proof: Σ over AIRs of count weight times height. The verifier
   * requires it below p.
   *
   * @param logHeights log2 height of each AIR, in the order of {@code airs}
   */
  public static long count(List<CompiledAir> airs, int[] logHeights, Bus bus) {
    long sum = 0;
    for (int i = 0; i < airs.size(); i++) {
      sum =
          Math.addExact(sum, Math.multiplyExact(airs.get(i).countWeight(bus), 1L << logHeights[i]));
    }
    return sum;
  }
}
