package dev.merapi.stark.prover;

import dev.merapi.stark.air.Air;
import dev.merapi.stark.air.AirBuilder;
import dev.merapi.stark.air.Bus;
import dev.merapi.stark.air.Column;
import dev.merapi.stark.air.Columns;
import dev.merapi.stark.air.Expr;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import dev.merapi.stark.memory.Workspace;
import dev.merapi.stark.parallel.Parallel;
import dev.merapi.stark.proof.CommittedRoot;
import dev.merapi.stark.proof.StarkParameters;
import dev.merapi.stark.proof.StarkProof;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A machine of five AIRs with every feature of the protocol: a Fibonacci sequence tied to public
 * values (no interactions), a committed table that provides, one that looks up, and two that send
 * and receive a shuffled list.
 */
public final class TestMachine {
  static final Bus TABLE = new Bus("table", 3, Bus.Kind.LOOKUP, 2);
  static final Bus LIST = new Bus("list", 9, Bus.Kind.PERMUTATION, 3);

  static final class Fibonacci implements Air {
    final Columns columns = new Columns();
    final Column a = columns.main("a");
    final Column b = columns.main("b");

    @Override
    public String name() {
      return "fibonacci";
    }

    @Override
    public Columns columns() {
      return columns;
    }

    @Override
    public void define(AirBuilder builder) {
      builder.whenFirst().assertEqual("a starts", a, builder.publicValue(0));
      builder.whenFirst().assertEqual("b starts", b, Expr.constant(1));
      builder.whenTransition().assertEqual("a moves", a.next(), b);
      builder.whenTransition().assertEqual("b adds", b.next(), a.plus(b));
      builder.whenLast().assertEqual("b ends", b, builder.publicValue(1));
    }
  }

  /** Provides (v, v²) for its committed v. */
  static final class Table implements Air {
    final Columns columns = new Columns();
    final Column value = columns.committed("value");
    final Column square = columns.committed("square");
    final Column count = columns.main("count");

    @Override
    public String name() {
      return "table";
    }

    @Override
    public Columns columns() {
      return columns;
    }

    @Override
    public void define(AirBuilder builder) {
      builder.provide(TABLE, count, value, square);
    }
  }

  /** Looks (x, x²) up where on, and sends (x, x², y). */
  static final class Sender implements Air {
    final Columns columns = new Columns();
    final Column on = columns.main("on");
    final Column x = columns.main("x");
    final Column y = columns.main("y");

    @Override
    public String name() {
      return "sender";
    }

    @Override
    public Columns columns() {
      return columns;
    }

    @Override
    public void define(AirBuilder builder) {
      builder.assertBoolean("on", on);
      builder.when(on).assertZero("y is x cubed less x", y.minus(x.times(x)).minus(x));
      builder.lookup(TABLE, on, x, x.times(x));
      builder.send(LIST, on, x, y, x.plus(y));
    }
  }

  /** Receives (x, y, sum). */
  static final class Receiver implements Air {
    final Columns columns = new Columns();
    final Column on = columns.main("on");
    final Column[] message = columns.main("message", 3);

    @Override
    public String name() {
      return "receiver";
    }

    @Override
    public Columns columns() {
      return columns;
    }

    @Override
    public void define(AirBuilder builder) {
      builder.assertBoolean("on", on);
      builder.receive(LIST, on, message[0], message[1], message[2]);
    }
  }

  public final ProvingKey key;
  final List<ColumnMatrix> main = new ArrayList<>();
  final List<@Nullable CommittedMatrix> committed = new ArrayList<>();
  public final int[] publicValues;

