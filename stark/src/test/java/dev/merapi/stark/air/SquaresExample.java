package dev.merapi.stark.air;

/** The example of docs/air.md, word for word between the markers. */
final class SquaresExample {
  private SquaresExample() {}

  // begin: air
  /** Counts up from a public value; looks every square's low byte up. */
  static final class Squares implements Air {
    static final Bus BYTES = new Bus("bytes", 1, Bus.Kind.LOOKUP, 1);

    final Columns columns = new Columns();
    final Column real = columns.main("real");
    final Column x = columns.main("x");
    final Column low = columns.main("low");
    final Column high = columns.main("high");

    @Override
    public String name() {
      return "squares";
    }

    @Override
    public Columns columns() {
      return columns;
    }

    @Override
    public void define(AirBuilder b) {
      b.assertBoolean("real is a flag", real);
      b.whenFirst().assertEqual("starts at the public value", x, b.publicValue(0));
      b.whenTransition().when(real.next()).assertEqual("counts", x.next(), x.plus(1));
      b.when(real).assertEqual("square", x.times(x), low.plus(high.times(256)));
      b.lookup(BYTES, real, low);
    }
  }
  // end: air
}
