package dev.merapi.stark.air.trace;

import dev.merapi.stark.air.BaseNode;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.Constraint;
import dev.merapi.stark.air.RowSelector;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.kernel.Kernels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The author's constraints of one AIR on every row. */
final class ConstraintCheck {
  private static final int REPORTS = 5;

  private final CompiledAir air;
  private final ColumnMatrix main;
  private final @Nullable ColumnMatrix committed;
  private final List<Constraint> constraints;
  private final int[] publicValues;

  ConstraintCheck(
      CompiledAir air, ColumnMatrix main, @Nullable ColumnMatrix committed, int[] publicValues) {
    Shapes.check(air, main, committed, publicValues);
    this.air = air;
    this.main = main;
    this.committed = committed;
    this.publicValues = publicValues;
    this.constraints = air.constraints().stream().filter(c -> !c.extension()).toList();
  }

  List<Violation> run() {
    List<Violation> violations = new ArrayList<>();
    int height = main.height();
    BlockAssembler out = new BlockAssembler();
    BaseLowering base = new BaseLowering(air, publicValues, out);
    int[] results = constraints.stream().mapToInt(c -> base.operand(c.node())).toArray();
    BlockProgram program = out.assemble(results);
    int rows = Math.min(height, program.blockRows());
    BlockInputs inputs = new BlockInputs(main, committed, null, selectors(height));
    BlockMachine machine = new BlockMachine(program, inputs, null, rows, Kernels.best());
    int[] reports = new int[results.length];
    machine.begin();
    for (int row = 0; row < height; row += rows) {
      machine.run(0, row, height, row, 0, rows);
      for (int c = 0; c < results.length; c++) {
        int[] values = machine.data(program.results()[c]);
        int at = machine.at(program.results()[c]);
        for (int i = 0; i < rows && reports[c] < REPORTS; i++) {
          if (values[at + i] != 0) {
            reports[c]++;
            String name = constraints.get(c).name();
            violations.add(new Violation(air.name(), name, row + i, detail(c, row + i)));
          }
        }
      }
    }
    machine.end();
    violations.sort(Comparator.comparingInt(Violation::row));
    return violations;
  }

  /** The selectors' true values on the trace domain: x^n - 1 over a factor is n·(root)^(n-1). */
  private static ColumnMatrix selectors(int height) {
    ColumnMatrix table = ColumnMatrix.allocate(height, 3);
    int n = KoalaBear.fromCanonical(height);
    int root = KoalaBear.rootOfUnity(Integer.numberOfTrailingZeros(height));
    table.set(RowSelector.FIRST.ordinal(), 0, n);
    table.set(RowSelector.LAST.ordinal(), height - 1, KoalaBear.mul(n, root));
    int last = KoalaBear.inverse(root);
    int x = KoalaBear.ONE;
    for (int row = 0; row < height; row++) {
      table.set(RowSelector.TRANSITION.ordinal(), row, KoalaBear.sub(x, last));
      x = KoalaBear.mul(x, root);
    }
    return table;
  }

  /** The columns the constraint reads, in order of declaration, with their canonical values. */
  private String detail(int constraint, int row) {
    List<BaseNode> nodes = air.base();
    TreeSet<Integer> seen = new TreeSet<>(List.of(constraints.get(constraint).node()));
    TreeMap<Integer, String> cells = new TreeMap<>();
    int next = (row + 1) % main.height();
    while (!seen.isEmpty()) {
      BaseNode node = nodes.get(seen.pollLast());
      for (int operand : BaseNode.operands(node)) {
        seen.add(operand);
      }
      if (node instanceof BaseNode.Main m) {
        int value = main.get(m.column(), m.next() ? next : row);
        cells.put(
            2 * m.column() + (m.next() ? 1 : 0), cell(air.mainName(m.column()), m.next(), value));
      } else if (node instanceof BaseNode.Committed m && committed != null) {
        int value = committed.get(m.column(), m.next() ? next : row);
        cells.put(
            2 * (air.mainWidth() + m.column()) + (m.next() ? 1 : 0),
            cell(air.committedName(m.column()), m.next(), value));
      }
    }
    return String.join(", ", cells.values());
  }

  private static String cell(String name, boolean next, int value) {
    return name + (next ? "' = " : " = ") + KoalaBear.toCanonical(value);
  }
}
