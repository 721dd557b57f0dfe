package dev.merapi.stark.air.trace;

import dev.merapi.stark.air.Bus;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.Direction;
import dev.merapi.stark.air.Interaction;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.kernel.Kernels;
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

  private final int width;
  private final BlockProgram program;
  private final BlockInputs inputs;
  private final boolean lastRowSilent;
  private final MachinePool machines;

  private BusReader(
      CompiledAir air, List<Interaction> interactions, BlockInputs inputs, int[] publicValues) {
    this.width = interactions.isEmpty() ? 0 : 1 + interactions.getFirst().message().size();
    this.inputs = inputs;
    this.lastRowSilent = air.lastRowIsSilent();
    this.program = program(air, interactions, publicValues);
    int rows = Math.min(inputs.main().height(), program.blockRows());
    this.machines =
        new MachinePool(() -> new BlockMachine(program, inputs, null, rows, Kernels.best()));
  }

  /**
   * Visits the lookups (key side) of {@code air} on {@code bus}.
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
    of(air, main, committed, publicValues, bus, direction).read(0, main.height(), visitor);
  }

  /** A reader of the messages of one direction; may be used by several threads at once. */
  public static BusReader of(
      CompiledAir air,
      ColumnMatrix main,
      @Nullable ColumnMatrix committed,
      int[] publicValues,
      Bus bus,
      Direction direction) {
    Shapes.check(air, main, committed, publicValues);
    List<Interaction> chosen =
        air.interactions().stream()
            .filter(i -> i.bus().equals(bus) && i.direction() == direction)
            .toList();
    return new BusReader(air, chosen, new BlockInputs(main, committed, null, null), publicValues);
  }

  /** Whether there is anything to read. */
  public boolean isEmpty() {
    return width == 0;
  }

  /**
   * Visits the messages of rows [from, to): block by block of rows, within a block by interaction,
   * then by row.
   *
   * @param from a multiple of 1024 or 0
   * @param to a multiple of 1024 or the height
   */
  public void read(int from, int to, Visitor visitor) {
    if (isEmpty()) {
      return;
    }
    int height = inputs.main().height();
    int rows = Math.min(height, program.blockRows());
    if (from % rows != 0 || to % rows != 0 || from < 0 || to > height) {
      throw new IllegalArgumentException("rows " + from + " to " + to + " of " + height);
    }
    machines.with(machine -> {
      for (int row = from; row < to; row += rows) {
        machine.run(0, row, height, 0, 0, rows);
        boolean silent = lastRowSilent && row + rows == height;
        visit(machine, row, silent ? rows - 1 : rows, visitor);
      }
    });
  }

  private void visit(BlockMachine machine, int row, int rows, Visitor visitor) {
    int[] results = program.results();
    int[] message = new int[width - 1];
    int[][] data = new int[width][];
    int[] at = new int[width];
    for (int first = 0; first < results.length; first += width) {
      for (int k = 0; k < width; k++) {
        data[k] = machine.data(results[first + k]);
        at[k] = machine.at(results[first + k]);
      }
      for (int i = 0; i < rows; i++) {
        int multiplicity = data[0][at[0] + i];
        if (multiplicity != 0) {
          for (int k = 1; k < width; k++) {
            message[k - 1] = data[k][at[k] + i];
          }
          visitor.visit(row + i, multiplicity, message);
        }
      }
    }
  }

  /** Results of the program: multiplicity and fields of each interaction, in canonical form. */
  private static BlockProgram program(
      CompiledAir air, List<Interaction> interactions, int[] publicValues) {
    BlockAssembler out = new BlockAssembler();
    BaseLowering base = new BaseLowering(air, publicValues, out);
    List<Integer> results = new ArrayList<>();
    for (Interaction i : interactions) {
      results.add(base.canonical(i.multiplicity()));
      i.message().forEach(m -> results.add(base.canonical(m)));
    }
    return out.assemble(results.stream().mapToInt(Integer::intValue).toArray());
  }
}
