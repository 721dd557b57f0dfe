package dev.merapi.stark.prover;

import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.memory.Workspace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The traces of one proof. A witness owns its main traces and is used up by one proof, which gives
 * each of them back to the workspace it came from as soon as it is not needed.
 */
public final class Witness {
  private final int[] publicValues;
  private final List<@Nullable ColumnMatrix> main;
  private final List<@Nullable CommittedMatrix> committed;
  private final @Nullable Workspace workspace;
  private boolean used;

  /**
   * A witness of traces that came from no workspace: the collector frees them when the caller has
   * let go of them too.
   */
  public Witness(
      int[] publicValues,
      List<ColumnMatrix> main,
      List<? extends @Nullable CommittedMatrix> committed) {
    this(publicValues, main, committed, null);
  }

  /**
   * A witness.
   *
   * @param publicValues canonical integers below p
   * @param main the main trace of each AIR, natural row order, Montgomery form
   * @param committed the committed matrix of each AIR, null where it has none
   * @param workspace where the main traces came from, null for nowhere
   */
  public Witness(
      int[] publicValues,
      List<ColumnMatrix> main,
      List<? extends @Nullable CommittedMatrix> committed,
      @Nullable Workspace workspace) {
    this.workspace = workspace;
    this.publicValues = publicValues.clone();
    this.main = new ArrayList<>(main);
    this.committed = Collections.unmodifiableList(new ArrayList<>(committed));
  }

  int[] publicValues() {
    return publicValues;
  }

  int mainCount() {
    return main.size();
  }

  List<@Nullable CommittedMatrix> committed() {
    return committed;
  }

  ColumnMatrix main(int air) {
    ColumnMatrix matrix = main.get(air);
    if (matrix == null) {
      throw new IllegalStateException("the trace of AIR " + air + " was given back");
    }
    return matrix;
  }

  /** Cells of the main traces and of the columns that come to them. */
  long cells(List<CompiledAir> airs) {
    long cells = 0;
    for (int j = 0; j < Math.min(main.size(), airs.size()); j++) {
      ColumnMatrix matrix = main.get(j);
      if (matrix != null) {
        cells += (long) matrix.height() * (matrix.width() + airs.get(j).auxWidth());
      }
    }
    return cells;
  }

  void release(int air) {
    ColumnMatrix matrix = main.set(air, null);
    if (workspace != null && matrix != null) {
      workspace.give(matrix);
    }
  }

  void use() {
    if (used) {
      throw new IllegalStateException("this witness was used by another proof");
    }
    used = true;
  }
}
