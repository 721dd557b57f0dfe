package dev.merapi.sdk;

import dev.merapi.metrics.Labels;
import dev.merapi.metrics.MetricNames;
import dev.merapi.metrics.Metrics;
import dev.merapi.sdk.Progress.Phase;
import dev.merapi.sdk.codec.SegmentSizes;
import dev.merapi.sdk.profile.Cost;
import dev.merapi.vm.executor.ExecutionLimitException;
import dev.merapi.vm.executor.ExecutionLimits;
import dev.merapi.vm.executor.Executor;
import dev.merapi.vm.executor.ProfiledRun;
import dev.merapi.vm.executor.SegmentPlan;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.profile.StackNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of profiling, under the labels in force: what each operation costs in each function,
 * by segment. A switch of its own, as there are many and the program is executed once more.
 */
final class ProfilingMetrics {

  /** Places told apart in a segment. */
  static final int MAX_PLACES = 256;

  /** The place of what is executed in none of those. */
  static final String OTHER = "(other)";

  /** Characters of the name of a place. */
  static final int MAX_LABEL = 512;

  private final CellModel cells;

  ProfilingMetrics(Machine machine) {
    this.cells = new CellModel(machine);
  }

  /** Rows in use of the tables of a proven segment. */
  static void rows(Machine machine, int segment, SegmentSizes sizes) {
    for (TraceArea.Table table : TraceArea.of(machine.airs(), sizes.rows()).tables()) {
      Labels.with(MetricNames.SEGMENT, segment)
          .with(MetricNames.CHIP_NAME, table.name())
          .run(() -> Metrics.counter(MetricNames.ROWS_USED, table.usedRows()));
    }
  }

  /**
   * Executes a program and counts by segment. Where it cannot go on, as memory is short, it says so
   * and leaves the rest out: a proof does not fail for it.
   */
  void run(
      Program program,
      Input input,
      ExecutionLimits limits,
      List<SegmentPlan> segments,
      PhaseClock clock) {
    clock.begin(Phase.PROFILING);
    try {
      ProfiledRun run = Executor.profile(program.transpiled(), input.toGuest(), limits);
      for (int k = 0; k < segments.size(); k++) {
        run.run(segments.get(k).instructions());
        List<StackNode> stacks = run.take();
        Labels.with(MetricNames.SEGMENT, k).run(() -> count(stacks));
      }
    } catch (ExecutionLimitException | OutOfMemoryError e) {
      System.getLogger(ProfilingMetrics.class.getName())
          .log(System.Logger.Level.WARNING, "the metrics of profiling are not whole: {0}", e);
    }
    clock.end();
  }

  /** One counter for each operation and place, whatever the stacks that led there. */
  void count(List<StackNode> stacks) {
    Map<String, Map<Op, Cost>> places = new LinkedHashMap<>();
    for (int i = 1; i < stacks.size(); i++) {
      StackNode stack = stacks.get(i);
      if (stack.instructions() > 0) {
        Map<Op, Cost> costs =
            places.computeIfAbsent(place(stacks, i), _ -> new EnumMap<>(Op.class));
        for (Op op : Op.values()) {
          long executions = stack.executions()[op.id()];
          if (executions > 0) {
            costs.merge(op, cells.cost(op, executions, stack.rows(op)), Cost::plus);
          }
        }
      }
    }
    dearest(places).forEach((place, costs) -> costs.forEach((op, cost) -> count(op, place, cost)));
  }

  private void count(Op op, String place, Cost cost) {
    Labels.with(MetricNames.OPCODE, op.name())
        .with(MetricNames.AIR_NAME, cells.table(op))
        .with(MetricNames.CYCLE_TRACKER_SPAN, place)
        .run(() -> {
          Metrics.counter(MetricNames.FREQUENCY, cost.cycles());
          Metrics.counter(MetricNames.CELLS_USED, cost.cells());
        });
  }

  /** The places of most cells, and all others as one. */
  private static Map<String, Map<Op, Cost>> dearest(Map<String, Map<Op, Cost>> places) {
    if (places.size() <= MAX_PLACES) {
      return places;
    }
    List<String> order = new ArrayList<>(places.keySet());
    order.sort(Comparator.comparingLong((String place) -> cells(places.get(place))).reversed());
    Map<String, Map<Op, Cost>> kept = new LinkedHashMap<>();
    for (String place : order) {
      Map<Op, Cost> sum =
          kept.computeIfAbsent(
              kept.size() < MAX_PLACES ? place : OTHER, _ -> new EnumMap<>(Op.class));
      places.getOrDefault(place, Map.of()).forEach((op, cost) -> sum.merge(op, cost, Cost::plus));
    }
    return kept;
  }

  private static long cells(@Nullable Map<Op, Cost> costs) {
    return costs == null ? 0 : costs.values().stream().mapToLong(Cost::cells).sum();
  }

  /**
   * Where a stack is, outermost first, with semicolons between: the spans its function was entered
   * in, its function, the spans within that. The outer ones are left out where the text would be
   * too long.
   */
  private static String place(List<StackNode> stacks, int stack) {
    Deque<String> names = new ArrayDeque<>();
    int length = 0;
    boolean functionSeen = false;
    for (int at = stack; at > 0; at = stacks.get(at).parent()) {
      boolean span = stacks.get(at).kind() == StackNode.Kind.SPAN;
      if (span || !functionSeen) {
        String plain = stacks.get(at).name();
        String name = span ? "[" + plain + "]" : plain;
        length += name.length() + 1;
        if (length > MAX_LABEL) {
          names.addFirst("…");
          break;
        }
        names.addFirst(name.replace(';', ':'));
      }
      functionSeen |= !span;
    }
    return String.join(";", names);
  }
}
