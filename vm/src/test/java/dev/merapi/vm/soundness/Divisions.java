package dev.merapi.vm.soundness;

import dev.merapi.stark.field.KoalaBear;
import dev.merapi.vm.soundness.Judge.World;

/** Wrong divisions, for {@link Constructions}. */
final class Divisions {
  private final Constructions c;

  Divisions(Constructions c) {
    this.c = c;
  }

  void all() {
    // -1 / 1, called a division by zero
    divide("div", -1, 1, 0xffffffffL, 0, 1, 0, 0, 1, 1);
    c.keep(World.ANY);
    // -100 = -15·7 + 5 and -2^16 = -2^17 + 2^16
    divide("div", -100, 7, -15, 5, 1, 0, 1, 0, 0);
    c.keep(World.ANY);
    divide("div", -65536, 131072, -1, 65536, 1, 0, 1, 0, 0);
    c.keep(World.ANY);
    // -2^30 = 130047·2^30 - 32512·2^32
    divide(
        "div", -(1 << 30), 1 << 30, 4 * Constructions.WRAP - 1, 0, 1, 0, 0, Constructions.WRAP, 0);
    c.keep(World.ANY);
    // 0 = 4261477890·-2^31 + (p + 32512)·2^32
    divide(
        "div",
        0,
        Integer.MIN_VALUE,
        2 * ((long) KoalaBear.P + Constructions.WRAP),
        0,
        Constructions.WRAP,
        1,
        0,
        0,
        0);
    c.keep(World.ANY);
    // 0 = 2p·2^31 - p·2^32
    divide("divu", 0, 1L << 31, 2L * KoalaBear.P, 0, 0, 0, 0, 0, 0);
    c.keep(World.ANY);
    // the top digit of -2^31 with a sign of 127/256 is 1: divides by 2^24
    divide("div", 5 << 24, 1 << 24, 5, 0, 0, 0, 0, 0, 0);
    int row = c.row("div");
    int half = KoalaBear.inverse(KoalaBear.fromCanonical(256));
    int sign = KoalaBear.mul(KoalaBear.fromCanonical(127), half);
    c.setElement(row, "y.sign", sign);
    int inverse = KoalaBear.inverse(KoalaBear.fromCanonical(128));
    c.setElement(row, "inverse", inverse);
    c.set(row, "y[3]", 128).set(row, "gap.hi", (1 << 15) - 1);
    c.keep(World.ANY);
  }

  private void divide(
      String flag, long x, long y, long q, long r, long xs, long ys, long qs, long rs, long zero) {
    int row = c.row(flag);
    long[] a = digits(q, qs);
    long[] d = digits(y, ys);
    for (int i = 0; i < 4; i++) {
      c.set(row, "q[" + i + "]", q >> 8 * i & 0xff).set(row, "y[" + i + "]", y >> 8 * i & 0xff);
    }
    c.set(row, "x.lo", x & 0xffff).set(row, "x.hi", x >> 16 & 0xffff);
    c.set(row, "r.lo", r & 0xffff).set(row, "r.hi", r >> 16 & 0xffff);
    c.set(row, "x.sign", xs).set(row, "y.sign", ys).set(row, "q.sign", qs).set(row, "r.sign", rs);
    long sum = (y & 0xff) + (y >> 8 & 0xff) + (y >> 16 & 0xff) + (y >> 24 & 0xff);
    c.set(row, "zero", zero);
    int inverse = zero == 1 ? 0 : KoalaBear.inverse(KoalaBear.fromCanonical(sum));
    c.setElement(row, "inverse", inverse);
    long c0 = product(a, d, 0) + (r & 0xffff) - (x & 0xffff) >> 16;
    long c1 = product(a, d, 1) + (r >> 16 & 0xffff) - (x >> 16 & 0xffff) + c0 >> 16;
    c.set(row, "c0.byte", c0 & 0xff).set(row, "c0.bit", c0 >> 8);
    long quads = c1 + 256 >> 2 & 0xff;
    c.set(row, "c1.quads", quads).set(row, "c1.byte", c1 + 256 - 4 * quads);
    c.set(row, "c2", 128 - product(a, d, 3) - xs);
    long low = (y & 0xffff) * (1 - 2 * ys) - (r & 0xffff) * (1 - 2 * rs) - 1;
    long high = (y >> 16 & 0xffff) * (1 - 2 * ys) - (r >> 16 & 0xffff) * (1 - 2 * rs);
    boolean bounded = zero == 0;
    c.set(row, "gap.lo", bounded ? low & 0xffff : 0).set(row, "k", bounded ? low >> 16 : 0);
    c.set(row, "gap.hi", bounded ? high + (ys - rs << 16) + (low >> 16) : 0);
  }

  private static long[] digits(long word, long sign) {
    long top = (word >> 24 & 0xff) - 256 * sign;
    return new long[] {word & 0xff, word >> 8 & 0xff, word >> 16 & 0xff, top};
  }

  private static long product(long[] a, long[] d, int limb) {
    long sum = 0;
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        sum += i + j == 2 * limb ? a[i] * d[j] : i + j == 2 * limb + 1 ? 256 * a[i] * d[j] : 0;
      }
    }
    return sum;
  }
}
