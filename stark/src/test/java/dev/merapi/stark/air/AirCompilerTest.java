package dev.merapi.stark.air;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.merapi.stark.field.Ext;
import dev.merapi.stark.field.KoalaBear;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

final class AirCompilerTest {
  private static CompiledAir compile(BiConsumer<Columns, AirBuilder> body) {
    return AirCompiler.compile(new TestAirs.Simple("toy", new Columns(), body), 3);
  }

  private static void refused(String message, BiConsumer<Columns, AirBuilder> body) {
    assertThatThrownBy(() -> compile(body))
        .isInstanceOf(AirDefinitionException.class)
        .hasMessageContaining("AIR toy")
        .hasMessageContaining(message);
  }

  @Test
  void equalSubexpressionsAreShared() {
    CompiledAir air =
        compile((c, b) -> {
          Column x = c.main("x");
          Column y = c.main("y");
          b.assertZero("one", x.plus(y).times(x).minus(4));
          b.assertZero("two", y.plus(x).times(x).plus(x.minus(x)));
        });
    // x, y, x + y, product, constant -4, sum
    assertThat(air.base()).hasSize(6);
    assertThat(air.constraints()).extracting(Constraint::degree).containsExactly(2, 2);
    assertThat(air.quotientDegree()).isEqualTo(1);
  }

  @Test
  void constantsFold() {
    CompiledAir air =
        compile((c, b) -> {
          Column x = c.main("x");
          b.assertZero("a", x.plus(3).minus(1).times(2).times(-1).negate());
          b.assertZero("trivially true", x.minus(x));
        });
    assertThat(air.constraints()).hasSize(1);
    assertThat(air.base())
        .containsExactly(
            new BaseNode.Main(0, false),
            new BaseNode.Constant(2),
            new BaseNode.Add(0, 1),
            new BaseNode.Mul(2, 1));
  }

  @Test
  void rulesAreChecked() {
    refused(
        "constraint 'cube' has degree 4",
        (c, b) -> {
          Column x = c.main("x");
          b.when(x).assertZero("cube", x.times(x).times(x));
        });
    refused(
        "constraint 'step' reads the following row",
        (c, b) -> b.assertZero("step", c.main("x").next()));
    refused(
        "reads the following row",
        (c, b) -> {
          Column x = c.main("x");
          b.assertZero("step", b.isTransition().plus(1).times(x.next()));
        });
    refused(
        "3 transition factors",
        (c, b) -> {
          Expr twice = b.isTransition().times(b.isTransition());
          b.whenTransition().assertZero("step", twice.times(c.main("x").next()));
        });
    for (int weight : new int[] {-1, 0, Interaction.MAX_COUNT_WEIGHT + 1}) {
      refused(
          "has count weight " + weight,
          (c, b) -> {
            Column x = c.main("x");
            b.lookup(TestAirs.RANGE, weight, x, x);
          });
    }
    refused(
        "3 fields, the bus is 1 wide",
        (c, b) -> {
          Column x = c.main("x");
          b.lookup(TestAirs.RANGE, x, x, x, x);
        });
    refused(
        "does not belong on a PERMUTATION",
        (c, b) -> {
          Column x = c.main("x");
          b.lookup(TestAirs.TRIPLES, x, x, x, x);
        });
    refused(
        "reads the following row",
        (c, b) -> {
          Column x = c.main("x");
          b.lookup(TestAirs.RANGE, x, x.next());
        });
    refused("row selector", (c, b) -> b.lookup(TestAirs.RANGE, b.isFirst(), c.main("x")));
    refused(
        "whenTransition",
        (c, b) -> b.whenTransition().lookup(TestAirs.RANGE, Expr.constant(1), c.main("x")));
    refused(
        "of another AIR",
        (c, b) -> b.assertZero("alien", c.main("x").plus(new Columns().main("alien"))));
    refused(
        "nonzero constant",
        (c, b) -> {
          c.main("x");
          b.assertZero("no", Expr.constant(1));
        });
    refused(
        "interaction 0",
        (c, b) -> {
          Column x = c.main("x");
          b.lookup(TestAirs.RANGE, x, x.times(x).times(x));
        });
    refused(
        "has the id of",
        (c, b) -> {
          Column x = c.main("x");
          b.lookup(TestAirs.RANGE, x, x);
          b.lookup(new Bus("other", 5, Bus.Kind.LOOKUP, 1), x, x);
        });
  }

