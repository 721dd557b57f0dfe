package dev.merapi.stark.air;

import java.util.function.BiConsumer;

/** Small AIRs for tests. */
public final class TestAirs {
  /** A lookup bus of one field. */
  public static final Bus RANGE = new Bus("range", 5, Bus.Kind.LOOKUP, 1);

  /** A permutation bus of three fields. */
  public static final Bus TRIPLES = new Bus("triples", 2, Bus.Kind.PERMUTATION, 3);

  private TestAirs() {}

  /** An AIR from a lambda. */
  public record Simple(String name, Columns columns, BiConsumer<Columns, AirBuilder> body)
      implements Air {
    @Override
    public void define(AirBuilder builder) {
      body.accept(columns, builder);
    }
  }

  /** a, b = b, a + b; the first row is public, and so is the last b. */
  public static final class Fibonacci implements Air {
    public final Columns columns = new Columns();
    public final Column a = columns.main("a");
    public final Column b = columns.main("b");

    @Override
    public String name() {
      return "fibonacci";
    }

    @Override
    public Columns columns() {
      return columns;
    }

    @Override
    public void define(AirBuilder b) {
      b.whenFirst().assertEqual("first a", a, b.publicValue(0));
      b.whenFirst().assertEqual("first b", this.b, b.publicValue(1));
      b.whenTransition().assertEqual("a moves", a.next(), this.b);
      b.whenTransition().assertEqual("b grows", this.b.next(), a.plus(this.b));
      b.whenLast().assertEqual("last b", this.b, b.publicValue(2));
    }
  }

  /** Looks up x, y and x + y (when real). */
  public static final class Ranged implements Air {
    public final Columns columns = new Columns();
    public final Column real = columns.main("real");
    public final Column x = columns.main("x");
    public final Column y = columns.main("y");

    @Override
    public String name() {
      return "ranged";
    }

    @Override
    public Columns columns() {
      return columns;
    }

    @Override
    public void define(AirBuilder b) {
      b.assertBoolean("real is boolean", real);
      b.lookup(RANGE, real, x);
      b.lookup(RANGE, real, y);
      b.lookup(RANGE, real, x.plus(y));
      b.when(real).send(TRIPLES, Expr.constant(1), x, y, x.times(2).minus(y).plus(7));
    }
  }

  /** An AIR whose last row is silent, otherwise as another. */
  public record Silent(Air air) implements Air {
    @Override
    public String name() {
      return air.name();
    }

    @Override
    public Columns columns() {
      return air.columns();
    }

    @Override
    public void define(AirBuilder builder) {
      air.define(builder);
    }

    @Override
    public boolean lastRowIsSilent() {
      return true;
    }
  }

  /** The table 0 … n-1, its values committed ahead of time. */
  public static final class RangeTable implements Air {
    public final Columns columns = new Columns();
    public final Column value = columns.committed("value");
    public final Column multiplicity = columns.main("multiplicity");

    @Override
    public String name() {
      return "range table";
    }

    @Override
    public Columns columns() {
      return columns;
    }

    @Override
    public void define(AirBuilder b) {
      b.provide(RANGE, multiplicity, value);
    }
  }

  /** Receives the triples in any order. */
  public static final class Sink implements Air {
    public final Columns columns = new Columns();
    public final Column real = columns.main("real");
    public final Column[] v = columns.main("v", 3);

    @Override
    public String name() {
      return "sink";
    }

    @Override
    public Columns columns() {
      return columns;
    }

    @Override
    public void define(AirBuilder b) {
      b.assertBoolean("real is boolean", real);
      b.receive(TRIPLES, real, v[0], v[1], v[2]);
    }
  }
}
