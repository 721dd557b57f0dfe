package dev.merapi.stark.air;

import java.util.List;

/**
 * Everything the constraints of one AIR depend on at one point y.
 *
 * @param local the columns at y
 * @param next the columns at y·ω, ω generating the trace domain
 * @param publicValues all public values of the proof
 * @param first (y^n - 1) / (y - 1)
 * @param last (y^n - 1) / (y - ω^-1)
 * @param transition y - ω^-1
 * @param logUpAlpha LogUp's α
 * @param betaPowers LogUp's β^0 … β^W, W the largest bus width of the machine
 * @param exposedSum the AIR's exposed sum; anything when it has no interactions
 * @param fold the challenge that folds the constraints: constraint k of K is multiplied by
 *     fold^(K-1-k)
 */
public record ConstraintInputs<E>(
    Row<E> local,
    Row<E> next,
    List<E> publicValues,
    E first,
    E last,
    E transition,
    E logUpAlpha,
    List<E> betaPowers,
    E exposedSum,
    E fold) {

  /**
   * One row of openings, one value for each <em>base</em> column.
   *
   * @param main the main trace's columns
   * @param committed the committed matrix's columns, empty when there is none
   * @param aux the auxiliary matrix's base columns, four for each extension column
   */
  public record Row<E>(List<E> main, List<E> committed, List<E> aux) {}
}
