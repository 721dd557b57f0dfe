package dev.merapi.stark.air.trace;

import dev.merapi.stark.air.BaseNode;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.RowSelector;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates base nodes row by row: the plain twin of the block programs. Values are in Montgomery
 * form.
 */
final class RowProgram {
  private static final int MAIN = 0;
  private static final int COMMITTED = 1;
  private static final int SELECTOR = 2;
  private static final int ADD = 3;
  private static final int SUB = 4;
  private static final int MUL = 5;
  private static final int NEG = 6;

  /** Four ints a step: what to do, the node it gives, two operands. */
  private static final int STEP = 4;

  private final int[] initial;
  private final int[] mainCells;
  private final int[] committedCells;
  private int[] steps = new int[STEP * 16];
  private int used;

  /**
   * For the nodes in {@code roots} and what they read.
   *
   * @param publicValues canonical
   */
  RowProgram(
      CompiledAir air,
      Iterable<Integer> roots,
      ColumnMatrix main,
      @Nullable ColumnMatrix committed,
      int[] publicValues) {
    Shapes.check(air, main, committed, publicValues);
    List<BaseNode> nodes = air.base();
    this.mainCells = main.data();
    this.committedCells = committed == null ? new int[0] : committed.data();
    this.initial = new int[nodes.size()];
    boolean[] wanted = wanted(nodes, roots);
    for (int i = 0; i < nodes.size(); i++) {
      if (wanted[i]) {
        switch (nodes.get(i)) {
          case BaseNode.PublicValue n ->
              initial[i] = KoalaBear.fromCanonical(publicValues[n.index()]);
          case BaseNode.Constant n -> initial[i] = KoalaBear.fromCanonical(n.value());
          case BaseNode.Main n -> step(MAIN, i, main.offset(n.column()), n.next() ? 1 : 0);
          case BaseNode.Committed n ->
              step(COMMITTED, i, offset(committed, n.column()), n.next() ? 1 : 0);
          case BaseNode.Selector n -> step(SELECTOR, i, n.selector().ordinal(), 0);
          case BaseNode.Add n -> step(ADD, i, n.left(), n.right());
          case BaseNode.Sub n -> step(SUB, i, n.left(), n.right());
          case BaseNode.Mul n -> step(MUL, i, n.left(), n.right());
          case BaseNode.Neg n -> step(NEG, i, n.operand(), 0);
        }
      }
    }
  }

  private static boolean[] wanted(List<BaseNode> nodes, Iterable<Integer> roots) {
    boolean[] wanted = new boolean[nodes.size()];
    roots.forEach(r -> wanted[r] = true);
    for (int i = nodes.size() - 1; i >= 0; i--) {
      if (wanted[i]) {
        for (int operand : BaseNode.operands(nodes.get(i))) {
          wanted[operand] = true;
        }
      }
    }
    return wanted;
  }

  private static int offset(@Nullable ColumnMatrix committed, int column) {
    if (committed == null) {
      throw new IllegalStateException("no committed matrix");
    }
    return committed.offset(column);
  }

  private void step(int what, int node, int a, int b) {
    if (used == steps.length) {
      steps = Arrays.copyOf(steps, 2 * used);
    }
    steps[used++] = what;
    steps[used++] = node;
    steps[used++] = a;
    steps[used++] = b;
  }

  /** A fresh array for the values of all nodes. */
  int[] values() {
    return initial.clone();
  }

  /**
   * Fills {@code v}.
   *
   * @param selectors values of the row selectors, indexed by {@link RowSelector#ordinal()}
   * @param v an array made by {@link #values}
   */
  void run(int row, int next, int[] selectors, int[] v) {
    int[] code = steps;
    for (int i = 0; i < used; i += STEP) {
      int a = code[i + 2];
      int b = code[i + 3];
      v[code[i + 1]] =
          switch (code[i]) {
            case MAIN -> mainCells[a + (b == 0 ? row : next)];
            case COMMITTED -> committedCells[a + (b == 0 ? row : next)];
            case SELECTOR -> selectors[a];
            case ADD -> KoalaBear.add(v[a], v[b]);
            case SUB -> KoalaBear.sub(v[a], v[b]);
            case MUL -> KoalaBear.mul(v[a], v[b]);
            default -> KoalaBear.neg(v[a]);
          };
    }
  }
}
