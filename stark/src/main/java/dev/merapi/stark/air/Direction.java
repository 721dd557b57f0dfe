package dev.merapi.stark.air;

/** The side of a bus an interaction is on. */
public enum Direction {
  /** Permutation bus, counted positive. */
  SEND(1, Bus.Kind.PERMUTATION),
  /** Permutation bus, counted negative. */
  RECEIVE(-1, Bus.Kind.PERMUTATION),
  /** Lookup bus, the key side, counted positive. */
  LOOKUP(1, Bus.Kind.LOOKUP),
  /** Lookup bus, the table side, counted negative. */
  PROVIDE(-1, Bus.Kind.LOOKUP);

  private final int sign;
  private final Bus.Kind kind;

  Direction(int sign, Bus.Kind kind) {
    this.sign = sign;
    this.kind = kind;
  }

  /** +1 or -1: the sign of the multiplicity in the LogUp sum. */
  public int sign() {
    return sign;
  }

  /** The kind of bus this direction belongs to. */
  public Bus.Kind kind() {
    return kind;
  }
}
