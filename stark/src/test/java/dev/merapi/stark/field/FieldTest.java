package dev.merapi.stark.field;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FieldTest {
  private static final long SEED = 20260101;
  private final SplittableRandom random = new SplittableRandom(SEED);

  @Test
  void baseArithmeticAgreesWithIntegersModuloP() {
    for (int i = 0; i < 2000; i++) {
      long a = value(i);
      long b = value(i / 3);
      int x = KoalaBear.fromCanonical(a);
      int y = KoalaBear.fromCanonical(b);
      assertThat(KoalaBear.toCanonical(x)).isEqualTo((int) a);
      assertThat(KoalaBear.toCanonical(KoalaBear.add(x, y)))
          .isEqualTo((int) ((a + b) % KoalaBear.P));
      assertThat(KoalaBear.toCanonical(KoalaBear.sub(x, y)))
          .isEqualTo((int) Math.floorMod(a - b, (long) KoalaBear.P));
      assertThat(KoalaBear.toCanonical(KoalaBear.mul(x, y))).isEqualTo((int) (a * b % KoalaBear.P));
      assertThat(KoalaBear.add(x, KoalaBear.neg(x))).isZero();
      assertThat(KoalaBear.reduce((long) x * y + (long) x * y))
          .isEqualTo(KoalaBear.twice(KoalaBear.mul(x, y)));
    }
  }

  @Test
  void canonicalConversionAcceptsNegativeAndLargeIntegers() {
    assertThat(KoalaBear.toCanonical(KoalaBear.fromCanonical(-1))).isEqualTo(KoalaBear.P - 1);
    assertThat(KoalaBear.toCanonical(KoalaBear.fromCanonical(Integer.MIN_VALUE)))
        .isEqualTo(Math.floorMod(Integer.MIN_VALUE, KoalaBear.P));
    assertThat(KoalaBear.fromCanonical((long) KoalaBear.P * 5 + 1)).isEqualTo(KoalaBear.ONE);
    assertThat(KoalaBear.isCanonical(KoalaBear.P)).isFalse();
    assertThat(KoalaBear.isCanonical(-1)).isFalse();
    assertThat(KoalaBear.isCanonical(KoalaBear.P - 1)).isTrue();
  }

  @Test
  void inverseAndPower() {
    for (int i = 0; i < 200; i++) {
      int x = KoalaBear.fromCanonical(1 + random.nextInt(KoalaBear.P - 1));
      assertThat(KoalaBear.mul(x, KoalaBear.inverse(x))).isEqualTo(KoalaBear.ONE);
    }
    assertThat(KoalaBear.toCanonical(KoalaBear.pow(KoalaBear.fromCanonical(5), 123456789)))
        .isEqualTo(
            BigInteger.valueOf(5)
                .modPow(BigInteger.valueOf(123456789), BigInteger.valueOf(KoalaBear.P))
                .intValueExact());
    assertThatThrownBy(() -> KoalaBear.inverse(0)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> KoalaBear.pow(1, -1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rootsHaveTheirExactOrderAndShiftsSquareDown() {
    for (int log = 1; log <= KoalaBear.TWO_ADICITY; log++) {
      int root = KoalaBear.rootOfUnity(log);
      assertThat(KoalaBear.pow(root, 1L << (log - 1))).isEqualTo(KoalaBear.neg(KoalaBear.ONE));
      assertThat(KoalaBear.square(root)).isEqualTo(KoalaBear.rootOfUnity(log - 1));
      assertThat(KoalaBear.square(KoalaBear.cosetShift(log)))
          .isEqualTo(KoalaBear.cosetShift(log - 1));
      assertThat(KoalaBear.mul(root, KoalaBear.inverseRootOfUnity(log))).isEqualTo(KoalaBear.ONE);
      assertThat(KoalaBear.mul(KoalaBear.cosetShift(log), KoalaBear.inverseCosetShift(log)))
          .isEqualTo(KoalaBear.ONE);
      assertThat(KoalaBear.pow(KoalaBear.cosetShift(log), 1L << log)).isNotEqualTo(KoalaBear.ONE);
    }
    assertThat(KoalaBear.toCanonical(KoalaBear.cosetShift(24))).isEqualTo(3);
  }

  @Test
  void extensionIsAFieldWithXToTheFourthEqualToThree() {
    Ext x = new Ext(0, KoalaBear.ONE, 0, 0);
    assertThat(x.pow(4)).isEqualTo(Ext.of(KoalaBear.fromCanonical(3)));
    for (int i = 0; i < 300; i++) {
      Ext a = ext();
      Ext b = ext();
      Ext c = ext();
      assertThat(a.mul(b)).isEqualTo(b.mul(a));
      assertThat(a.mul(b).mul(c)).isEqualTo(a.mul(b.mul(c)));
      assertThat(a.mul(b.add(c))).isEqualTo(a.mul(b).add(a.mul(c)));
      assertThat(a.mul(a.inverse())).isEqualTo(Ext.ONE);
      assertThat(a.sub(b).add(b)).isEqualTo(a);
      assertThat(a.neg().add(a).isZero()).isTrue();
      assertThat(a.mul(Ext.of(b.c0()))).isEqualTo(a.mul(b.c0()));
      assertThat(a.square()).isEqualTo(a.mul(a));
    }
    assertThat(x.inverse().mul(x)).isEqualTo(Ext.ONE);
    // Every element satisfies a^(p^4) = a: p^4 by four powers to p.
    Ext a = ext();
    assertThat(a.pow(KoalaBear.P).pow(KoalaBear.P).pow(KoalaBear.P).pow(KoalaBear.P)).isEqualTo(a);
    assertThatThrownBy(Ext.ZERO::inverse).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void matrixColumnsDoNotOverlap() {
    for (int height : new int[] {1, 2, 4, 16, 1000, 1024, 4096}) {
      ColumnMatrix m = ColumnMatrix.allocate(height, 3);
      for (int c = 0; c < 3; c++) {
        for (int r = 0; r < height; r++) {
          assertThat(m.get(c, r)).isZero();
          m.set(c, r, c * height + r);
        }
      }
      for (int c = 0; c < 3; c++) {
        assertThat((m.offset(c) - 12) % 16).isZero();
        assertThat(m.data()[m.offset(c) + height - 1]).isEqualTo(c * height + height - 1);
      }
      assertThat(ColumnMatrix.view(m.data(), 0, height, 2).data()).isSameAs(m.data());
    }
    assertThatThrownBy(() -> ColumnMatrix.allocate(1 << 24, 200))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ColumnMatrix.allocate(4, 1).get(0, 4))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  private long value(int i) {
    return switch (i % 7) {
      case 0 -> 0;
      case 1 -> KoalaBear.P - 1;
      default -> random.nextInt(KoalaBear.P);
    };
  }

  private Ext ext() {
    return new Ext(
        random.nextInt(KoalaBear.P),
        random.nextInt(KoalaBear.P),
        random.nextInt(KoalaBear.P),
        random.nextInt(KoalaBear.P));
  }
}
