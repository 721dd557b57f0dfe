package dev.merapi.stark.air.trace;

import dev.merapi.stark.air.BaseNode;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.Constraint;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The author's constraints of one AIR on every row. */
final class ConstraintCheck {
  private static final int REPORTS = 5;

  private final CompiledAir air;
  private final ColumnMatrix main;
  private final @Nullable ColumnMatrix committed;
  private final List<Constraint> constraints;
  private final RowProgram program;

  ConstraintCheck(
      CompiledAir air, ColumnMatrix main, @Nullable ColumnMatrix committed, int[] publicValues) {
    this.air = air;
    this.main = main;
    this.committed = committed;
    this.constraints = air.constraints().stream().filter(c -> !c.extension()).toList();
    this.program =
        new RowProgram(
            air,
            constraints.stream().map(Constraint::node).toList(),
            main,
            committed,
            publicValues);
  }

  List<Violation> run() {
    List<Violation> violations = new ArrayList<>();
    int[] reports = new int[constraints.size()];
    int[] values = program.values();
    int height = main.height();
    int root = KoalaBear.rootOfUnity(Integer.numberOfTrailingZeros(height));
    int last = KoalaBear.inverse(root);
    int x = KoalaBear.ONE;
    int[] selectors = new int[3];
    for (int row = 0; row < height; row++) {
      // The selectors' true values on the trace domain: x^n - 1 over a root of it is
      // n·(root)^(n-1).
      selectors[0] = row == 0 ? KoalaBear.fromCanonical(height) : 0;
      selectors[1] = row == height - 1 ? KoalaBear.mul(KoalaBear.fromCanonical(height), root) : 0;
      selectors[2] = KoalaBear.sub(x, last);
      program.run(row, (row + 1) % height, selectors, values);
      for (int c = 0; c < reports.length; c++) {
        if (values[constraints.get(c).node()] != 0 && reports[c]++ < REPORTS) {
          violations.add(new Violation(air.name(), constraints.get(c).name(), row, detail(c, row)));
        }
      }
      x = KoalaBear.mul(x, root);
    }
    return violations;
  }

  /** The columns the constraint reads, with their canonical values. */
  private String detail(int constraint, int row) {
    List<BaseNode> nodes = air.base();
    TreeSet<Integer> seen = new TreeSet<>(List.of(constraints.get(constraint).node()));
    StringBuilder text = new StringBuilder();
    int next = (row + 1) % main.height();
    while (!seen.isEmpty()) {
      BaseNode node = nodes.get(seen.pollLast());
      for (int operand : BaseNode.operands(node)) {
        seen.add(operand);
      }
      if (node instanceof BaseNode.Main m) {
        cell(text, air.mainName(m.column()), m.next(), main.get(m.column(), m.next() ? next : row));
      } else if (node instanceof BaseNode.Committed m && committed != null) {
        int value = committed.get(m.column(), m.next() ? next : row);
        cell(text, air.committedName(m.column()), m.next(), value);
      }
    }
    return text.toString();
  }

  private static void cell(StringBuilder text, String name, boolean next, int value) {
    text.append(text.isEmpty() ? "" : ", ")
        .append(name)
        .append(next ? "' = " : " = ")
        .append(KoalaBear.toCanonical(value));
  }
}
