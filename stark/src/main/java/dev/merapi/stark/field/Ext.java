package dev.merapi.stark.field;

/**
 * An element c0 + c1 X + c2 X² + c3 X³ of the extension F[X]/(X⁴ - 3) of {@link KoalaBear}, of
 * 123.95 bits. Coordinates are base elements in Montgomery form, reduced.
 *
 * @param c0 constant coordinate
 * @param c1 coordinate of X
 * @param c2 coordinate of X²
 * @param c3 coordinate of X³
 */
public record Ext(int c0, int c1, int c2, int c3) {
  /** Base elements to an extension element. */
  public static final int DEGREE = 4;

  /** W of X⁴ = W, in Montgomery form. */
  public static final int W = KoalaBear.GENERATOR;

  /** Zero. */
  public static final Ext ZERO = new Ext(0, 0, 0, 0);

  /** One. */
  public static final Ext ONE = of(KoalaBear.ONE);

  /** A base element as an element of the extension. */
  public static Ext of(int base) {
    return new Ext(base, 0, 0, 0);
  }

  /** The element held in four consecutive words. */
  public static Ext read(int[] words, int from) {
    return new Ext(words[from], words[from + 1], words[from + 2], words[from + 3]);
  }

  /** Writes the four coordinates to consecutive words. */
  public void write(int[] words, int from) {
    words[from] = c0;
    words[from + 1] = c1;
    words[from + 2] = c2;
    words[from + 3] = c3;
  }

  /** Coordinate i, 0 to 3. */
  public int coordinate(int i) {
    return switch (i) {
      case 0 -> c0;
      case 1 -> c1;
      case 2 -> c2;
      case 3 -> c3;
      default -> throw new IndexOutOfBoundsException(i);
    };
  }

  /** Whether the element is zero. */
  public boolean isZero() {
    return (c0 | c1 | c2 | c3) == 0;
  }

  /** this + b. */
  public Ext add(Ext b) {
    return new Ext(
        KoalaBear.add(c0, b.c0),
        KoalaBear.add(c1, b.c1),
        KoalaBear.add(c2, b.c2),
        KoalaBear.add(c3, b.c3));
  }

  /** this + b for a base element b. */
  public Ext add(int b) {
    return new Ext(KoalaBear.add(c0, b), c1, c2, c3);
  }

  /** this - b. */
  public Ext sub(Ext b) {
    return new Ext(
        KoalaBear.sub(c0, b.c0),
        KoalaBear.sub(c1, b.c1),
        KoalaBear.sub(c2, b.c2),
        KoalaBear.sub(c3, b.c3));
  }

  /** this - b for a base element b. */
  public Ext sub(int b) {
    return new Ext(KoalaBear.sub(c0, b), c1, c2, c3);
  }

  /** -this. */
  public Ext neg() {
    return new Ext(KoalaBear.neg(c0), KoalaBear.neg(c1), KoalaBear.neg(c2), KoalaBear.neg(c3));
  }

  /** this · b. */
  public Ext mul(Ext b) {
    int w1 = thrice(b.c1);
    int w2 = thrice(b.c2);
    int w3 = thrice(b.c3);
    return new Ext(
        dot(c0, b.c0, c1, w3, c2, w2, c3, w1),
        dot(c0, b.c1, c1, b.c0, c2, w3, c3, w2),
        dot(c0, b.c2, c1, b.c1, c2, b.c0, c3, w3),
        dot(c0, b.c3, c1, b.c2, c2, b.c1, c3, b.c0));
  }

  /** this · b for a base element b. */
  public Ext mul(int b) {
    return new Ext(
        KoalaBear.mul(c0, b), KoalaBear.mul(c1, b), KoalaBear.mul(c2, b), KoalaBear.mul(c3, b));
  }

  /** this². */
  public Ext square() {
    return mul(this);
  }

  /** this^exponent, the exponent not negative. */
  public Ext pow(long exponent) {
    if (exponent < 0) {
      throw new IllegalArgumentException("negative exponent " + exponent);
    }
    Ext result = ONE;
    Ext base = this;
    for (long e = exponent; e != 0; e >>>= 1) {
      if ((e & 1) != 0) {
        result = result.mul(base);
      }
      base = base.square();
    }
    return result;
  }

  /**
   * 1 / this, by two quadratic norms: X² = Y, Y² = W.
   *
   * @throws ArithmeticException if this is zero
   */
  public Ext inverse() {
    // (a + bX)(a - bX) = a² - b²Y with a = c0 + c2 Y, b = c1 + c3 Y.
    int n0 =
        KoalaBear.sub(
            KoalaBear.add(KoalaBear.square(c0), thrice(KoalaBear.square(c2))),
            thrice(KoalaBear.twice(KoalaBear.mul(c1, c3))));
    int n1 =
        KoalaBear.sub(
            KoalaBear.twice(KoalaBear.mul(c0, c2)),
            KoalaBear.add(KoalaBear.square(c1), thrice(KoalaBear.square(c3))));
    int norm = KoalaBear.sub(KoalaBear.square(n0), thrice(KoalaBear.square(n1)));
    int inv = KoalaBear.inverse(norm);
    Ext conjugate = new Ext(c0, KoalaBear.neg(c1), c2, KoalaBear.neg(c3));
    return conjugate.mul(
        new Ext(KoalaBear.mul(n0, inv), 0, KoalaBear.neg(KoalaBear.mul(n1, inv)), 0));
  }

  private static int thrice(int a) {
    return KoalaBear.add(KoalaBear.twice(a), a);
  }

  private static int dot(int a, int b, int c, int d, int e, int f, int g, int h) {
    int low = KoalaBear.reduce((long) a * b + (long) c * d);
    int high = KoalaBear.reduce((long) e * f + (long) g * h);
    return KoalaBear.add(low, high);
  }
}
