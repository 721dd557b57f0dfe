package dev.merapi.sdk;

import dev.merapi.metrics.Labels;
import dev.merapi.metrics.MetricNames;
import dev.merapi.metrics.Metrics;
import dev.merapi.sdk.Progress.Phase;
import dev.merapi.sdk.codec.SegmentSizes;
import dev.merapi.sdk.profile.Cost;
import dev.merapi.sdk.profile.Frame;
import dev.merapi.vm.executor.ExecutionLimits;
import dev.merapi.vm.executor.Executor;
import dev.merapi.vm.executor.ProfiledRun;
import dev.merapi.vm.executor.SegmentPlan;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.profile.StackNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The metrics of profiling, under the labels in force: what each operation costs in each function,
 * by segment. A switch of its own, as there are many and the program is executed once more.
 */
final class ProfilingMetrics {

  private final CellModel cells;

  ProfilingMetrics(Machine machine) {
    this.cells = new CellModel(machine);
  }

  /** Rows in use of the tables of a proven segment. */
  static void rows(Machine machine, int segment, SegmentSizes sizes) {
    for (TraceArea.Table table : TraceArea.of(machine.airs(), sizes.rows()).tables()) {
      Labels.with(MetricNames.SEGMENT, segment)
          .and(MetricNames.CHIP_NAME, table.name())
          .run(() -> Metrics.counter(MetricNames.ROWS_USED, table.usedRows()));
    }
  }

  /** Executes a program and counts by segment. */
  void run(
      Program program,
      Input input,
      ExecutionLimits limits,
      List<SegmentPlan> segments,
      PhaseClock clock) {
    ProfiledRun run = Executor.profile(program.transpiled(), input.toGuest(), limits);
    for (int k = 0; k < segments.size(); k++) {
      clock.segment(k, segments.size());
      clock.begin(Phase.PROFILING);
      run.run(segments.get(k).instructions());
      List<StackNode> stacks = run.take();
      Labels.with(MetricNames.SEGMENT, k).run(() -> count(stacks));
    }
    clock.end();
  }

  private record Place(Op op, String span) {}

  /** One counter for each operation and place, whatever the stacks that led there. */
  private void count(List<StackNode> stacks) {
    List<Frame> frames = cells.frames(stacks);
    Map<Place, Cost> costs = new LinkedHashMap<>();
    for (int i = 0; i < frames.size(); i++) {
      StackNode stack = stacks.get(i + 1);
      String span = null;
      for (Op op : Op.values()) {
        long executions = stack.executions()[op.id()];
        if (executions > 0) {
          span = span == null ? span(frames, i) : span;
          costs.merge(new Place(op, span), cells.cost(op, executions, stack.rows(op)), Cost::plus);
        }
      }
    }
    costs.forEach((place, cost) ->
        Labels.with(MetricNames.OPCODE, place.op().name())
            .and(MetricNames.AIR_NAME, cells.table(place.op()))
            .and(MetricNames.CYCLE_TRACKER_SPAN, place.span())
            .run(() -> {
              Metrics.counter(MetricNames.FREQUENCY, cost.cycles());
              Metrics.counter(MetricNames.CELLS_USED, cost.cells());
            }));
  }

  /**
   * Where a frame is, outermost first, with semicolons between: the spans its function was entered
   * in, its function, the spans within that. Of the functions only the innermost is told.
   */
  private static String span(List<Frame> frames, int frame) {
    List<String> names = new ArrayList<>();
    boolean functionSeen = false;
    for (int at = frame; at >= 0; at = frames.get(at).parent()) {
      boolean function = frames.get(at).kind() != Frame.Kind.SPAN;
      if (!function || !functionSeen) {
        names.add(frames.get(at).stackName());
      }
      functionSeen |= function;
    }
    return String.join(";", names.reversed());
  }
}
