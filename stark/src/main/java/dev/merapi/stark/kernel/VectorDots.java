package dev.merapi.stark.kernel;

import static dev.merapi.stark.kernel.Lanes.I;
import static dev.merapi.stark.kernel.Lanes.L;
import static dev.merapi.stark.kernel.Lanes.N;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.UMIN;

import dev.merapi.stark.field.ColumnMatrix;
import dev.merapi.stark.field.KoalaBear;
import java.util.Arrays;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.LongVector;

/**
 * Dot products with raw 64-bit accumulators: four products of reduced elements fit an unsigned long
 * (4p² < 2^64); their halves go to an upper and a lower accumulator, and the Montgomery reduction
 * happens once at the end: (h·2^32 + l)/2^32 = h + l/2^32 mod p.
 */
final class VectorDots implements DotKernel {
  /** Rows that a block of columns is read for before the next columns. */
  private static final int ROWS = 512;

  /** Columns to a block; a multiple of 4. */
  private static final int COLUMNS = 32;

  private static final long R2 = (long) KoalaBear.ONE * KoalaBear.ONE % KoalaBear.P;

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
    // Short blocks of columns are filled up with repeated columns that count zero times.
    long[] factors = new long[4 * COLUMNS];
    int[] offsets = new int[COLUMNS];
    long[] halves = new long[8 * L.length()];
    for (int r0 = fromRow; r0 < whole; r0 += ROWS) {
      int r1 = Math.min(whole, r0 + ROWS);
      for (int j0 = 0; j0 < width; j0 += COLUMNS) {
        int count = Math.min(COLUMNS, width - j0);
        Arrays.fill(factors, 0);
        for (int j = 0; j < count; j++) {
          offsets[j] = matrix.offset(j0 + j);
          for (int t = 0; t < 4; t++) {
            factors[4 * j + t] = coefficients[at + 4 * (j0 + j) + t];
          }
        }
        Arrays.fill(offsets, count, COLUMNS, matrix.offset(j0));
        int padded = (count + 3) / 4 * 4;
        for (int r = r0; r < r1; r += N) {
          twoSums(matrix.data(), offsets, padded, r, factors, 0, halves);
          finish(halves, 0, accumulator, 0, r);
          finish(halves, 4 * L.length(), accumulator, 1, r);
          twoSums(matrix.data(), offsets, padded, r, factors, 2, halves);
          finish(halves, 0, accumulator, 2, r);
          finish(halves, 4 * L.length(), accumulator, 3, r);
        }
      }
    }
    if (whole < toRow) {
      scalar.combineColumns(matrix, coefficients, at, accumulator, whole, toRow);
    }
  }

  /** Coordinates t and t + 1 of the sums over a block of columns, for the N rows from r. */
  private static void twoSums(
      int[] data, int[] offsets, int count, int r, long[] factors, int t, long[] halves) {
    LongVector m = LongVector.broadcast(L, Lanes.LOW);
    LongVector h0 = LongVector.zero(L);
    LongVector h1 = h0;
    LongVector h2 = h0;
    LongVector h3 = h0;
    LongVector l0 = h0;
    LongVector l1 = h0;
    LongVector l2 = h0;
    LongVector l3 = h0;
    for (int j = 0; j < count; j += 4) {
      int k = 4 * j + t;
      LongVector f = IntVector.fromArray(I, data, offsets[j] + r).reinterpretAsLongs();
      LongVector e = f.and(m);
      LongVector o = f.lanewise(LSHR, 32L);
      LongVector b = LongVector.broadcast(L, factors[k]).and(m);
      LongVector c = LongVector.broadcast(L, factors[k + 1]).and(m);
      LongVector s0 = e.mul(b);
      LongVector s1 = o.mul(b);
      LongVector s2 = e.mul(c);
      LongVector s3 = o.mul(c);
      f = IntVector.fromArray(I, data, offsets[j + 1] + r).reinterpretAsLongs();
      e = f.and(m);
      o = f.lanewise(LSHR, 32L);
      b = LongVector.broadcast(L, factors[k + 4]).and(m);
      c = LongVector.broadcast(L, factors[k + 5]).and(m);
      s0 = s0.add(e.mul(b));
      s1 = s1.add(o.mul(b));
      s2 = s2.add(e.mul(c));
      s3 = s3.add(o.mul(c));
      f = IntVector.fromArray(I, data, offsets[j + 2] + r).reinterpretAsLongs();
      e = f.and(m);
      o = f.lanewise(LSHR, 32L);
      b = LongVector.broadcast(L, factors[k + 8]).and(m);
      c = LongVector.broadcast(L, factors[k + 9]).and(m);
      s0 = s0.add(e.mul(b));
      s1 = s1.add(o.mul(b));
      s2 = s2.add(e.mul(c));
      s3 = s3.add(o.mul(c));
      f = IntVector.fromArray(I, data, offsets[j + 3] + r).reinterpretAsLongs();
      e = f.and(m);
      o = f.lanewise(LSHR, 32L);
      b = LongVector.broadcast(L, factors[k + 12]).and(m);
      c = LongVector.broadcast(L, factors[k + 13]).and(m);
      s0 = s0.add(e.mul(b));
      s1 = s1.add(o.mul(b));
      s2 = s2.add(e.mul(c));
      s3 = s3.add(o.mul(c));
      h0 = h0.add(s0.lanewise(LSHR, 32L));
      l0 = l0.add(s0.and(m));
      h1 = h1.add(s1.lanewise(LSHR, 32L));
      l1 = l1.add(s1.and(m));
      h2 = h2.add(s2.lanewise(LSHR, 32L));
      l2 = l2.add(s2.and(m));
      h3 = h3.add(s3.lanewise(LSHR, 32L));
      l3 = l3.add(s3.and(m));
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

  /** Reduces the even and odd lanes' accumulators and adds them to a coordinate's rows. */
  private static void finish(long[] halves, int at, ColumnMatrix accumulator, int t, int r) {
    LongVector m = LongVector.broadcast(L, Lanes.LOW);
    LongVector lp = LongVector.broadcast(L, (long) Lanes.P).and(m);
    LongVector mu = LongVector.broadcast(L, Lanes.NEG_P_INVERSE).and(m);
    LongVector r2 = LongVector.broadcast(L, R2).and(m);
    IntVector p = IntVector.broadcast(I, Lanes.P);
    int k = L.length();
    LongVector he = LongVector.fromArray(L, halves, at);
    LongVector le = LongVector.fromArray(L, halves, at + k);
    LongVector ho = LongVector.fromArray(L, halves, at + 2 * k);
    LongVector lo = LongVector.fromArray(L, halves, at + 3 * k);
    he = he.add(he.and(m).mul(mu).and(m).mul(lp)).lanewise(LSHR, 32L).mul(r2).add(le);
    ho = ho.add(ho.and(m).mul(mu).and(m).mul(lp)).lanewise(LSHR, 32L).mul(r2).add(lo);
    he = he.add(he.and(m).mul(mu).and(m).mul(lp));
    ho = ho.add(ho.and(m).mul(mu).and(m).mul(lp));
    IntVector v = he.lanewise(LSHR, 32L).or(ho.and(m.not())).reinterpretAsInts();
    v = v.lanewise(UMIN, v.sub(p));
    int index = accumulator.offset(t) + r;
    v = v.add(IntVector.fromArray(I, accumulator.data(), index));
    v.lanewise(UMIN, v.sub(p)).intoArray(accumulator.data(), index);
  }
}
