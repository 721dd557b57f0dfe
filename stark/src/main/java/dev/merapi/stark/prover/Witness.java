package dev.merapi.stark.prover;

import dev.merapi.stark.field.ColumnMatrix;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The traces of one proof. A witness is used up by one proof: the prover lets go of each main trace
 * as soon as it is not needed, so that the memory of a caller who does the same comes back early.
 */
public final class Witness {
  private final int[] publicValues;
  private final List<@Nullable ColumnMatrix> main;
  private final List<@Nullable CommittedMatrix> committed;
  private boolean used;

  /**
   * A witness.
   *
   * @param publicValues canonical integers below p
   * @param main the main trace of each AIR, natural row order, Montgomery form
   * @param committed the committed matrix of each AIR, null where it has none
   */
  public Witness(
      int[] publicValues,
      List<ColumnMatrix> main,
      List<? extends @Nullable CommittedMatrix> committed) {
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

  void release(int air) {
    main.set(air, null);
  }

  void use() {
    if (used) {
      throw new IllegalStateException("this witness was used by another proof");
    }
    used = true;
  }
}
