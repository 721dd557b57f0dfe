package dev.merapi.vm.isa;

/**
 * How program rows spell a logical shift by a constant: as a multiplication of each limb by {@link
 * #multiplier} (at most 2^8, so that products fit the field), the choice of where the 24-bit
 * products are cut ({@link #cut}), and a move by one limb ({@link #move}).
 *
 * <p>With amount = 16·move + 8·k + t, t &lt; 8: a left shift multiplies by 2^t, a right shift by
 * 2^(8-t). A product is cut after 16 bits (cut 0) or after 8 (cut 1); a left shift with k = 1 and a
 * right shift with k = 0 take the latter.
 */
public final class ShiftImmediate {
  private static final int BYTE = 8;

  private ShiftImmediate() {}

  /** The factor, a power of two. */
  public static int multiplier(boolean left, int amount) {
    int t = amount & (BYTE - 1);
    return 1 << (left ? t : BYTE - t);
  }

  /** 1 if products are cut after 8 bits, 0 if after 16. */
  public static int cut(boolean left, int amount) {
    int k = amount / BYTE & 1;
    return left ? k : 1 - k;
  }

  /** 1 if the amount is 16 or more. */
  public static int move(int amount) {
    return amount / 16;
  }

  /** The second operand of the row: {@code move + 2 * cut}. */
  public static int form(boolean left, int amount) {
    return move(amount) + 2 * cut(left, amount);
  }

  /** The amount that a row's operands stand for. */
  public static int amount(boolean left, int multiplier, int form) {
    int log = Integer.numberOfTrailingZeros(multiplier);
    int cut = form / 2;
    int inHalf = left ? BYTE * cut + log : BYTE * (1 - cut) + BYTE - log;
    return 16 * (form & 1) + inHalf;
  }
}
