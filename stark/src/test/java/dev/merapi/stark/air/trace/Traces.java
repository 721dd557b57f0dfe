package dev.merapi.stark.air.trace;

import dev.merapi.stark.air.AirCompiler;
import dev.merapi.stark.air.CompiledAir;
import dev.merapi.stark.air.TestAirs;
import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A small machine with valid traces: fibonacci, a range table, its users and a permutation. */
final class Traces {
  final TestAirs.Fibonacci fibonacci = new TestAirs.Fibonacci();
  final TestAirs.Ranged ranged = new TestAirs.Ranged();
  final TestAirs.RangeTable table = new TestAirs.RangeTable();
  final TestAirs.Sink sink = new TestAirs.Sink();
  final List<CompiledAir> airs;
  final List<ColumnMatrix> main = new ArrayList<>();
  final List<@Nullable ColumnMatrix> committed = new ArrayList<>();
  final int[] publicValues;

  /** With {@code rows} real rows in the ranged AIR; heights from 2^1 on. */
  Traces(int rows, int maxDegree, long seed) {
    this(rows, maxDegree, seed, false);
  }

  /** The same, the last row of the ranged AIR silent or not; it is padding anyway. */
  Traces(int rows, int maxDegree, long seed, boolean silent) {
    airs =
        List.of(
            AirCompiler.compile(fibonacci, maxDegree),
            AirCompiler.compile(silent ? new TestAirs.Silent(ranged) : ranged, maxDegree),
            AirCompiler.compile(table, maxDegree),
            AirCompiler.compile(sink, maxDegree));
    int height = Math.max(2, 2 * Integer.highestOneBit(rows));
    ColumnMatrix fib = ColumnMatrix.allocate(16, 2);
    int a = KoalaBear.fromCanonical(3);
    int b = KoalaBear.fromCanonical(5);
    for (int i = 0; i < 16; i++) {
      fib.set(0, i, a);
      fib.set(1, i, b);
      int c = KoalaBear.add(a, b);
      a = b;
      b = c;
    }
    publicValues = new int[] {3, 5, KoalaBear.toCanonical(fib.get(1, 15))};
    Random random = new Random(seed);
    ColumnMatrix users = ColumnMatrix.allocate(height, 3);
    ColumnMatrix sinks = ColumnMatrix.allocate(height, 4);
    List<int[]> triples = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      int x = random.nextInt(100);
      int y = random.nextInt(100);
      put(users, i, 1, x, y);
      triples.add(new int[] {1, x, y, 2 * x - y + 7});
    }
    Collections.shuffle(triples, random);
    for (int i = 0; i < rows; i++) {
      put(sinks, height - 1 - i, triples.get(i));
    }
    ColumnMatrix values = ColumnMatrix.allocate(256, 1);
    for (int i = 0; i < 256; i++) {
      put(values, i, i);
    }
    ColumnMatrix multiplicities = ColumnMatrix.allocate(256, 1);
    BusReader.forEach(
        airs.get(1),
        users,
        null,
        publicValues,
        TestAirs.RANGE,
        (row, m, message) ->
            multiplicities.set(
                0,
                message[0],
                KoalaBear.add(multiplicities.get(0, message[0]), KoalaBear.fromCanonical(m))));
    main.addAll(List.of(fib, users, multiplicities, sinks));
    committed.addAll(Arrays.asList(null, null, values, null));
  }

  static void put(ColumnMatrix m, int row, int... canonical) {
    for (int i = 0; i < canonical.length; i++) {
      m.set(i, row, KoalaBear.fromCanonical(canonical[i]));
    }
  }

  /** Adds to a cell. */
  static void shift(ColumnMatrix m, int column, int row, int canonical) {
    m.set(column, row, KoalaBear.add(m.get(column, row), KoalaBear.fromCanonical(canonical)));
  }
}
