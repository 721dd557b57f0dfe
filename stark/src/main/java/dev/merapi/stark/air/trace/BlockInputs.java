package dev.merapi.stark.air.trace;

import dev.merapi.stark.field.ColumnMatrix;
import org.jspecify.annotations.Nullable;

/** The matrices a block program reads. */
record BlockInputs(
    ColumnMatrix main,
    @Nullable ColumnMatrix committed,
    @Nullable ColumnMatrix aux,
    @Nullable ColumnMatrix selectors) {

  ColumnMatrix matrix(Slot.Matrix m) {
    ColumnMatrix matrix =
        switch (m) {
          case MAIN -> main;
          case COMMITTED -> committed;
          case AUX -> aux;
          case SELECTORS -> selectors;
        };
    if (matrix == null) {
      throw new IllegalStateException("no matrix " + m);
    }
    return matrix;
  }
}