  @Test
  void logUpColumnsAreShared() {
    CompiledAir air = AirCompiler.compile(new TestAirs.Ranged(), 3);
    assertThat(air.logUp().chunks()).containsExactly(List.of(3), List.of(0, 1), List.of(2));
    assertThat(air.auxWidth()).isEqualTo(12);
    assertThat(air.constraints()).hasSize(1 + 2 + 3);
    assertThat(air.degree()).isEqualTo(3);
    assertThat(air.countWeight(TestAirs.RANGE)).isEqualTo(3);
    assertThat(air.countWeight(TestAirs.TRIPLES)).isEqualTo(1);
    assertThat(BusSet.count(List.of(air), new int[] {10}, TestAirs.RANGE)).isEqualTo(3072);
    assertThat(AirCompiler.compile(new TestAirs.RangeTable(), 3).countWeight(TestAirs.RANGE))
        .isZero();
    CompiledAir wide = AirCompiler.compile(new TestAirs.Ranged(), 5);
    assertThat(wide.logUp().chunks()).containsExactly(List.of(1, 2, 3), List.of(0));
  }

  @Test
  void aSilentLastRowMakesRoomForOneMoreMessage() {
    CompiledAir air = AirCompiler.compile(new TestAirs.Silent(new TestAirs.Ranged()), 3);
    assertThat(air.lastRowIsSilent()).isTrue();
    assertThat(air.logUp().chunks()).containsExactly(List.of(2, 3), List.of(0, 1));
    assertThat(air.constraints()).extracting(Constraint::degree).containsExactly(2, 3, 2, 3, 2);
    CompiledAir other = AirCompiler.compile(new TestAirs.Ranged(), 3);
    assertThat(air.toBytes()).isNotEqualTo(other.toBytes());
    assertThat(air.toBytes()).isEqualTo(other.withSilentLastRow().toBytes());
  }

