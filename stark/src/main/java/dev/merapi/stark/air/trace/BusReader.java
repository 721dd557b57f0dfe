package dev.merapi.stark.air.trace;

import dev.merapi.stark.air.Bus;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.Direction;
import dev.merapi.stark.air.Interaction;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages a trace puts on a bus. Tables take their multiplicities from it, so that no
 * chip counts its own lookups by hand.
 */
public final class BusReader {

  /** Hears one message. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * A message with nonzero multiplicity.
     *
     * @param row row of the trace
     * @param multiplicity canonical, without the sign of its direction
     * @param message canonical fields; the array is used again for the next message
     */
    void visit(int row, int multiplicity, int[] message);
  }

  private BusReader() {}

  /**
   * Visits the lookups (key side) of {@code air} on {@code bus}, by interaction, then by row.
   *
   * @param main the trace, in natural row order, Montgomery form
   * @param committed the committed matrix, null when the AIR has none
   * @param publicValues canonical
   */
  public static void forEach(
      CompiledAir air,
      ColumnMatrix main,
      @Nullable ColumnMatrix committed,
      int[] publicValues,
      Bus bus,
      Visitor visitor) {
    forEach(air, main, committed, publicValues, bus, Direction.LOOKUP, visitor);
  }

  /** Visits the interactions of one direction. */
  public static void forEach(
      CompiledAir air,
      ColumnMatrix main,
      @Nullable ColumnMatrix committed,
      int[] publicValues,
      Bus bus,
      Direction direction,
      Visitor visitor) {
    for (Interaction i : air.interactions()) {
      if (i.bus().equals(bus) && i.direction() == direction) {
        read(air, i, main, committed, publicValues, visitor);
      }
    }
  }

  private static void read(
      CompiledAir air,
      Interaction interaction,
      ColumnMatrix main,
      @Nullable ColumnMatrix committed,
      int[] publicValues,
      Visitor visitor) {
    List<Integer> roots = new ArrayList<>(interaction.message());
    roots.add(interaction.multiplicity());
    RowProgram program = new RowProgram(air, roots, main, committed, publicValues);
    int[] values = program.values();
    int[] message = new int[interaction.message().size()];
    int[] none = new int[3];
    for (int row = 0; row < main.height(); row++) {
      program.run(row, row, none, values);
      int multiplicity = values[interaction.multiplicity()];
      if (multiplicity != 0) {
        for (int k = 0; k < message.length; k++) {
          message[k] = KoalaBear.toCanonical(values[interaction.message().get(k)]);
        }
        visitor.visit(row, KoalaBear.toCanonical(multiplicity), message);
      }
    }
  }
}
