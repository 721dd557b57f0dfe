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
  private final boolean[] wanted;

  /** Compiles {@code air}. */
  public AirRows(Air air) {
    this.air = AirCompiler.compile(air, MAX_DEGREE);
    this.constraints = this.air.constraints().stream().filter(c -> !c.extension()).toList();
    this.values = new int[this.air.base().size()];
    this.wanted = new boolean[values.length];
    constraints.forEach(c -> wanted[c.node()] = true);
    for (Interaction i : this.air.interactions()) {
      wanted[i.multiplicity()] = true;
      i.message().forEach(m -> wanted[m] = true);
    }
    for (int i = values.length - 1; i >= 0; i--) {
      if (wanted[i]) {
        for (int operand : BaseNode.operands(this.air.base().get(i))) {
          wanted[operand] = true;
        }
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
    List<BaseNode> nodes = air.base();
    for (int i = 0; i < values.length; i++) {
      if (!wanted[i]) {
        continue;
      }
      values[i] =
          switch (nodes.get(i)) {
            case BaseNode.Main n -> cells[alone(n)];
            case BaseNode.Constant n -> KoalaBear.fromCanonical(n.value());
            case BaseNode.Add n -> KoalaBear.add(values[n.left()], values[n.right()]);
            case BaseNode.Sub n -> KoalaBear.sub(values[n.left()], values[n.right()]);
            case BaseNode.Mul n -> KoalaBear.mul(values[n.left()], values[n.right()]);
            case BaseNode.Neg n -> KoalaBear.neg(values[n.operand()]);
            default -> throw new IllegalArgumentException(air + " reads " + nodes.get(i));
          };
    }
  }

  private int alone(BaseNode.Main n) {
    if (n.next()) {
      throw new IllegalArgumentException(air + " reads the next row");
    }
    return n.column();
  }
}