  /** Random expressions: the DAG against a walk of the tree. */
  @Test
  void dagMatchesTheTree() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 60; round++) {
      Columns columns = new Columns();
      List<Column> cells = new ArrayList<>(List.of(columns.main("m", 4)));
      cells.add(columns.committed("k"));
      List<Expr> pool = new ArrayList<>(cells);
      cells.forEach(c -> pool.add(c.next()));
      AirBuilder any = new AirBuilder(new AirRecorder());
      pool.addAll(List.of(any.publicValue(0), any.isFirst(), any.isLast(), any.isTransition()));
      for (int i = -2; i < 3; i++) {
        pool.add(Expr.constant(i));
      }
      for (int i = 0; i < 40; i++) {
        Expr a = pool.get(random.nextInt(pool.size()));
        Expr b = pool.get(random.nextInt(pool.size()));
        Expr e =
            switch (random.nextInt(4)) {
              case 0 -> a.plus(b);
              case 1 -> a.minus(b);
              case 2 -> a.times(b);
              default -> a.negate();
            };
        if (e.degree() < 4) {
          pool.add(e);
        }
      }
      List<Expr> chosen = pool.subList(pool.size() - 12, pool.size());
      TestAirs.Simple simple =
          new TestAirs.Simple(
              "random",
              columns,
              (c, b) -> {
                for (int i = 0; i < 12; i++) {
                  Expr e = chosen.get(i);
                  b.whenTransition()
                      .assertZero("c" + i, e instanceof ExprNode.Constant ? Expr.constant(0) : e);
                }
              });
      CompiledAir air;
      try {
        air = AirCompiler.compile(simple, 9);
      } catch (AirDefinitionException e) {
        continue; // folded to a constant
      }
      ConstraintInputs<Ext> in = inputs(air, random);
      NativeArithmetic ops = new NativeArithmetic();
      List<Ext> values = ConstraintEvaluator.all(air, ops, in);
      for (int i = 0; i < air.constraints().size(); i++) {
        Expr e = chosen.get(Integer.parseInt(air.constraints().get(i).name().substring(1)));
        assertThat(values.get(i)).as("seed %d", seed).isEqualTo(tree(e, in).mul(in.transition()));
      }
    }
  }

  /** A pair's constraint is φ·d_a·d_b - m_a·d_b - m_b·d_a, the signs by direction. */
  @Test
  void logUpConstraintsAreTheFractions() {
    SplittableRandom random = new SplittableRandom(3);
    CompiledAir air = AirCompiler.compile(new TestAirs.Ranged(), 3);
    ConstraintInputs<Ext> in = inputs(air, random);
    NativeArithmetic ops = new NativeArithmetic();
    List<Ext> values = ConstraintEvaluator.all(air, ops, in);
    List<Ext> m = in.local().main();
    Ext real = m.get(0);
    Ext x = m.get(1);
    Ext y = m.get(2);
    Ext busRange = in.betaPowers().getLast().mul(KoalaBear.fromCanonical(6));
    Ext busTriples = in.betaPowers().getLast().mul(KoalaBear.fromCanonical(3));
    Ext da = in.logUpAlpha().add(x).add(busRange);
    Ext db = in.logUpAlpha().add(y).add(busRange);
    Ext z = x.add(x).sub(y).add(KoalaBear.fromCanonical(7));
    Ext d3 =
        in.logUpAlpha()
            .add(x)
            .add(in.betaPowers().get(1).mul(y))
            .add(in.betaPowers().get(2).mul(z))
            .add(busTriples);
    Ext[] local = ext(ops, in.local().aux());
    Ext[] next = ext(ops, in.next().aux());
    assertThat(values.get(1))
        .isEqualTo(local[1].mul(da).mul(db).sub(real.mul(da)).sub(real.mul(db)));
    Ext used = local[0].add(local[1]).add(local[2]);
    assertThat(values.get(3)).isEqualTo(local[0].mul(in.first()));
    assertThat(values.get(4)).isEqualTo(next[0].sub(used).mul(d3).sub(real).mul(in.transition()));
    assertThat(values.get(5)).isEqualTo(in.exposedSum().sub(used).mul(d3).sub(real).mul(in.last()));
    Ext folded = Ext.ZERO;
    for (int k = 0; k < 6; k++) {
      folded = folded.add(values.get(k).mul(in.fold().pow(5 - k)));
    }
    assertThat(ConstraintEvaluator.fold(air, ops, in)).isEqualTo(folded);
  }

  private static Ext[] ext(NativeArithmetic ops, List<Ext> aux) {
    Ext[] columns = new Ext[aux.size() / 4];
    for (int i = 0; i < columns.length; i++) {
      columns[i] =
          ops.compose(aux.get(4 * i), aux.get(4 * i + 1), aux.get(4 * i + 2), aux.get(4 * i + 3));
    }
    return columns;
  }

  private static Ext random(SplittableRandom r) {
    return new Ext(
        r.nextInt(KoalaBear.P),
        r.nextInt(KoalaBear.P),
        r.nextInt(KoalaBear.P),
        r.nextInt(KoalaBear.P));
  }

  private static List<Ext> random(SplittableRandom r, int count) {
    List<Ext> list = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      list.add(random(r));
    }
    return list;
  }

  private static ConstraintInputs<Ext> inputs(CompiledAir air, SplittableRandom r) {
    return new ConstraintInputs<>(
        row(air, r),
        row(air, r),
        random(r, Math.max(1, air.publicValueCount())), // a tree may name one that folds away
        random(r),
        random(r),
        random(r),
        random(r),
        random(r, 4),
        random(r),
        random(r));
  }

  private static ConstraintInputs.Row<Ext> row(CompiledAir air, SplittableRandom r) {
    return new ConstraintInputs.Row<>(
        random(r, air.mainWidth()), random(r, air.committedWidth()), random(r, air.auxWidth()));
  }

  private static Ext tree(Expr e, ConstraintInputs<Ext> in) {
    return switch (e) {
      case Column c -> cell(c, in.local());
      case ExprNode.Next n -> cell(n.column, in.next());
      case ExprNode.Constant c -> Ext.of(KoalaBear.fromCanonical(c.value));
      case ExprNode.PublicValue p -> in.publicValues().get(p.index);
      case ExprNode.Select s ->
          switch (s.selector) {
            case FIRST -> in.first();
            case LAST -> in.last();
            case TRANSITION -> in.transition();
          };
      case ExprNode.Negate n -> tree(n.operand, in).neg();
      case ExprNode.Binary b ->
          switch (b.op) {
            case ADD -> tree(b.left, in).add(tree(b.right, in));
            case SUB -> tree(b.left, in).sub(tree(b.right, in));
            case MUL -> tree(b.left, in).mul(tree(b.right, in));
          };
    };
  }

  private static Ext cell(Column c, ConstraintInputs.Row<Ext> row) {
    return (c.committed() ? row.committed() : row.main()).get(c.index());
  }
}
