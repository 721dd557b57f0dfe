package dev.merapi.stark.air;

/**
 * A column of an {@link Air}, declared through {@link Columns}; as an expression, its value in the
 * current row.
 */
public final class Column implements Expr {
  private final String name;
  private final int index;
  private final boolean committed;
  private final Columns owner;

  Column(Columns owner, String name, int index, boolean committed) {
    this.owner = owner;
    this.name = name;
    this.index = index;
    this.committed = committed;
  }

  /** The declared name; {@code name[i]} for a member of a group. */
  public String name() {
    return name;
  }

  /**
   * Position within its matrix (the main trace, or the committed matrix when {@link #committed()}).
   */
  public int index() {
    return index;
  }

  /**
   * Whether the column lives in the matrix that is committed ahead of time in a tree of its own.
   */
  public boolean committed() {
    return committed;
  }

  /**
   * The value in the following row. Only allowed in constraints under {@link
   * AirBuilder#whenTransition()}.
   */
  public Expr next() {
    return new ExprNode.Next(this);
  }

  @Override
  public int degree() {
    return 1;
  }

  Columns owner() {
    return owner;
  }

  @Override
  public String toString() {
    return name;
  }
}