  /**
   * A satisfied machine; heights in the order fibonacci, table, sender, receiver, second fibonacci.
   */
  public TestMachine(StarkParameters parameters, int[] logHeights, long seed) {
    key =
        Keygen.generate(
            List.of(new Fibonacci(), new Table(), new Sender(), new Receiver(), new Fibonacci()),
            2,
            parameters);
    SplittableRandom random = new SplittableRandom(seed);
    publicValues = new int[2];
    publicValues[0] = 7;
    main.add(fibonacci(logHeights[0]));
    ColumnMatrix last = main.getFirst();
    publicValues[1] = KoalaBear.toCanonical(last.get(1, last.height() - 1));
    int[] counts = new int[1 << logHeights[1]];
    int used = Math.min(1 << logHeights[2], 1 << logHeights[3]);
    int[] xs = random.ints(used, 0, counts.length).toArray();
    Arrays.stream(xs).forEach(x -> counts[x]++);
    main.add(table(counts));
    main.add(sender(1 << logHeights[2], xs));
    main.add(receiver(1 << logHeights[3], xs));
    main.add(fibonacci(logHeights[4]));
    ColumnMatrix squares = ColumnMatrix.allocate(counts.length, 2);
    for (int i = 0; i < counts.length; i++) {
      squares.set(0, i, KoalaBear.fromCanonical(i));
      squares.set(1, i, KoalaBear.square(KoalaBear.fromCanonical(i)));
    }
    committed.addAll(Arrays.asList(null, Keygen.commit(key, 1, squares), null, null, null));
  }

  private static ColumnMatrix fibonacci(int logHeight) {
    ColumnMatrix trace = ColumnMatrix.allocate(1 << logHeight, 2);
    int a = KoalaBear.fromCanonical(7);
    int b = KoalaBear.ONE;
    for (int i = 0; i < trace.height(); i++) {
      trace.set(0, i, a);
      trace.set(1, i, b);
      int next = KoalaBear.add(a, b);
      a = b;
      b = next;
    }
    return trace;
  }

  private static ColumnMatrix table(int[] counts) {
    ColumnMatrix trace = ColumnMatrix.allocate(counts.length, 1);
    for (int i = 0; i < counts.length; i++) {
      trace.set(0, i, KoalaBear.fromCanonical(counts[i]));
    }
    return trace;
  }

  private static ColumnMatrix sender(int height, int[] xs) {
    ColumnMatrix trace = ColumnMatrix.allocate(height, 3);
    for (int i = 0; i < xs.length; i++) {
      int x = KoalaBear.fromCanonical(xs[i]);
      trace.set(0, i, KoalaBear.ONE);
      trace.set(1, i, x);
      trace.set(2, i, KoalaBear.add(KoalaBear.square(x), x));
    }
    return trace;
  }

  private static ColumnMatrix receiver(int height, int[] xs) {
    ColumnMatrix trace = ColumnMatrix.allocate(height, 4);
    for (int i = 0; i < xs.length; i++) {
      int row = height - 1 - i;
      int x = KoalaBear.fromCanonical(xs[i]);
      int y = KoalaBear.add(KoalaBear.square(x), x);
      trace.set(0, row, KoalaBear.ONE);
      trace.set(1, row, x);
      trace.set(2, row, y);
      trace.set(3, row, KoalaBear.add(x, y));
    }
    return trace;
  }

  public Witness witness() {
    return new Witness(publicValues, main, committed);
  }

  /** The same, with traces in a workspace. */
  public Witness witness(Workspace workspace) {
    List<ColumnMatrix> copies = new ArrayList<>();
    for (ColumnMatrix trace : main) {
      ColumnMatrix copy = workspace.take(trace.height(), trace.width());
      for (int j = 0; j < trace.width(); j++) {
        int from = trace.offset(j);
        System.arraycopy(trace.data(), from, copy.data(), copy.offset(j), trace.height());
      }
      copies.add(copy);
    }
    return new Witness(publicValues, copies, committed, workspace);
  }

  public List<CommittedRoot> roots() {
    List<CommittedRoot> roots = new ArrayList<>();
    for (CommittedMatrix matrix : committed) {
      if (matrix != null) {
        roots.add(matrix.root());
      }
    }
    return roots;
  }

  public StarkProof prove() {
    return StarkProver.prove(key, witness(), Parallel.sequential(), ProverListener.NONE);
  }
}
