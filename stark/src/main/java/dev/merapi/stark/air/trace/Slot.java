package dev.merapi.stark.air.trace;

/** A column that a block program reads. */
record Slot(Matrix matrix, int column, boolean next) {
  /** The matrix it is a column of. */
  enum Matrix {
    MAIN,
    COMMITTED,
    AUX,
    SELECTORS
  }
}
