package dev.merapi.sdk.fuzz;

import dev.merapi.stark.field.KoalaBear;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Changes a valid encoding as a script says, so that what a fuzzer makes up is small and starts
 * from something that passes the first checks. A script is up to {@value #MAX_EDITS} edits of
 * {@value #EDIT_BYTES} bytes: what to do, where, and with what.
 */
final class Edits {
  /** Bytes of one edit. */
  static final int EDIT_BYTES = 9;

  private static final int MAX_EDITS = 16;

  private Edits() {}

  /** The changed bytes. */
  static byte[] apply(byte[] valid, byte[] script) {
    ByteBuffer edits = ByteBuffer.wrap(script).order(ByteOrder.LITTLE_ENDIAN);
    byte[] bytes = valid.clone();
    for (int i = 0; i < MAX_EDITS && edits.remaining() >= EDIT_BYTES && bytes.length > 0; i++) {
      int kind = edits.get() & 15;
      int at = Integer.remainderUnsigned(edits.getInt(), bytes.length);
      bytes = edit(bytes, kind, at, edits.getInt());
    }
    return bytes;
  }

  private static byte[] edit(byte[] bytes, int kind, int at, int value) {
    int other = Integer.remainderUnsigned(value, bytes.length);
    switch (kind) {
      case 0 -> bytes[at] ^= (byte) (1 << (value & 7));
      case 1 -> bytes[at] = (byte) value;
      case 2 -> word(bytes, at, word(bytes, at) + 1);
      case 3 -> word(bytes, at, word(bytes, at) - 1);
      case 4 -> word(bytes, at, word(bytes, at) + KoalaBear.P);
      case 5 -> word(bytes, at, word(bytes, at) - KoalaBear.P);
      case 6 -> word(bytes, at, value); // counts and lengths, huge ones too
      case 7 -> word(bytes, at, -1);
      case 8 -> word(bytes, at, word(bytes, other));
      case 9 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 10 -> {
        return Arrays.copyOf(bytes, bytes.length + 1 + (value & 0xff));
      }
      case 11 -> {
        return without(bytes, at, Math.min(bytes.length, at + 1 + (value & 0xfff)));
      }
      case 12 -> {
        return twice(bytes, Math.min(at, other), Math.max(at, other));
      }
      case 13 -> swap(bytes, at, other, 32);
      case 14 -> swap(bytes, at, other, 4096);
      default -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 1 + (value & 0xfff)), (byte) 0);
    }
    return bytes;
  }

  private static int word(byte[] bytes, int at) {
    int word = 0;
    for (int i = 3; i >= 0; i--) {
      word = word << 8 | (at + i < bytes.length ? bytes[at + i] & 0xff : 0);
    }
    return word;
  }

  private static void word(byte[] bytes, int at, int value) {
    for (int i = 0; i < 4 && at + i < bytes.length; i++) {
      bytes[at + i] = (byte) (value >> 8 * i);
    }
  }

  private static byte[] without(byte[] bytes, int from, int to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, from);
    out.write(bytes, to, bytes.length - to);
    return out.toByteArray();
  }

  private static byte[] twice(byte[] bytes, int from, int to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, to);
    out.write(bytes, from, bytes.length - from);
    return out.toByteArray();
  }

  private static void swap(byte[] bytes, int a, int b, int length) {
    int first = Math.min(a, b);
    int second = Math.max(a, b);
    int n = Math.min(length, Math.min(second - first, bytes.length - second));
    for (int i = 0; i < n; i++) {
      byte kept = bytes[first + i];
      bytes[first + i] = bytes[second + i];
      bytes[second + i] = kept;
    }
  }
}
