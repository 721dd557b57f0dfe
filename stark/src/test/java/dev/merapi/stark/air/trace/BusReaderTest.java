package dev.merapi.stark.air.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.merapi.stark.air.AirBuilder;
import dev.merapi.stark.air.AirCompiler;
import dev.merapi.stark.air.Bus;
import dev.merapi.stark.air.Column;
import dev.merapi.stark.air.Columns;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.Direction;
import dev.merapi.stark.air.Expr;
import dev.merapi.stark.air.Interaction;
import dev.merapi.stark.air.TestAirs;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BusReaderTest {
  private static final Bus PAIR = new Bus("pair", 1, Bus.Kind.LOOKUP, 2);
  private final CompiledAir air =
      AirCompiler.compile(new TestAirs.Simple("reader", new Columns(), BusReaderTest::define), 3);

  private static void define(Columns c, AirBuilder b) {
    Column[] x = c.main("x", 4);
    Column k = c.committed("k");
    b.lookup(PAIR, x[0], x[1], x[2].plus(k).times(3));
    b.lookup(PAIR, Expr.constant(1), b.publicValue(0), x[3].negate());
    b.lookup(TestAirs.RANGE, x[0], x[1]);
    b.provide(PAIR, x[2], x[1], x[1]);
    b.lookup(PAIR, x[0].times(x[3]), k, Expr.constant(-1));
  }

  /** Row, multiplicity and fields of every message, sorted. */
  private static List<List<Integer>> sorted(List<List<Integer>> messages) {
    messages.sort((a, b) -> Arrays.compare(ints(a), ints(b)));
    return messages;
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  private static List<Integer> entry(int row, int multiplicity, int[] message) {
    List<Integer> entry = new ArrayList<>(List.of(row, multiplicity));
    Arrays.stream(message).forEach(entry::add);
    return entry;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8, 64, 4096})
  void readsWhatTheRowsSay(int height) {
    SplittableRandom r = new SplittableRandom(height);
    ColumnMatrix main = ColumnMatrix.allocate(height, 4);
    ColumnMatrix committed = ColumnMatrix.allocate(height, 1);
    for (int i = 0; i < height; i++) {
      for (int j = 0; j < 4; j++) {
        main.set(j, i, j == 0 ? KoalaBear.fromCanonical(r.nextInt(2)) : r.nextInt(KoalaBear.P));
      }
      committed.set(0, i, r.nextInt(KoalaBear.P));
    }
    int[] pv = {77};
    for (Direction d : List.of(Direction.LOOKUP, Direction.PROVIDE)) {
      List<List<Integer>> expected = new ArrayList<>();
      List<Integer> nodes = new ArrayList<>();
      for (int i = 0; i < air.base().size(); i++) {
        nodes.add(i);
      }
      RowProgram program = new RowProgram(air, nodes, main, committed, pv);
      int[] v = program.values();
      for (int row = 0; row < height; row++) {
        program.run(row, row, new int[3], v);
        for (Interaction i : air.interactions()) {
          int m = KoalaBear.toCanonical(v[i.multiplicity()]);
          if (i.bus().equals(PAIR) && i.direction() == d && m != 0) {
            int[] message =
                i.message().stream().mapToInt(f -> KoalaBear.toCanonical(v[f])).toArray();
            expected.add(entry(row, m, message));
          }
        }
      }
      List<List<Integer>> got = new ArrayList<>();
      BusReader reader = BusReader.of(air, main, committed, pv, PAIR, d);
      if (height > 1024) {
        reader.read(2048, 4096, (row, m, message) -> got.add(entry(row, m, message)));
        reader.read(0, 2048, (row, m, message) -> got.add(entry(row, m, message)));
      } else {
        reader.read(0, height, (row, m, message) -> got.add(entry(row, m, message)));
      }
      assertThat(sorted(got)).isEqualTo(sorted(expected));
    }
    BusReader none = BusReader.of(air, main, committed, pv, PAIR, Direction.SEND);
    assertThat(none.isEmpty()).isTrue();
    none.read(0, height, (row, m, message) -> assertThat(true).isFalse());
    BusReader some = BusReader.of(air, main, committed, pv, PAIR, Direction.LOOKUP);
    assertThatThrownBy(() -> some.read(0, 2 * height, (row, m, message) -> {}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
