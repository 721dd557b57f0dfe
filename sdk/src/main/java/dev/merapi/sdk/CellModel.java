package dev.merapi.sdk;

import dev.merapi.sdk.profile.Cost;
import dev.merapi.sdk.profile.Frame;
import dev.merapi.sdk.profile.OpcodeCost;
import dev.merapi.sdk.profile.TableCost;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.vm.executor.SegmentPlan;
import dev.merapi.vm.isa.Op;
import dev.merapi.vm.profile.StackNode;
import java.util.ArrayList;
import java.util.List;

/** What executions cost in cells: the rows that they have in the tables of a machine. */
final class CellModel {

  private static final List<Op> OPS = List.of(Op.values());

  private final Machine machine;
  private final int[] tables = new int[OPS.size()];

  CellModel(Machine machine) {
    this.machine = machine;
    for (Op op : OPS) {
      tables[op.ordinal()] = machine.tableOf(op);
    }
  }

  /** The AIR of an operation, empty if it has none. */
  String table(Op op) {
    int table = tables[op.ordinal()];
    return table < 0 ? "" : machine.airs().get(table).name();
  }

  /** What the executions of an operation cost. */
  Cost cost(Op op, long executions, long rows) {
    int table = tables[op.ordinal()];
    return table < 0
        ? new Cost(executions, 0, 0)
        : new Cost(
            executions,
            rows * machine.airs().get(table).mainWidth(),
            rows * columns(machine.airs().get(table)));
  }

  private static int columns(CompiledAir air) {
    return air.committedWidth() + air.mainWidth() + air.auxWidth();
  }

  /** The stacks as frames; the number of a frame is that of its stack less one. */
  List<Frame> frames(List<StackNode> stacks) {
    List<Frame> frames = new ArrayList<>();
    for (StackNode stack : stacks.subList(1, stacks.size())) {
      Cost self = Cost.NONE;
      for (Op op : OPS) {
        self = self.plus(cost(op, stack.executions()[op.id()], stack.rows(op)));
      }
      frames.add(
          new Frame(
              stack.parent() - 1,
              switch (stack.kind()) {
                case FUNCTION -> Frame.Kind.FUNCTION;
                case SPAN -> Frame.Kind.SPAN;
                case ROOT, OTHER -> Frame.Kind.OTHER;
              },
              stack.name(),
              stack.address(),
              stack.calls(),
              self));
    }
    return frames;
  }

  /** The operations executed in all stacks together. */
  List<OpcodeCost> opcodes(List<StackNode> stacks) {
    List<OpcodeCost> opcodes = new ArrayList<>();
    for (Op op : OPS) {
      long executions = stacks.stream().mapToLong(s -> s.executions()[op.id()]).sum();
      if (executions > 0) {
        long rows = stacks.stream().mapToLong(s -> s.rows(op)).sum();
        opcodes.add(new OpcodeCost(op.name(), table(op), rows, cost(op, executions, rows)));
      }
    }
    return opcodes;
  }

  /** The tables of no operation in all segments together. */
  List<TableCost> system(List<SegmentPlan> segments) {
    List<TableCost> system = new ArrayList<>();
    for (int t = 0; t < machine.airs().size(); t++) {
      int table = t;
      if (OPS.stream().noneMatch(op -> tables[op.ordinal()] == table)) {
        CompiledAir air = machine.airs().get(t);
        long rows = segments.stream().mapToLong(s -> s.shape().tables().get(table).rows()).sum();
        system.add(
            new TableCost(
                air.name(),
                rows,
                rows * air.mainWidth(),
                rows * columns(air),
                machine.metersExactly(t)));
      }
    }
    return system;
  }
}
