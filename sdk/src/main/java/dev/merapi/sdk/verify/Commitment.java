package dev.merapi.sdk.verify;

import dev.merapi.sdk.error.InvalidInputException;
import dev.merapi.sdk.error.InvalidInputException.Subject;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The identity of a program ({@code exe}) or of a machine ({@code vm}): eight canonical field
 * elements. As text it is 64 hexadecimal digits, each element as four bytes, most significant
 * first.
 */
public final class Commitment {

  /** Field elements of a commitment. */
  public static final int WORDS = 8;

  private static final int FIELD_ORDER = 0x7f000001; // 2^31 - 2^24 + 1
  private static final int DIGITS = 8;

  private final int[] words;

  private Commitment(int[] words) {
    this.words = words;
  }

  /** The commitment of eight canonical field elements. */
  public static Commitment of(int... words) {
    if (words.length != WORDS) {
      throw new InvalidInputException(
          Subject.COMMITMENT, "a commitment has " + WORDS + " elements, not " + words.length);
    }
    for (int word : words) {
      if (word < 0 || word >= FIELD_ORDER) {
        throw new InvalidInputException(
            Subject.COMMITMENT,
            "commitment element "
                + Integer.toUnsignedString(word)
                + " is not below the field order");
      }
    }
    return new Commitment(words.clone());
  }

  /** Reads the text form, with or without a leading {@code 0x}. */
  public static Commitment parse(String text) {
    String digits = text.startsWith("0x") ? text.substring(2) : text;
    if (digits.length() != WORDS * DIGITS) {
      throw new InvalidInputException(
          Subject.COMMITMENT,
          "a commitment is 64 hexadecimal digits, not " + digits.length() + " characters");
    }
    int[] words = new int[WORDS];
    for (int i = 0; i < WORDS; i++) {
      String part = digits.substring(i * DIGITS, (i + 1) * DIGITS);
      try {
        words[i] = HexFormat.fromHexDigits(part);
      } catch (IllegalArgumentException e) {
        throw new InvalidInputException(Subject.COMMITMENT, "'" + part + "' is not hexadecimal", e);
      }
    }
    return of(words);
  }

  /** The eight canonical field elements. */
  public int[] words() {
    return words.clone();
  }

  /** The text form, without prefix. */
  public String toHex() {
    StringBuilder text = new StringBuilder(WORDS * DIGITS);
    HexFormat hex = HexFormat.of();
    for (int word : words) {
      text.append(hex.toHexDigits(word));
    }
    return text.toString();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Commitment that && Arrays.equals(words, that.words);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(words);
  }

  @Override
  public String toString() {
    return toHex();
  }
}
