package dev.merapi.stark.air.trace;

import dev.merapi.stark.air.BaseNode;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.RowSelector;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates base nodes row by row: the plain twin of the block programs. Values are in Montgomery
 * form.
 */
final class RowProgram {
  private final List<BaseNode> nodes;
  private final boolean[] wanted;
  private final int[] publicValues;
  private final ColumnMatrix main;
  private final @Nullable ColumnMatrix committed;

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
    this.nodes = air.base();
    this.main = main;
    this.committed = committed;
    this.publicValues = new int[publicValues.length];
    for (int i = 0; i < publicValues.length; i++) {
      this.publicValues[i] = KoalaBear.fromCanonical(publicValues[i]);
    }
    this.wanted = new boolean[nodes.size()];
    roots.forEach(r -> wanted[r] = true);
    for (int i = nodes.size() - 1; i >= 0; i--) {
      if (wanted[i]) {
        for (int operand : BaseNode.operands(nodes.get(i))) {
          wanted[operand] = true;
        }
      }
    }
  }

  /** A fresh array for the values of all nodes. */
  int[] values() {
    return new int[nodes.size()];
  }

  /**
   * Fills {@code v}.
   *
   * @param selectors values of the row selectors, indexed by {@link RowSelector#ordinal()}
   */
  void run(int row, int next, int[] selectors, int[] v) {
    for (int i = 0; i < v.length; i++) {
      if (wanted[i]) {
        v[i] =
            switch (nodes.get(i)) {
              case BaseNode.Main n -> main.get(n.column(), n.next() ? next : row);
              case BaseNode.Committed n -> fixed().get(n.column(), n.next() ? next : row);
              case BaseNode.PublicValue n -> publicValues[n.index()];
              case BaseNode.Constant n -> KoalaBear.fromCanonical(n.value());
              case BaseNode.Selector n -> selectors[n.selector().ordinal()];
              case BaseNode.Add n -> KoalaBear.add(v[n.left()], v[n.right()]);
              case BaseNode.Sub n -> KoalaBear.sub(v[n.left()], v[n.right()]);
              case BaseNode.Mul n -> KoalaBear.mul(v[n.left()], v[n.right()]);
              case BaseNode.Neg n -> KoalaBear.neg(v[n.operand()]);
            };
      }
    }
  }

  private ColumnMatrix fixed() {
    if (committed == null) {
      throw new IllegalStateException("no committed matrix");
    }
    return committed;
  }
}
