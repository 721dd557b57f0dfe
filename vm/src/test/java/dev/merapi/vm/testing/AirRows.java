package dev.merapi.vm.testing;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.air.AirCompiler;
import dev.merapi.stark.air.BaseNode;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.Constraint;
import dev.merapi.stark.air.Interaction;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import java.util.ArrayList;
import java.util.List;

/**
 * Evaluates the constraints and interactions of an AIR on single rows, for AIRs whose rows stand
 * alone (no next row, no row selector, no public value).
 */
public final class AirRows {
  private static final int MAX_DEGREE = 3;

  /** One message of a row, canonical; multiplicity canonical and not zero. */
  public record Message(Interaction interaction, int multiplicity, List<Integer> fields) {}

  private final CompiledAir air;
  private final List<Constraint> constraints;
  private final int[] values;
  private final List<Step> steps = new ArrayList<>();

  /** Compiles {@code air}. */
  public AirRows(Air air) {
    this.air = AirCompiler.compile(air, MAX_DEGREE);
    this.constraints = this.air.constraints().stream().filter(c -> !c.extension()).toList();
    int nodes = this.air.base().size();
    this.values = new int[nodes + 1];
    boolean[] wanted = new boolean[nodes];
    constraints.forEach(c -> wanted[c.node()] = true);
    for (Interaction i : this.air.interactions()) {
      wanted[i.multiplicity()] = true;
      i.message().forEach(m -> wanted[m] = true);
    }
    for (int i = nodes - 1; i >= 0; i--) {
      if (wanted[i]) {
        for (int operand : BaseNode.operands(this.air.base().get(i))) {
          wanted[operand] = true;
        }
        steps.addFirst(Step.of(this.air, i, nodes));
      }
    }
  }

  /** The compiled AIR. */
  public CompiledAir air() {
    return air;
  }

  /** Index of the main column with a name. */
  public int column(String name) {
    for (int c = 0; c < air.mainWidth(); c++) {
      if (air.mainName(c).equals(name)) {
        return c;
      }
    }
    throw new IllegalArgumentException(air.name() + " has no column " + name);
  }

  /** Copies a row out of a trace. */
  public int[] row(ColumnMatrix trace, int row) {
    int[] cells = new int[air.mainWidth()];
    for (int c = 0; c < cells.length; c++) {
      cells[c] = trace.get(c, row);
    }
    return cells;
  }

  /** Names of the constraints that fail on a row of Montgomery cells. */
  public List<String> violations(int[] cells) {
    evaluate(cells);
    List<String> names = new ArrayList<>();
    for (Constraint c : constraints) {
      if (values[c.node()] != 0) {
        names.add(c.name());
      }
    }
    return names;
  }

  /** The messages of a row. */
  public List<Message> messages(int[] cells) {
    evaluate(cells);
    List<Message> messages = new ArrayList<>();
    for (Interaction i : air.interactions()) {
      int multiplicity = values[i.multiplicity()];
      if (multiplicity != 0) {
        messages.add(
            new Message(
                i,
                KoalaBear.toCanonical(multiplicity),
                i.message().stream().map(m -> KoalaBear.toCanonical(values[m])).toList()));
      }
    }
    return messages;
  }

  private void evaluate(int[] cells) {
    for (Step step : steps) {
      int left = values[step.left];
      int right = values[step.right];
      values[step.to] =
          switch (step.kind) {
            case CELL -> cells[step.value];
            case CONSTANT -> step.value;
            case ADD -> KoalaBear.add(left, right);
            case SUB -> KoalaBear.sub(left, right);
            case MUL -> KoalaBear.mul(left, right);
          };
    }
  }

  private enum Kind {
    CELL,
    CONSTANT,
    ADD,
    SUB,
    MUL
  }

  /** One node; negation is a subtraction from {@code zero}. */
  private record Step(Kind kind, int to, int left, int right, int value) {
    static Step of(CompiledAir air, int to, int zero) {
      return switch (air.base().get(to)) {
        case BaseNode.Main n when !n.next() -> new Step(Kind.CELL, to, 0, 0, n.column());
        case BaseNode.Constant n ->
            new Step(Kind.CONSTANT, to, 0, 0, KoalaBear.fromCanonical(n.value()));
        case BaseNode.Add n -> new Step(Kind.ADD, to, n.left(), n.right(), 0);
        case BaseNode.Sub n -> new Step(Kind.SUB, to, n.left(), n.right(), 0);
        case BaseNode.Mul n -> new Step(Kind.MUL, to, n.left(), n.right(), 0);
        case BaseNode.Neg n -> new Step(Kind.SUB, to, zero, n.operand(), 0);
        default -> throw new IllegalArgumentException(air + " reads " + air.base().get(to));
      };
    }
  }
}
