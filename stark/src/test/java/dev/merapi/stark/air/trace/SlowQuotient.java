package dev.merapi.stark.air.trace;

import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.Constraint;
import dev.merapi.stark.air.ExtNode;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.parallel.Parallel;
import java.util.ArrayList;
import java.util.List;

/**
 * Evaluates the folded constraints of an AIR, divided by x^n - 1, on the cosets of a quotient
 * domain.
 */
final class SlowQuotient {

  private SlowQuotient() {}

  /**
   * The quotient's values.
   *
   * @param selectors the selectors of this height; they fix the domain
   * @return n·D rows in coset-major order, the four coordinates as columns
   */
  static ColumnMatrix evaluate(
      CompiledAir air, SelectorTable selectors, QuotientInputs in, Parallel parallel) {
    int n = 1 << selectors.logHeight();
    int cosets = 1 << selectors.logQuotientDegree();
    Shapes.check(air, in.main(), in.committed(), in.publicValues());
    Shapes.width(air, "auxiliary", in.aux(), air.auxWidth(), in.main().height());
    if (in.main().height() != n << selectors.logBlowup()) {
      throw new IllegalArgumentException("AIR " + air.name() + ": selectors of another height");
    }
    ColumnMatrix out = ColumnMatrix.allocate(n * cosets, 4);
    List<Integer> roots = new ArrayList<>();
    for (int i = 0; i < air.base().size(); i++) {
      roots.add(i);
    }
    RowProgram program = new RowProgram(air, roots, in.main(), in.committed(), in.publicValues());
    int[] v = program.values();
    int[] s = new int[3];
    for (int c = 0; c < cosets; c++) {
      int from = (c << (selectors.logBlowup() - selectors.logQuotientDegree())) * n;
      for (int i = 0; i < n; i++) {
        for (int k = 0; k < 3; k++) {
          s[k] = selectors.values().get(k, c * n + i);
        }
        int next = from + (i + 1) % n;
        program.run(from + i, next, s, v);
        Ext folded =
            fold(air, v, ext(air, in, v, from + i, next), in.fold())
                .mul(selectors.inverseVanishing(c));
        for (int q = 0; q < 4; q++) {
          out.set(q, c * n + i, folded.coordinate(q));
        }
      }
    }
    parallel.checkCancelled();
    return out;
  }

  private static Ext fold(CompiledAir air, int[] v, Ext[] w, Ext challenge) {
    Ext folded = Ext.ZERO;
    for (Constraint c : air.constraints()) {
      folded = folded.mul(challenge);
      folded = c.extension() ? folded.add(w[c.node()]) : folded.add(v[c.node()]);
    }
    return folded;
  }

  private static Ext[] ext(CompiledAir air, QuotientInputs in, int[] v, int row, int next) {
    Ext[] w = new Ext[air.ext().size()];
    for (int i = 0; i < w.length; i++) {
      w[i] =
          switch (air.ext().get(i)) {
            case ExtNode.Aux n -> aux(in, n.column(), n.next() ? next : row);
            case ExtNode.ExposedSum n -> in.exposedSum();
            case ExtNode.Denominator n ->
                SlowLogUp.denominator(air.interactions().get(n.interaction()), v, in.challenges());
            case ExtNode.Lift n -> Ext.of(v[n.base()]);
            case ExtNode.Scale n -> w[n.operand()].mul(v[n.base()]);
            case ExtNode.Add n -> w[n.left()].add(w[n.right()]);
            case ExtNode.Sub n -> w[n.left()].sub(w[n.right()]);
            case ExtNode.Mul n -> w[n.left()].mul(w[n.right()]);
          };
    }
    return w;
  }

  private static Ext aux(QuotientInputs in, int column, int row) {
    ColumnMatrix aux = in.aux();
    if (aux == null) {
      throw new IllegalStateException("no auxiliary matrix");
    }
    return new Ext(
        aux.get(4 * column, row),
        aux.get(4 * column + 1, row),
        aux.get(4 * column + 2, row),
        aux.get(4 * column + 3, row));
  }
}
