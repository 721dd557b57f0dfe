package dev.merapi.sdk.profile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run costs, by call stack and by instruction. Cycles and the cells of instructions are
 * exact; they add up to {@link #instructions()}, and with {@link #system()} to all cells of the
 * run. Immutable.
 *
 * @param exitCode the guest's exit code; other than 0 it has no proof
 * @param exitPc where the guest ended
 * @param segments segments of the run at the height the prover cuts at
 * @param symbols whether the program has symbols; without, functions are called by their addresses
 * @param time what executing took, both times
 * @param frames the call stacks, each behind the one it was entered from
 * @param opcodes the operations that were executed, in the machine's order
 * @param system the tables of no instruction
 */
public record Profile(
    int exitCode,
    long exitPc,
    int segments,
    boolean symbols,
    Duration time,
    List<Frame> frames,
    List<OpcodeCost> opcodes,
    List<TableCost> system) {

  /** Copies the lists. */
  public Profile {
    frames = List.copyOf(frames);
    opcodes = List.copyOf(opcodes);
    system = List.copyOf(system);
  }

  /** Instructions of the run with their cells. */
  public Cost instructions() {
    return frames.stream().map(Frame::self).reduce(Cost.NONE, Cost::plus);
  }

  /** Instructions of the run with the cells of all tables. */
  public Cost whole() {
    return system.stream()
        .map(table -> new Cost(0, table.mainCells(), table.cells()))
        .reduce(instructions(), Cost::plus);
  }

  /** What was executed in each frame and in all frames entered from it. */
  public List<Cost> totals() {
    List<Cost> totals = new ArrayList<>(frames.stream().map(Frame::self).toList());
    for (int i = frames.size() - 1; i >= 0; i--) {
      int parent = frames.get(i).parent();
      if (parent >= 0) {
        totals.set(parent, totals.get(parent).plus(totals.get(i)));
      }
    }
    return List.copyOf(totals);
  }

  /** All functions and spans, in the order they were first entered. */
  public List<FunctionCost> functions() {
    record Key(Frame.Kind kind, String name, long address) {
      static Key of(Frame frame) {
        return new Key(frame.kind(), frame.name(), frame.address());
      }
    }
    Map<Key, Integer> numbers = new HashMap<>();
    int[] number = new int[frames.size()];
    for (int i = 0; i < number.length; i++) {
      number[i] = numbers.computeIfAbsent(Key.of(frames.get(i)), _ -> numbers.size());
    }
    List<Cost> totals = totals();
    Map<Integer, FunctionCost> functions = new LinkedHashMap<>();
    for (int i = 0; i < frames.size(); i++) {
      Frame frame = frames.get(i);
      boolean inside = false;
      for (int at = frame.parent(); at >= 0 && !inside; at = frames.get(at).parent()) {
        inside = number[at] == number[i];
      }
      Cost total = inside ? Cost.NONE : totals.get(i);
      functions.merge(
          number[i],
          new FunctionCost(
              frame.kind(), frame.name(), frame.address(), frame.calls(), frame.self(), total),
          (a, b) ->
              new FunctionCost(
                  a.kind(),
                  a.name(),
                  a.address(),
                  a.calls() + b.calls(),
                  a.self().plus(b.self()),
                  a.total().plus(b.total())));
    }
    return List.copyOf(functions.values());
  }
}
