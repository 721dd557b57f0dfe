package dev.merapi.sdk.codec;

import dev.merapi.stark.field.KoalaBear;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Reads little-endian words; allocates nothing before the bytes that fill it were seen to be there.
 */
final class Reader {

  private final ByteBuffer bytes;
  private final String what;

  Reader(byte[] bytes, String what) {
    this.bytes = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    this.what = what;
  }

  void magic(String magic, int version) throws MalformedException {
    byte[] found = new byte[Math.min(magic.length(), bytes.remaining())];
    bytes.get(found);
    if (!new String(found, StandardCharsets.ISO_8859_1).equals(magic)) {
      throw new MalformedException("not " + what);
    }
    int number = u8("version", 0, 255);
    if (number != version) {
      throw new MalformedException(
          what + " of version " + number + "; this build reads version " + version);
    }
  }

  int u8(String name, int min, int max) throws MalformedException {
    return within(name, Byte.toUnsignedInt(require(1).get()), min, max);
  }

  int u32(String name, int min, int max) throws MalformedException {
    return within(name, require(4).getInt(), min, max);
  }

  private int within(String name, int value, int min, int max) throws MalformedException {
    if (value < min || value > max) {
      throw new MalformedException(
          "%s: %s is %s, outside [%d, %d]"
              .formatted(what, name, Integer.toUnsignedString(value), min, max));
    }
    return value;
  }

  byte[] bytes(int count) throws MalformedException {
    require(count);
    byte[] result = new byte[count];
    bytes.get(result);
    return result;
  }

  /** Canonical field elements. */
  int[] elements(int count) throws MalformedException {
    require(4L * count);
    int[] result = new int[count];
    for (int i = 0; i < count; i++) {
      result[i] = bytes.getInt();
      if (!KoalaBear.isCanonical(result[i])) {
        throw new MalformedException(
            "%s: %s at byte %d is not below the field order"
                .formatted(what, Integer.toUnsignedString(result[i]), bytes.position() - 4));
      }
    }
    return result;
  }

  byte[] rest() throws MalformedException {
    return bytes(bytes.remaining());
  }

  void end() throws MalformedException {
    if (bytes.hasRemaining()) {
      throw new MalformedException(
          "%s: %d trailing bytes at %d".formatted(what, bytes.remaining(), bytes.position()));
    }
  }

  private ByteBuffer require(long count) throws MalformedException {
    if (bytes.remaining() < count) {
      throw new MalformedException(
          "%s ends at byte %d, %d more wanted at %d"
              .formatted(what, bytes.limit(), count, bytes.position()));
    }
    return bytes;
  }
}
