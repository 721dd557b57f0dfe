package dev.merapi.vm.machine;

import dev.merapi.stark.air.Bus;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.Direction;
import dev.merapi.stark.air.trace.BusReader;
import dev.merapi.stark.air.trace.TraceChecker;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.vm.chip.Buses;
import dev.merapi.vm.program.Program;
import dev.merapi.vm.verification.MemoryHash;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Whether anything objects to a change in one honest table while all others stay: a constraint, a
 * look-up of what no table can hold, or a bus that no longer balances. Unlike a whole check, a
 * look-up of another valid row is no objection, as the multiplicities of tables are the prover's.
 */
final class Objections {
  private final CompiledAir air;
  private final ColumnMatrix trace;
  private final @Nullable ColumnMatrix committed;
  private final Program program;
  private final int[] publicValues;
  private final Map<Bus, Map<List<Integer>, Integer>> honest = new HashMap<>();

  Objections(
      CompiledAir air,
      ColumnMatrix trace,
      @Nullable ColumnMatrix committed,
      Program program,
      int[] publicValues) {
    this.air = air;
    this.trace = trace;
    this.committed = committed;
    this.program = program;
    this.publicValues = publicValues;
    for (Bus bus : Buses.ALL) {
      honest.put(bus, balance(bus));
    }
  }

  /** What objects, null if nothing does. */
  @Nullable String find() {
    var broken = TraceChecker.checkConstraints(air, trace, committed, publicValues);
    if (!broken.isEmpty()) {
      return broken.getFirst().what();
    }
    for (Bus bus : Buses.ALL) {
      if (bus.kind() == Bus.Kind.LOOKUP && !keysExist(bus)
          || !balance(bus).equals(honest.get(bus))) {
        return bus.name();
      }
    }
    return null;
  }

  /** Messages sent minus received, or provided. */
  private Map<List<Integer>, Integer> balance(Bus bus) {
    Map<List<Integer>, Integer> balance = new HashMap<>();
    List<Direction> directions =
        bus.kind() == Bus.Kind.LOOKUP
            ? List.of(Direction.PROVIDE)
            : List.of(Direction.SEND, Direction.RECEIVE);
    for (Direction direction : directions) {
      read(
          bus,
          direction,
          (row, multiplicity, message) ->
              balance.merge(
                  Arrays.stream(message).boxed().toList(),
                  direction == Direction.RECEIVE ? KoalaBear.P - multiplicity : multiplicity,
                  (a, b) -> (int) (((long) a + b) % KoalaBear.P)));
    }
    balance.values().removeIf(v -> v == 0);
    return balance;
  }

  private boolean keysExist(Bus bus) {
    boolean[] good = {true};
    read(bus, Direction.LOOKUP, (row, multiplicity, m) -> good[0] &= exists(bus, m));
    return good[0];
  }

  private void read(Bus bus, Direction direction, BusReader.Visitor visitor) {
    BusReader.forEach(air, trace, committed, publicValues, bus, direction, visitor);
  }

  private boolean exists(Bus bus, int[] m) {
    if (bus.equals(Buses.RANGE16)) {
      return m[0] < 1 << 16;
    } else if (bus.equals(Buses.BYTES)) {
      return m[0] < 256 && m[1] < 256;
    } else if (bus.equals(Buses.XOR)) {
      return m[0] < 256 && m[1] < 256 && m[2] == (m[0] ^ m[1]);
    } else if (bus.equals(Buses.POSEIDON2)) {
      int[] words = Arrays.stream(m).map(KoalaBear::fromCanonical).toArray();
      int[] digest = MemoryHash.of(Arrays.copyOf(words, 8), Arrays.copyOfRange(words, 8, 16));
      return Arrays.equals(digest, 0, 8, words, 16, 24);
    }
    int row = (m[0] - program.pcBase()) / 4;
    return row >= 0
        && row < program.size()
        && m[0] == program.pc(row)
        && m[1] == program.op(row)
        && IntStream.range(0, 6).allMatch(k -> m[2 + k] == program.operand(row, k));
  }
}
