package dev.merapi.stark.kernel;

import static dev.merapi.stark.kernel.Lanes.I;
import static dev.merapi.stark.kernel.Lanes.L;
import static dev.merapi.stark.kernel.Lanes.N;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;

/**
 * Dot products with raw 64-bit accumulators: four products of reduced elements fit an unsigned long
 * (4p² < 2^64); their halves go to an upper and a lower accumulator, and the Montgomery reduction
 * happens once at the end: (h·2^32 + l)/2^32 = h + l/2^32 mod p.
 */
final class VectorDots implements DotKernel {
  /** Rows whose sums stay in the first-level cache while columns go by. */
  private static final int ROWS = 512;

  /** Columns before a reduction, so that a sum brought below 2^64 by 2^25 stays below 2^32·p. */
  private static final int COLUMNS = 128;

  /** Words of sums that a row has: coordinate, even or odd lanes, the sum or its upper halves. */
  private static final int WORDS = 16;

  private static final MethodHandle ADD;

  static {
    try {
      MethodType type = MethodType.methodType(void.class, int[].class, int.class, LongVector.class);
      ADD = MethodHandles.lookup().findStatic(VectorDots.class, "add", type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final ScalarDots scalar = new ScalarDots();

  @Override
  public void weightedSums(
      ColumnMatrix matrix,
      int fromColumn,
      int toColumn,
      int row,
      int rows,
      ColumnMatrix weights,
      int at,
      int[] sums) {
    int whole = rows / (2 * N) * (2 * N);
    long[] halves = new long[8 * L.length()];
    for (int j = fromColumn; whole > 0 && j < toColumn; j++) {
      for (int point = 0; point < 2; point++) {
        fourSums(matrix.data(), matrix.offset(j) + row, weights, at - point, whole, halves);
        for (int t = 0; t < 4; t++) {
          int k = 8 * j + 4 * point + t;
          sums[k] = KoalaBear.add(sums[k], total(halves, 2 * t * L.length()));
        }
      }
    }
    if (whole < rows) {
      scalar.weightedSums(
          matrix, fromColumn, toColumn, row + whole, rows - whole, weights, at + whole, sums);
    }
  }

  private static int total(long[] halves, int at) {
    long high = 0;
    long low = 0;
    for (int lane = 0; lane < L.length(); lane++) {
      high += halves[at + lane];
      low += halves[at + L.length() + lane];
    }
    return KoalaBear.add((int) (high % KoalaBear.P), KoalaBear.reduce(low % KoalaBear.P));
  }

  private static void fourSums(
      int[] f, int fAt, ColumnMatrix weights, int at, int rows, long[] halves) {
    LongVector m = LongVector.broadcast(L, Lanes.LOW);
    int[] w = weights.data();
    int i0 = weights.offset(0) + at;
    int i1 = weights.offset(1) + at;
    int i2 = weights.offset(2) + at;
    int i3 = weights.offset(3) + at;
    LongVector h0 = LongVector.zero(L);
    LongVector h1 = h0;
    LongVector h2 = h0;
    LongVector h3 = h0;
    LongVector l0 = h0;
    LongVector l1 = h0;
    LongVector l2 = h0;
    LongVector l3 = h0;
    for (int i = 0; i < rows; i += 2 * N) {
      LongVector f0 = IntVector.fromArray(I, f, fAt + i).reinterpretAsLongs();
      LongVector f1 = IntVector.fromArray(I, f, fAt + i + N).reinterpretAsLongs();
      LongVector e0 = f0.and(m);
      LongVector o0 = f0.lanewise(LSHR, 32L);
      LongVector e1 = f1.and(m);
      LongVector o1 = f1.lanewise(LSHR, 32L);

      LongVector u = IntVector.fromArray(I, w, i0 + i).reinterpretAsLongs();
      LongVector v = IntVector.fromArray(I, w, i0 + i + N).reinterpretAsLongs();
      LongVector s = e0.mul(u.and(m)).add(o0.mul(u.lanewise(LSHR, 32L)));
      s = s.add(e1.mul(v.and(m))).add(o1.mul(v.lanewise(LSHR, 32L)));
      h0 = h0.add(s.lanewise(LSHR, 32L));
      l0 = l0.add(s.and(m));

      u = IntVector.fromArray(I, w, i1 + i).reinterpretAsLongs();
      v = IntVector.fromArray(I, w, i1 + i + N).reinterpretAsLongs();
      s = e0.mul(u.and(m)).add(o0.mul(u.lanewise(LSHR, 32L)));
      s = s.add(e1.mul(v.and(m))).add(o1.mul(v.lanewise(LSHR, 32L)));
      h1 = h1.add(s.lanewise(LSHR, 32L));
      l1 = l1.add(s.and(m));

      u = IntVector.fromArray(I, w, i2 + i).reinterpretAsLongs();
      v = IntVector.fromArray(I, w, i2 + i + N).reinterpretAsLongs();
      s = e0.mul(u.and(m)).add(o0.mul(u.lanewise(LSHR, 32L)));
      s = s.add(e1.mul(v.and(m))).add(o1.mul(v.lanewise(LSHR, 32L)));
      h2 = h2.add(s.lanewise(LSHR, 32L));
      l2 = l2.add(s.and(m));

      u = IntVector.fromArray(I, w, i3 + i).reinterpretAsLongs();
      v = IntVector.fromArray(I, w, i3 + i + N).reinterpretAsLongs();
      s = e0.mul(u.and(m)).add(o0.mul(u.lanewise(LSHR, 32L)));
      s = s.add(e1.mul(v.and(m))).add(o1.mul(v.lanewise(LSHR, 32L)));
      h3 = h3.add(s.lanewise(LSHR, 32L));
      l3 = l3.add(s.and(m));
    }
    int k = L.length();
    h0.intoArray(halves, 0);
    l0.intoArray(halves, k);
    h1.intoArray(halves, 2 * k);
    l1.intoArray(halves, 3 * k);
    h2.intoArray(halves, 4 * k);
    l2.intoArray(halves, 5 * k);
    h3.intoArray(halves, 6 * k);
    l3.intoArray(halves, 7 * k);
  }

  @Override
  public void combineColumns(
      ColumnMatrix matrix,
      int[] coefficients,
      int at,
      ColumnMatrix accumulator,
      int fromRow,
      int toRow) {
    int width = matrix.width();
    int whole = fromRow + (toRow - fromRow) / N * N;
    // The last columns are filled up to four with one that counts zero times.
    long[] factors = new long[4 * COLUMNS];
    int[] offsets = new int[COLUMNS];
    int[] sums = Scratch.words();
    for (int j0 = 0; j0 < width; j0 += COLUMNS) {
      int count = Math.min(COLUMNS, width - j0);
      Arrays.fill(factors, 0);
      Arrays.fill(offsets, matrix.offset(j0));
      for (int j = 0; j < count; j++) {
        offsets[j] = matrix.offset(j0 + j);
        for (int t = 0; t < 4; t++) {
          factors[4 * j + t] = coefficients[at + 4 * (j0 + j) + t];
        }
      }
      for (int r = fromRow; r < whole; r += ROWS) {
        int rows = Math.min(ROWS, whole - r);
        Arrays.fill(sums, Scratch.SUMS, Scratch.SUMS + WORDS * rows, 0);
        try {
          for (int j = 0; j < count; j += 4) {
            addFour(matrix.data(), offsets, j, r, rows, factors, sums);
          }
          finish(sums, rows, accumulator, r);
        } catch (Throwable t) {
          throw Lanes.rethrow(t);
        }
      }
    }
    if (whole < toRow) {
      scalar.combineColumns(matrix, coefficients, at, accumulator, whole, toRow);
    }
  }

  /**
   * Adds four columns' products to the sums: for each N rows and each coordinate those of the even
   * lanes and those of the odd ones, first modulo 2^64, then their upper halves.
   */
  private static void addFour(
      int[] data, int[] offsets, int j, int row, int rows, long[] factors, int[] sums)
      throws Throwable {
    LongVector m = LongVector.broadcast(L, Lanes.LOW);
    int o0 = offsets[j] + row;
    int o1 = offsets[j + 1] + row;
    int o2 = offsets[j + 2] + row;
    int o3 = offsets[j + 3] + row;
    LongVector w00 = LongVector.broadcast(L, factors[4 * j]).and(m);
    LongVector w01 = LongVector.broadcast(L, factors[4 * j + 1]).and(m);
    LongVector w02 = LongVector.broadcast(L, factors[4 * j + 2]).and(m);
    LongVector w03 = LongVector.broadcast(L, factors[4 * j + 3]).and(m);
    LongVector w10 = LongVector.broadcast(L, factors[4 * j + 4]).and(m);
    LongVector w11 = LongVector.broadcast(L, factors[4 * j + 5]).and(m);
    LongVector w12 = LongVector.broadcast(L, factors[4 * j + 6]).and(m);
    LongVector w13 = LongVector.broadcast(L, factors[4 * j + 7]).and(m);
    LongVector w20 = LongVector.broadcast(L, factors[4 * j + 8]).and(m);
    LongVector w21 = LongVector.broadcast(L, factors[4 * j + 9]).and(m);
    LongVector w22 = LongVector.broadcast(L, factors[4 * j + 10]).and(m);
    LongVector w23 = LongVector.broadcast(L, factors[4 * j + 11]).and(m);
    LongVector w30 = LongVector.broadcast(L, factors[4 * j + 12]).and(m);
    LongVector w31 = LongVector.broadcast(L, factors[4 * j + 13]).and(m);
    LongVector w32 = LongVector.broadcast(L, factors[4 * j + 14]).and(m);
    LongVector w33 = LongVector.broadcast(L, factors[4 * j + 15]).and(m);
    for (int i = 0; i < rows; i += N) {
      IntVector x0 = IntVector.fromArray(I, data, o0 + i);
      LongVector e0 = x0.reinterpretAsLongs().and(m);
      LongVector d0 = x0.reinterpretAsLongs().lanewise(LSHR, 32L);
      IntVector x1 = IntVector.fromArray(I, data, o1 + i);
      LongVector e1 = x1.reinterpretAsLongs().and(m);
      LongVector d1 = x1.reinterpretAsLongs().lanewise(LSHR, 32L);
      IntVector x2 = IntVector.fromArray(I, data, o2 + i);
      LongVector e2 = x2.reinterpretAsLongs().and(m);
      LongVector d2 = x2.reinterpretAsLongs().lanewise(LSHR, 32L);
      IntVector x3 = IntVector.fromArray(I, data, o3 + i);
      LongVector e3 = x3.reinterpretAsLongs().and(m);
      LongVector d3 = x3.reinterpretAsLongs().lanewise(LSHR, 32L);
      LongVector s = e0.mul(w00).add(e1.mul(w10)).add(e2.mul(w20)).add(e3.mul(w30));
      int k = Scratch.SUMS + WORDS * i;
      ADD.invokeExact(sums, k, s);
      s = d0.mul(w00).add(d1.mul(w10)).add(d2.mul(w20)).add(d3.mul(w30));
      ADD.invokeExact(sums, k + 2 * N, s);
      s = e0.mul(w01).add(e1.mul(w11)).add(e2.mul(w21)).add(e3.mul(w31));
      ADD.invokeExact(sums, k + 4 * N, s);
      s = d0.mul(w01).add(d1.mul(w11)).add(d2.mul(w21)).add(d3.mul(w31));
      ADD.invokeExact(sums, k + 6 * N, s);
      s = e0.mul(w02).add(e1.mul(w12)).add(e2.mul(w22)).add(e3.mul(w32));
      ADD.invokeExact(sums, k + 8 * N, s);
      s = d0.mul(w02).add(d1.mul(w12)).add(d2.mul(w22)).add(d3.mul(w32));
      ADD.invokeExact(sums, k + 10 * N, s);
      s = e0.mul(w03).add(e1.mul(w13)).add(e2.mul(w23)).add(e3.mul(w33));
      ADD.invokeExact(sums, k + 12 * N, s);
      s = d0.mul(w03).add(d1.mul(w13)).add(d2.mul(w23)).add(d3.mul(w33));
      ADD.invokeExact(sums, k + 14 * N, s);
    }
  }

  private static void add(int[] sums, int at, LongVector s) {
    LongVector all = IntVector.fromArray(I, sums, at).reinterpretAsLongs().add(s);
    all.reinterpretAsInts().intoArray(sums, at);
    LongVector upper = IntVector.fromArray(I, sums, at + N).reinterpretAsLongs();
    upper = upper.add(s.lanewise(LSHR, 32L));
    upper.reinterpretAsInts().intoArray(sums, at + N);
  }

  /**
   * Reduces sums and adds them to the rows. With upper halves that come to h, a sum that is s
   * modulo 2^64 is h·2^32 + (s - h·2^32), and 2^32 = 2^25 - 2 mod p.
   */
  private static void finish(int[] sums, int rows, ColumnMatrix accumulator, int row)
      throws Throwable {
    IntVector p = IntVector.broadcast(I, Lanes.P);
    IntVector up = Lanes.upper();
    IntVector low = Lanes.lower();
    IntVector inv = IntVector.broadcast(I, Lanes.P_INVERSE);
    LongVector m = LongVector.broadcast(L, Lanes.LOW);
    LongVector lp = LongVector.broadcast(L, (long) Lanes.P).and(m);
    int[] to = accumulator.data();
    for (int t = 0; t < 4; t++) {
      int o = accumulator.offset(t) + row;
      for (int i = 0; i < rows; i += N) {
        int k = Scratch.SUMS + WORDS * i + 4 * N * t;
        LongVector h = IntVector.fromArray(I, sums, k + N).reinterpretAsLongs();
        LongVector e =
            IntVector.fromArray(I, sums, k).reinterpretAsLongs().sub(h.lanewise(LSHL, 32L));
        e = e.add(h.lanewise(LSHL, 25L)).sub(h.add(h));
        h = IntVector.fromArray(I, sums, k + 3 * N).reinterpretAsLongs();
        LongVector d =
            IntVector.fromArray(I, sums, k + 2 * N).reinterpretAsLongs().sub(h.lanewise(LSHL, 32L));
        d = d.add(h.lanewise(LSHL, 25L)).sub(h.add(h));
        IntVector r = (IntVector) Lanes.REDUCE.invokeExact(e, d, p, up, low, inv, lp, m);
        r = Lanes.add(r, IntVector.fromArray(I, to, o + i), p);
        r.intoArray(to, o + i);
      }
    }
  }
}
