package dev.merapi.stark.air.trace;

import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.Interaction;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.Ext;
import dev.merapi.stark.parallel.Parallel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Computes the LogUp columns of a trace, as laid out by {@code LogUpLayout}. */
final class SlowLogUp {

  private SlowLogUp() {}

  /**
   * The auxiliary matrix and the exposed sum; the same for any number of threads.
   *
   * @param main the trace in natural row order
   * @param committed the committed matrix in natural row order, null when the AIR has none
   * @param publicValues canonical
   * @throws ZeroDenominatorException if a denominator is zero (negligible)
   * @throws IllegalArgumentException if the AIR has no interactions, or a matrix has the wrong
   *     shape
   */
  static LogUpTrace generate(
      CompiledAir air,
      ColumnMatrix main,
      @Nullable ColumnMatrix committed,
      int[] publicValues,
      LogUpChallenges challenges,
      Parallel parallel) {
    if (!air.hasInteractions()) {
      throw new IllegalArgumentException("AIR " + air.name() + " has no interactions");
    }
    int height = main.height();
    ColumnMatrix aux = ColumnMatrix.allocate(height, air.auxWidth());
    RowProgram program =
        new RowProgram(air, roots(air.interactions()), main, committed, publicValues);
    int[] v = program.values();
    int[] none = new int[3];
    Ext sum = Ext.ZERO;
    for (int row = 0; row < height; row++) {
      program.run(row, row, none, v);
      write(aux, 0, row, sum);
      List<List<Integer>> chunks = air.logUp().chunks();
      for (int j = 0; j < chunks.size(); j++) {
        Ext phi = Ext.ZERO;
        for (int index : chunks.get(j)) {
          Interaction i = air.interactions().get(index);
          Ext d = denominator(i, v, challenges);
          if (d.isZero()) {
            throw new ZeroDenominatorException(air.name());
          }
          Ext fraction = d.inverse().mul(v[i.multiplicity()]);
          phi = i.direction().sign() > 0 ? phi.add(fraction) : phi.sub(fraction);
        }
        if (j > 0) {
          write(aux, j, row, phi);
        }
        sum = sum.add(phi);
      }
    }
    parallel.checkCancelled();
    if (air.lastRowIsSilent()) {
      int last = height - 1;
      sum = new Ext(aux.get(0, last), aux.get(1, last), aux.get(2, last), aux.get(3, last));
    }
    return new LogUpTrace(aux, sum);
  }

  static Ext denominator(Interaction i, int[] v, LogUpChallenges challenges) {
    Ext d = challenges.constantPart(i);
    for (int k = 0; k < i.message().size(); k++) {
      d = d.add(challenges.betaPowers().get(k).mul(v[i.message().get(k)]));
    }
    return d;
  }

  private static List<Integer> roots(List<Interaction> interactions) {
    List<Integer> roots = new ArrayList<>();
    for (Interaction i : interactions) {
      roots.add(i.multiplicity());
      roots.addAll(i.message());
    }
    return roots;
  }

  private static void write(ColumnMatrix aux, int column, int row, Ext value) {
    for (int q = 0; q < Ext.DEGREE; q++) {
      aux.set(4 * column + q, row, value.coordinate(q));
    }
  }
}
