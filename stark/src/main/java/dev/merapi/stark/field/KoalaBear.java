package dev.merapi.stark.field;

/**
 * Arithmetic of the prime field KoalaBear, p = 2^31 - 2^24 + 1.
 *
 * <p>An element is an {@code int} in Montgomery form (R = 2^32), always reduced to [0, p). Only
 * {@link #fromCanonical} and {@link #toCanonical} cross the border to ordinary integers. Inputs of
 * every operation must be reduced; outputs are.
 */
public final class KoalaBear {
  /** The modulus, 2^31 - 2^24 + 1. */
  public static final int P = 0x7f000001;

  /** The largest k with 2^k dividing p - 1. */
  public static final int TWO_ADICITY = 24;

  /** Additive Montgomery constant, -p^-1 mod 2^32. */
  public static final int NEG_P_INVERSE = 0x7effffff;

  /** Zero in Montgomery form. */
  public static final int ZERO = 0;

  /** One in Montgomery form, 2^32 mod p. */
  public static final int ONE = (int) ((1L << 32) % P);

  private static final int R2 = (int) ((long) ONE * ONE % P);

  /** The multiplicative generator 3, in Montgomery form. */
  public static final int GENERATOR = fromCanonical(3);

  /** 1/2 in Montgomery form. */
  public static final int HALF = fromCanonical((P + 1) / 2);

  private static final int[] ROOTS = new int[TWO_ADICITY + 1];
  private static final int[] SHIFTS = new int[TWO_ADICITY + 1];
  private static final int[] ROOT_INVERSES = new int[TWO_ADICITY + 1];
  private static final int[] SHIFT_INVERSES = new int[TWO_ADICITY + 1];

  static {
    squares(ROOTS, pow(GENERATOR, (P - 1) >>> TWO_ADICITY));
    squares(SHIFTS, GENERATOR);
    squares(ROOT_INVERSES, inverse(ROOTS[TWO_ADICITY]));
    squares(SHIFT_INVERSES, inverse(GENERATOR));
  }

  /** Fills a table from its end, each entry the square of the next one. */
  private static void squares(int[] table, int last) {
    table[TWO_ADICITY] = last;
    for (int log = TWO_ADICITY - 1; log >= 0; log--) {
      table[log] = square(table[log + 1]);
    }
  }

  private KoalaBear() {}

  /** a + b. */
  public static int add(int a, int b) {
    int t = a + b - P;
    return t + ((t >> 31) & P);
  }

  /** a - b. */
  public static int sub(int a, int b) {
    int t = a - b;
    return t + ((t >> 31) & P);
  }

  /** -a. */
  public static int neg(int a) {
    return a == 0 ? 0 : P - a;
  }

  /** 2a. */
  public static int twice(int a) {
    return add(a, a);
  }

  /** a · b. */
  public static int mul(int a, int b) {
    return reduce((long) a * b);
  }

  /** a². */
  public static int square(int a) {
    return reduce((long) a * a);
  }

  /**
   * Montgomery reduction of a sum of at most two products of reduced elements.
   *
   * @param c in [0, 2p²]
   * @return c / 2^32 mod p, reduced
   */
  public static int reduce(long c) {
    int q = (int) c * NEG_P_INVERSE; // modulo 2^32 on purpose
    int t = (int) ((c + (q & 0xFFFFFFFFL) * P) >>> 32);
    return Integer.compareUnsigned(t, P) >= 0 ? t - P : t;
  }

  /**
   * a raised to an exponent.
   *
   * @param exponent any non-negative value
   * @throws IllegalArgumentException if the exponent is negative
   */
  public static int pow(int a, long exponent) {
    if (exponent < 0) {
      throw new IllegalArgumentException("negative exponent " + exponent);
    }
    int result = ONE;
    int base = a;
    for (long e = exponent; e != 0; e >>>= 1) {
      if ((e & 1) != 0) {
        result = mul(result, base);
      }
      base = mul(base, base);
    }
    return result;
  }

  /**
   * 1 / a.
   *
   * @throws ArithmeticException if a is zero
   */
  public static int inverse(int a) {
    if (a == 0) {
      throw new ArithmeticException("zero has no inverse");
    }
    return pow(a, P - 2);
  }

  /**
   * The element of an ordinary integer.
   *
   * @param value any integer, negative ones included; reduced modulo p
   */
  public static int fromCanonical(long value) {
    return mul((int) Math.floorMod(value, (long) P), R2);
  }

  /** The element of an ordinary integer, negative ones included. */
  public static int fromCanonical(int value) {
    return value >= 0 ? mul(value, R2) : fromCanonical((long) value);
  }

  /** The ordinary integer in [0, p) that an element stands for. */
  public static int toCanonical(int a) {
    return reduce(a);
  }

  /** Whether an ordinary integer is the canonical encoding of an element. */
  public static boolean isCanonical(int value) {
    return value >= 0 && value < P;
  }

  /**
   * A primitive root of unity of order 2^log; the square of the root of order 2^(log + 1).
   *
   * @param log in [0, 24]
   */
  public static int rootOfUnity(int log) {
    return ROOTS[log];
  }

  /** 1 / {@link #rootOfUnity}. */
  public static int inverseRootOfUnity(int log) {
    return ROOT_INVERSES[log];
  }

  /**
   * The shift of the evaluation coset with 2^log points, g^(2^(24 - log)): it depends on the size
   * alone, and its square is the shift of the coset half the size.
   *
   * @param log in [0, 24]
   */
  public static int cosetShift(int log) {
    return SHIFTS[log];
  }

  /** 1 / {@link #cosetShift}. */
  public static int inverseCosetShift(int log) {
    return SHIFT_INVERSES[log];
  }
}
